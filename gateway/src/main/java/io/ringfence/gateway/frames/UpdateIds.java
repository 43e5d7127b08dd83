package io.ringfence.gateway.frames;

/** The venue's update ids, which all symbols share. */
final class UpdateIds {
    private static final long FIRST = 1_000_000_000_000L;

    private final SeededRandom random;
    private long last = FIRST;

    UpdateIds(final SeededRandom random) {
        this.random = random;
    }

    long next() {
        last += random.nextBetween(1, 40);
        return last;
    }
}
