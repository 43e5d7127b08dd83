package io.ringfence.engine.stop.oracle;

import java.util.SplittableRandom;

/** What a seed stands for: instrument, profile and path. */
record Scenario(Terms terms, Profile profile, RandomPath path, int events) {
    private static final int FEWEST_EVENTS = 100;
    private static final int MOST_EVENTS = 300;
    private static final long MILLISECOND = 1_000_000L;
    private static final long[] TICKS = {1, 1, 1, 2, 5, 10, 25, 100};
    private static final long[] LOTS = {1, 1, 1, 10, 25, 100};

    static Scenario of(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final Terms terms = new Terms(
                random.nextInt(7),
                random.nextInt(7),
                TICKS[random.nextInt(TICKS.length)],
                LOTS[random.nextInt(LOTS.length)]);
        final boolean huge = random.nextInt(25) == 0;
        final long price = 100 * terms.tick() + (long) logUniform(random, 100, huge ? 1e15 : 1e9);
        final long quantity = terms.lot() * (1 + (long) logUniform(random, 1, huge ? 1e12 : 1e6));
        final double unit = logUniform(random, 0.0005, 0.03);
        final long stepNs = (long) logUniform(random, 1, 60_000) * MILLISECOND;
        final Profile profile = new RandomProfile(random, terms, price, quantity, unit).draw(stepNs);
        final RandomPath path = new RandomPath(random, profile, terms, price, quantity, unit, stepNs);
        return new Scenario(terms, profile, path, FEWEST_EVENTS + random.nextInt(MOST_EVENTS - FEWEST_EVENTS + 1));
    }

    private static double logUniform(final SplittableRandom random, final double low, final double high) {
        return low * Math.pow(high / low, random.nextDouble());
    }
}
