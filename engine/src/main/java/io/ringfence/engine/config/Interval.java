package io.ringfence.engine.config;

/**
 * A length of time after which something is done again, as people write it; {@code 0}: never.
 *
 * @param text as written
 * @param ns   the same in ns, 0 for never
 */
public record Interval(String text, long ns) {
    private static final String NEVER = "0";

    /** @throws IllegalArgumentException if {@code text} is neither {@code 0} nor what {@link Timeframe} takes */
    public static Interval valueOf(final String text) {
        return new Interval(
                text, NEVER.equals(text) ? 0 : Timeframe.valueOf(text).ns());
    }

    @Override
    public String toString() {
        return text;
    }
}
