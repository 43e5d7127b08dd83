package io.ringfence.engine.stop.oracle;

import java.util.List;

/**
 * One event of a path. What a kind doesn't have is 0 or empty.
 *
 * @param quantity signed, of POSITION
 * @param entry    average price, of POSITION
 * @param bars     that closed with this event
 * @param latest   of QUOTE the bid, of TRADE and MARK the price
 * @param worst    of QUOTE the lowest bid, of MARK the lowest mark
 * @param ask      of QUOTE
 * @param highest  of QUOTE the highest ask, of MARK the highest mark
 */
record Event(
        long timeNs,
        Kind kind,
        long quantity,
        long entry,
        List<Bar> bars,
        long latest,
        long worst,
        long ask,
        long highest) {
    enum Kind {
        POSITION,
        QUOTE,
        TRADE,
        MARK,
        /** A candle's end by the clock: bars without a trade. */
        BOUNDARY,
        TICK
    }

    /**
     * A closed bar.
     *
     * @param timeframe index
     * @param atr       price units; NaN as long as there is none
     */
    record Bar(int timeframe, long high, long low, double atr) {}

    static Event position(final long timeNs, final long quantity, final long entry) {
        return new Event(timeNs, Kind.POSITION, quantity, entry, List.of(), 0, 0, 0, 0);
    }

    static Event quote(final long timeNs, final long bid, final long ask, final long lowestBid, final long highestAsk) {
        return new Event(timeNs, Kind.QUOTE, 0, 0, List.of(), bid, lowestBid, ask, highestAsk);
    }

    static Event trade(final long timeNs, final List<Bar> bars, final long price) {
        return new Event(timeNs, Kind.TRADE, 0, 0, bars, price, price, 0, 0);
    }

    static Event mark(final long timeNs, final long mark, final long lowest, final long highest) {
        return new Event(timeNs, Kind.MARK, 0, 0, List.of(), mark, lowest, 0, highest);
    }

    static Event boundary(final long timeNs, final List<Bar> bars) {
        return new Event(timeNs, Kind.BOUNDARY, 0, 0, bars, 0, 0, 0, 0);
    }

    static Event tick(final long timeNs) {
        return new Event(timeNs, Kind.TICK, 0, 0, List.of(), 0, 0, 0, 0);
    }

    boolean is(final Kind other) {
        return kind == other;
    }

    /** The event's own latest price for a long or short position, whatever the profile's trigger; may be 0. */
    long latest(final boolean isLong) {
        return kind == Kind.QUOTE && !isLong ? ask : latest;
    }

    /** The event's worst price for a long or short position; may be 0. */
    long worst(final boolean isLong) {
        return (kind == Kind.QUOTE || kind == Kind.MARK) && !isLong ? highest : worst;
    }
}
