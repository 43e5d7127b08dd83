package io.ringfence.engine.risk;

/**
 * Token buckets, one per row, each by a single number: the time at which it will be full again (the generic cell rate algorithm of ITU-T
 * I.371). {@code limit} tokens come per {@code periodNs}, evenly, and as many may be taken at once.
 */
final class Bucket {
    private final long periodNs;

    Bucket(final long periodNs) {
        this.periodNs = periodNs;
    }

    /** Tokens that are taken and haven't come back. */
    long taken(final long fullAtNs, final long limit, final long nowNs) {
        final long each = periodNs / limit;
        return fullAtNs <= nowNs ? 0 : (fullAtNs - nowNs + each - 1) / each;
    }

    /** When it is full with one more taken. */
    long take(final long fullAtNs, final long limit, final long nowNs) {
        return Math.max(fullAtNs, nowNs) + periodNs / limit;
    }
}
