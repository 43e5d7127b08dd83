package io.ringfence.engine.watch;

import java.util.List;

/**
 * A running engine at one moment, as its decisions tell.
 *
 * @param sequence   of the last event with decisions that was seen
 * @param decisions  seen
 * @param openOrders without a final state
 * @param positions  that aren't flat
 * @param stopsMoved so far
 * @param stopsHit   so far
 * @param realized   of the account before fees, money 1e-8
 * @param fees       of the account, money 1e-8, positive is a cost
 */
public record RunState(
        long sequence,
        long decisions,
        int openOrders,
        List<Position> positions,
        long stopsMoved,
        long stopsHit,
        long realized,
        long fees) {
    /**
     * What is held of an instrument when a run begins, in its units.
     *
     * @param realized  profit before fees so far, money 1e-8
     * @param stopPrice of the armed stop, 0: none
     */
    public record Holding(int instrument, long quantity, long entryPrice, long realized, long stopPrice) {}

    /**
     * What a run begins with.
     *
     * @param openOrders ids of orders without an end
     */
    public record Begin(List<Holding> holdings, List<String> openOrders, long realized, long fees) {
        /** Of a first run. */
        public static final Begin NOTHING = new Begin(List.of(), List.of(), 0, 0);
    }

    /** Before the first decision. */
    public static final RunState NONE = new RunState(0, 0, 0, List.of(), 0, 0, 0, 0);

    /** A position's stop while none is armed. */
    static final String NO_STOP = "none";

    /** Texts are in the instrument's decimals; {@code stop} is {@value #NO_STOP} while none is armed. */
    public record Position(String instrument, String quantity, String entryPrice, String stop) {
        @Override
        public String toString() {
            return instrument + " " + quantity + " @ " + entryPrice + " stop " + stop;
        }
    }

    /** Rounded for people. */
    public String realizedText() {
        return RunWatch.money(realized);
    }

    /** Rounded for people. */
    public String feesText() {
        return RunWatch.money(fees);
    }

    public boolean isFlat() {
        return positions.isEmpty();
    }
}
