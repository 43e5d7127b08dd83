package io.ringfence.engine.stop.oracle;

/**
 * A distance as a profile writes it.
 *
 * @param amount    of PERCENT the percentage in parts of 1e7, of TICKS their number, of MONEY 1e-8 of the account currency
 * @param multiple  of ATR
 * @param timeframe of ATR, index
 */
record Measure(Kind kind, long amount, double multiple, int timeframe) {
    enum Kind {
        PERCENT,
        TICKS,
        ATR,
        MONEY
    }

    /** @param parts percentage in parts of 1e7: 0.5 % is 5,000,000 */
    static Measure percent(final long parts) {
        return new Measure(Kind.PERCENT, parts, 0, 0);
    }

    static Measure ticks(final long ticks) {
        return new Measure(Kind.TICKS, ticks, 0, 0);
    }

    static Measure atr(final double multiple, final int timeframe) {
        return new Measure(Kind.ATR, 0, multiple, timeframe);
    }

    static Measure money(final long money) {
        return new Measure(Kind.MONEY, money, 0, 0);
    }

    boolean is(final Kind other) {
        return kind == other;
    }
}
