package io.ringfence.engine.simulation;

import java.util.SplittableRandom;

/** The chances of one role in a seed: a draw more in one changes nothing in another. */
final class Dice {
    /** Who draws. */
    enum Role {
        PLAN,
        MARKET,
        VENUE,
        NETWORK,
        STORAGE,
        CRASH,
        OPERATOR,
        /** What was thought of later: plans drawn before stay what they were. */
        EXTRAS
    }

    static final int MILLION = 1_000_000;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final SplittableRandom random;

    Dice(final long seed, final Role role) {
        random = new SplittableRandom((seed + 1) * GOLDEN ^ (role.ordinal() + 1) * 0xD1B54A32D192ED03L);
    }

    /** Whether something happens that does so in {@code partsPerMillion} cases. */
    boolean chance(final int partsPerMillion) {
        return partsPerMillion > 0 && random.nextInt(MILLION) < partsPerMillion;
    }

    /** 0 to {@code bound} - 1. */
    int below(final int bound) {
        return random.nextInt(bound);
    }

    /** Both included. */
    long between(final long least, final long most) {
        return least + random.nextLong(most - least + 1);
    }

    /** Both included; each order of magnitude as likely as any other. */
    long magnitude(final long least, final long most) {
        final double low = StrictMath.log(least);
        return Math.min(most, (long) StrictMath.exp(low + random.nextDouble() * (StrictMath.log(most + 1) - low)));
    }

    @SafeVarargs
    final <T> T oneOf(final T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
