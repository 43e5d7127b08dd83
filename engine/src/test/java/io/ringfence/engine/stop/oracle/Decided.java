package io.ringfence.engine.stop.oracle;

/**
 * A decision, of the engine or of the oracle.
 *
 * @param quantity of ARMED and MOVED signed; of HIT and TAKE_PROFIT what is to be closed, positive
 * @param stop     of TAKE_PROFIT 0
 * @param price    ARMED: entry; MOVED: best price; HIT and TAKE_PROFIT: trigger price
 * @param level    of TAKE_PROFIT, from 1
 */
record Decided(What what, Rule rule, long quantity, long stop, long price, long slip, int level) {
    enum What {
        ARMED,
        MOVED,
        HIT,
        TAKE_PROFIT,
        DISARMED
    }

    static Decided armed(final long quantity, final long stop, final long entry) {
        return new Decided(What.ARMED, Rule.HARD, quantity, stop, entry, 0, 0);
    }

    static Decided moved(final Rule rule, final long quantity, final long stop, final long best) {
        return new Decided(What.MOVED, rule, quantity, stop, best, 0, 0);
    }

    static Decided hit(final Rule rule, final long quantity, final long stop, final long price, final long slip) {
        return new Decided(What.HIT, rule, quantity, stop, price, slip, 0);
    }

    static Decided takeProfit(final int level, final long quantity, final long price) {
        return new Decided(What.TAKE_PROFIT, Rule.TAKE_PROFIT, quantity, 0, price, 0, level);
    }

    static Decided disarmed() {
        return new Decided(What.DISARMED, null, 0, 0, 0, 0, 0);
    }
}
