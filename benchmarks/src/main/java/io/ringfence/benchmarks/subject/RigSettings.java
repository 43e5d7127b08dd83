package io.ringfence.benchmarks.subject;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.rehearsal.FlipOften;
import io.ringfence.engine.rehearsal.RehearsedSettings;

/** What the stages are made from when they are measured: as an engine rehearses, with a strategy that trades often. */
public final class RigSettings {
    private RigSettings() {}

    /** @param quotesPerTurn of an instrument, 1 and up: every so many the strategy turns its mind */
    public static StageSettings turning(final int quotesPerTurn) {
        return RehearsedSettings.of(new FlipOften(quotesPerTurn));
    }

    /** A position at this bid, in units, on the one side and the other in turn; stops end it. */
    public static StageSettings enteringAt(final long bid) {
        return RehearsedSettings.of(new EitherSide(bid));
    }
}
