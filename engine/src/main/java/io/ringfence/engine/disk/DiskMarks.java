package io.ringfence.engine.disk;

import io.ringfence.journal.message.DiskLevel;

/**
 * Where the levels of the disk's free space lie.
 *
 * @param lowBytes       below it nothing is opened any more
 * @param exhaustedBytes below it the engine halts; at most {@code lowBytes}
 */
public record DiskMarks(long lowBytes, long exhaustedBytes) {
    /** Space must be back by this part of a mark beyond it, or a level would come and go with every segment. */
    private static final int BACK_PART = 10;

    public DiskMarks {
        if (exhaustedBytes < 0 || exhaustedBytes > lowBytes) {
            throw new IllegalArgumentException("lowBytes=" + lowBytes + " exhaustedBytes=" + exhaustedBytes);
        }
    }

    /** The level with {@code freeBytes} left, if it was {@code before} so far. What is exhausted stays so. */
    public DiskLevel level(final long freeBytes, final DiskLevel before) {
        if (before == DiskLevel.EXHAUSTED || freeBytes < exhaustedBytes) {
            return DiskLevel.EXHAUSTED;
        }
        final long mark = before == DiskLevel.LOW ? lowBytes + lowBytes / BACK_PART : lowBytes;
        return freeBytes < mark ? DiskLevel.LOW : DiskLevel.AMPLE;
    }

    /** The mark that was passed on the way to {@code level}. */
    public long markOf(final DiskLevel level) {
        return level == DiskLevel.EXHAUSTED ? exhaustedBytes : lowBytes;
    }
}
