package io.ringfence.journal.retention;

/**
 * How much of the past is kept. What is needed to recover is kept whatever this says.
 *
 * @param maxAgeMs what was last written to longer ago goes; {@value #UNLIMITED} for any age
 * @param maxBytes of the whole journal; the oldest goes first; {@value #UNLIMITED} for any size
 */
public record Retention(long maxAgeMs, long maxBytes) {
    public static final long UNLIMITED = Long.MAX_VALUE;
    /** Everything is kept. */
    public static final Retention ALL = new Retention(UNLIMITED, UNLIMITED);

    public Retention {
        if (maxAgeMs <= 0 || maxBytes <= 0) {
            throw new IllegalArgumentException("maxAgeMs=" + maxAgeMs + " maxBytes=" + maxBytes + ": must be above 0");
        }
    }

    /** The same with room for {@code bytes} more, which are about to be written. */
    public Retention leaving(final long bytes) {
        return maxBytes == UNLIMITED ? this : new Retention(maxAgeMs, Math.max(1, maxBytes - bytes));
    }

    public boolean isAll() {
        return equals(ALL);
    }

    boolean isTooOld(final long modifiedTimeMs, final long nowMs) {
        return maxAgeMs != UNLIMITED && modifiedTimeMs < nowMs - maxAgeMs;
    }
}
