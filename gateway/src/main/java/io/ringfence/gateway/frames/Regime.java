package io.ringfence.gateway.frames;

/** The moods of a generated instrument. */
enum Regime {
    CALM(0.20, 60, 0, 0.0002, 1_000, 4_000),
    RISE(0.30, 150, 0.0004, 0.0005, 800, 3_500),
    FALL(0.30, 150, -0.0004, 0.0005, 800, 3_500),
    BURST(0.12, 2_000, 0, 0.0008, 50, 400),
    QUIET(0.08, 0, 0, 0, 500, 4_000);

    private final double share;
    private final double stepsPerSecond;
    private final double driftPerSecond;
    private final double deviationPerSecond;
    private final long shortestMs;
    private final long longestMs;

    Regime(
            final double share,
            final double stepsPerSecond,
            final double driftPerSecond,
            final double deviationPerSecond,
            final long shortestMs,
            final long longestMs) {
        this.share = share;
        this.stepsPerSecond = stepsPerSecond;
        this.driftPerSecond = driftPerSecond;
        this.deviationPerSecond = deviationPerSecond;
        this.shortestMs = shortestMs;
        this.longestMs = longestMs;
    }

    /** Draws the next mood; a price that has wandered more than a quarter from its start turns back. */
    static Regime draw(final SeededRandom random, final double priceOverStart) {
        double point = random.nextUnit();
        Regime drawn = CALM;
        for (final Regime regime : values()) {
            if (point < regime.share) {
                drawn = regime;
                break;
            }
            point -= regime.share;
        }
        if (drawn == RISE && priceOverStart > 1.25) {
            return FALL;
        }
        return drawn == FALL && priceOverStart < 0.75 ? RISE : drawn;
    }

    long drawDurationNs(final SeededRandom random) {
        return random.nextBetween(shortestMs, longestMs) * 1_000_000;
    }

    /** Time to the next step; only for regimes that have any. */
    long drawPauseNs(final SeededRandom random) {
        return (long) ((0.2 + 1.6 * random.nextUnit()) * 1e9 / stepsPerSecond);
    }

    boolean hasSteps() {
        return stepsPerSecond > 0;
    }

    /** Relative price change over {@code seconds}. */
    double drawMove(final SeededRandom random, final double seconds) {
        return driftPerSecond * seconds + deviationPerSecond * Math.sqrt(seconds) * random.nextBell();
    }
}
