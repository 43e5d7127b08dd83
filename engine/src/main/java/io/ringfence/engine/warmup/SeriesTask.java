package io.ringfence.engine.warmup;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.SeriesState;

/** What is to be asked of one instrument and timeframe, and when next. Guarded by the {@link WarmUp} that owns it. */
final class SeriesTask {
    static final long NEVER = Long.MAX_VALUE;

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

    /** @param knownUntilNs up to where the engine knows this series from its journal; 0: not at all */
    SeriesTask(final Instrument instrument, final int frame, final long knownUntilNs) {
        this.instrument = instrument;
        this.frame = frame;
        this.toldUntilNs = knownUntilNs;
    }
}
