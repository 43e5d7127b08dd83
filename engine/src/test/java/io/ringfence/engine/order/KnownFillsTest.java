package io.ringfence.engine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** From when on the venue is asked for fills: in its time, whatever the host's clock said. */
class KnownFillsTest {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long HOUR_NS = 60 * MINUTE_NS;
    private static final long START_NS = 1_000 * HOUR_NS;
    private static final long MARGIN_NS = 10 * MINUTE_NS;

    private final EntryGate gate = new EntryGate(1);

    @Test
    void shouldAskFromTheFirstStartOn() {
        start(START_NS);
        gate.passed(START_NS + MINUTE_NS);

        assertEquals(START_NS, gate.knownUntilNs());
    }

    @Test
    void shouldAskFromAMarginBeforeTheLastEventOn() {
        start(START_NS);
        gate.reconciled();
        live(START_NS + HOUR_NS);

        assertEquals(START_NS + HOUR_NS - MARGIN_NS, gate.knownUntilNs());
    }

    @Test
    void shouldAskInTheVenuesTimeThoughTheHostsClockWasAhead() {
        start(START_NS);
        gate.reconciled();
        gate.clockOffset(0);
        live(START_NS + HOUR_NS);
        start(START_NS + 4 * HOUR_NS);
        gate.passed(START_NS + 4 * HOUR_NS);
        gate.clockOffset(-2 * HOUR_NS);
        gate.reconciled();
        live(START_NS + 5 * HOUR_NS);
        final long lastVenueNs = START_NS + 3 * HOUR_NS;
        assertEquals(lastVenueNs - MARGIN_NS, gate.knownUntilNs());

        start(START_NS + 5 * HOUR_NS);
        gate.clockOffset(0);

        assertEquals(lastVenueNs - MARGIN_NS, gate.knownUntilNs());
    }

    @Test
    void shouldNotLoseTheFirstMinutesOfAHostThatWasAheadAtTheFirstStart() {
        start(START_NS + 2 * HOUR_NS);
        gate.clockOffset(-2 * HOUR_NS);
        gate.passed(START_NS + 2 * HOUR_NS + MINUTE_NS);

        assertEquals(START_NS, gate.knownUntilNs());
    }

    @Test
    void shouldNotAskForWhatWasBeforeTheFirstStartWhenALaterHostIsAhead() {
        start(START_NS);
        gate.passed(START_NS + MINUTE_NS);
        start(START_NS + 2 * HOUR_NS);
        gate.clockOffset(-2 * HOUR_NS);

        assertEquals(START_NS, gate.knownUntilNs());
    }

    /** The process stood still; that the venue had hung up meanwhile shows behind the first tick. */
    @Test
    void shouldAskFromBeforeAStandstillWhoseLossIsNoticedBehindIt() {
        start(START_NS);
        gate.reconciled();
        live(START_NS + HOUR_NS);

        gate.passed(START_NS + 3 * HOUR_NS);
        assertEquals(START_NS + HOUR_NS - MARGIN_NS, gate.knownUntilNs());
        gate.reportsLost(true);
        gate.passed(START_NS + 3 * HOUR_NS + 1);
        assertEquals(START_NS + HOUR_NS - MARGIN_NS, gate.knownUntilNs());

        gate.reportsLost(false);
        gate.reconciled();
        assertEquals(START_NS + 3 * HOUR_NS + 1 - MARGIN_NS, gate.knownUntilNs());
    }

    @Test
    void shouldForgetAStandstillThatTheConnectionOutlived() {
        start(START_NS);
        gate.reconciled();
        gate.passed(START_NS + HOUR_NS);
        live(START_NS + HOUR_NS + MARGIN_NS);

        assertEquals(START_NS + HOUR_NS, gate.knownUntilNs());
    }

    private void start(final long atNs) {
        gate.generationStarted(true, false, false, atNs);
    }

    /** Event by event. */
    private void live(final long untilNs) {
        for (long now = gate.timeNs(); now < untilNs; now += MINUTE_NS) {
            gate.passed(now);
        }
        gate.passed(untilNs);
    }
}
