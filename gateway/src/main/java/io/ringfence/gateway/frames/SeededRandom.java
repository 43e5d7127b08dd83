package io.ringfence.gateway.frames;

/** SplitMix64 (Steele, Lea, Flood 2014): the same numbers for a seed on every JDK. */
final class SeededRandom {
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    SeededRandom(final long seed) {
        state = seed;
    }

    long nextLong() {
        state += STEP;
        long mixed = state;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** 0 (included) to 1 (excluded). */
    double nextUnit() {
        return (nextLong() >>> 11) * UNIT;
    }

    /** From {@code low} to {@code high}, both included. */
    long nextBetween(final long low, final long high) {
        return low + Long.remainderUnsigned(nextLong(), high - low + 1);
    }

    /** Near enough to a normal distribution: the sum of four uniform ones, mean 0, deviation 1. */
    double nextBell() {
        return (nextUnit() + nextUnit() + nextUnit() + nextUnit() - 2) * 1.7320508075688772;
    }
}
