package io.ringfence.engine.warmup;

/**
 * How far warming up has come. A series is an instrument and a timeframe.
 *
 * @param instruments      that are warmed up
 * @param ready            whose series are all ready: every closed candle that is wanted is known
 * @param series           all
 * @param seriesReady      of them
 * @param fromStore        candles taken from the store of earlier runs
 * @param fromVenue        candles asked for
 * @param requests         made for them
 * @param givenUp          series that go on without a past
 * @param storesAbandoned  files that could not be used
 * @param readyAfterMs     wall time from the start until all were ready, ms; -1 before
 */
public record WarmUpProgress(
        int instruments,
        int ready,
        int series,
        int seriesReady,
        long fromStore,
        long fromVenue,
        long requests,
        int givenUp,
        int storesAbandoned,
        long readyAfterMs) {

    /** Nothing is to be warmed up. */
    public static final WarmUpProgress NONE = new WarmUpProgress(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public boolean isDone() {
        return seriesReady + givenUp >= series;
    }

    @Override
    public String toString() {
        return String.format(
                "warm-up: %d of %d instruments ready, %d of %d series; candles: %,d from the store, %,d from the venue in"
                        + " %,d requests%s%s",
                ready,
                instruments,
                seriesReady,
                series,
                fromStore,
                fromVenue,
                requests,
                givenUp == 0 ? "" : "; given up: " + givenUp,
                readyAfterMs < 0 ? "" : String.format("; after %.1f s", readyAfterMs / 1e3));
    }
}
