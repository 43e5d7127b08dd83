package io.ringfence.engine.warmup;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.SeriesState;

/** What is to be asked of one instrument and timeframe, and when next. Guarded by the {@link WarmUp} that owns it. */
final class SeriesTask {
    static final long NEVER = Long.MAX_VALUE;

    private static final long FIRST_PAUSE_NS = 2_000_000_000L;
    private static final long LONGEST_PAUSE_NS = 30_000_000_000L;

    final Instrument instrument;
    final int frame;
    /** Engine time, ns. */
    long dueNs;
    /** End of the last candle that was told; 0 before. */
    long toldUntilNs;

    int failures;
    boolean busy;
    boolean begun;
    boolean ready;
    boolean givenUp;
    SeriesState state = SeriesState.WARMING;
    private int fruitless;

    /** @param knownUntilNs up to where the engine knows this series from its journal; 0: not at all */
    SeriesTask(final Instrument instrument, final int frame, final long knownUntilNs) {
        this.instrument = instrument;
        this.frame = frame;
        this.toldUntilNs = knownUntilNs;
    }

    /**
     * How long until it is asked for again, when the venue lacks what should be there, ns: ever longer while nothing comes, as of a
     * halted instrument, whose questions would take the budget of the others.
     *
     * @param moved whether anything has come
     */
    long pauseNs(final boolean moved) {
        fruitless = moved ? 0 : fruitless + 1;
        return pauseNs(Math.max(1, fruitless));
    }

    /** Behind so many failures in a row, 1 and up; ns. */
    static long pauseNs(final int times) {
        return Math.min(LONGEST_PAUSE_NS, FIRST_PAUSE_NS << Math.min(times - 1, 4));
    }
}
