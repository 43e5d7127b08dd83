package io.ringfence.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dies at some events and bytes of the sessions; {@code scripts/simulate --every-crash}: at all. */
class EveryCrashTest {
    private static final int STEP = 131;
    private static final int BYTE_STEP = 29;
    private static final int TORN_RECORDS = 12;

    @TempDir
    private Path folder;

    @BeforeAll
    static void quiet() {
        SimulationCampaign.quiet();
    }

    @Test
    void shouldComeBackFromACrashAtEveryEventAndByteOfASimulatedSession() throws IOException {
        final EveryCrash session = CrashSessions.simulated(folder);

        assertTrue(session.decisions() > 500, () -> "only " + session.decisions() + " sequences with decisions");
        assertNothingIsLost(session);
    }

    @Test
    void shouldComeBackFromACrashAtEveryEventAndByteOfARecordedSession() throws IOException {
        final EveryCrash session = CrashSessions.recorded(SharedFiles.require(CrashSessions.RECORDING), folder);

        assertTrue(session.decisions() > 50, () -> "only " + session.decisions() + " sequences with decisions");
        assertNothingIsLost(session);
    }

    private static void assertNothingIsLost(final EveryCrash session) throws IOException {
        final Violations violations = new Violations();

        session.atEvents(0, session.records(), STEP, violations);
        session.atBytes(TORN_RECORDS, BYTE_STEP, violations);

        assertEquals(List.of(), violations.all());
        assertEquals(3, session.segments());
        assertTrue(session.snapshots() >= 3);
        assertTrue(session.crashes() > session.records() / STEP);
    }
}
