package io.ringfence.journal.generation;

import io.ringfence.journal.log.LogWriter;

/**
 * How a generation's logs lie on disk; has no effect on what they say.
 *
 * @param segmentBytes      of one segment, both logs alike
 * @param reserveAheadBytes how much disk and page cache is kept ready ahead of each log's write position
 * @param forced            whether the lanes force what they have appended, again and again
 */
public record GenerationOptions(long segmentBytes, long reserveAheadBytes, boolean forced) {
    private static final long DEFAULT_SEGMENT_BYTES = 1L << 30;
    private static final long DEFAULT_RESERVE_AHEAD_BYTES = 64L << 20;

    public GenerationOptions {
        if (segmentBytes < LogWriter.MIN_SEGMENT_BYTES || segmentBytes > LogWriter.MAX_SEGMENT_BYTES) {
            throw new IllegalArgumentException("segmentBytes=" + segmentBytes + " is not within "
                    + LogWriter.MIN_SEGMENT_BYTES + " to " + LogWriter.MAX_SEGMENT_BYTES);
        }
        if (reserveAheadBytes < 0) {
            throw new IllegalArgumentException("reserveAheadBytes=" + reserveAheadBytes + " is negative");
        }
    }

    /** Segments of 1 GiB, 64 MiB ready ahead, not forced while they are written. */
    public static GenerationOptions defaults() {
        return new GenerationOptions(DEFAULT_SEGMENT_BYTES, DEFAULT_RESERVE_AHEAD_BYTES, false);
    }

    public GenerationOptions withSegmentBytes(final long bytes) {
        return new GenerationOptions(bytes, reserveAheadBytes, forced);
    }

    public GenerationOptions withReserveAheadBytes(final long bytes) {
        return new GenerationOptions(segmentBytes, bytes, forced);
    }

    public GenerationOptions withForced(final boolean byTheLanes) {
        return new GenerationOptions(segmentBytes, reserveAheadBytes, byTheLanes);
    }
}
