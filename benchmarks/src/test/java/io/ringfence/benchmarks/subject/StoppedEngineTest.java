package io.ringfence.benchmarks.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.benchmarks.rig.Cores;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppedEngineTest {
    private static final int TURNS = 20;

    @Test
    void shouldLeaveEveryPositionByItsStopWhenThePriceCrossesIt(@TempDir final Path folder) throws Exception {
        try (StoppedEngine engine = new StoppedEngine(Cores.ofProcess(), Optional.of(folder))) {
            engine.begin();

            for (int i = 0; i < TURNS; i++) {
                assertTrue(engine.roundTrip() > 0, "turn " + i);
            }

            assertEquals(2 * TURNS, engine.orders());
        }
    }
}
