package io.ringfence.journal.powerloss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code scripts/power-loss-campaign}. */
class PowerLossTest {
    private static final int CASES = 200;
    private static final long SEED = 20_261_121;

    @TempDir
    private Path folder;

    @Test
    void shouldLeaveAPrefixWithAllThatWasDurableOrNameTheDamage() throws IOException {
        final PowerLoss.Outcome outcome = PowerLoss.run(folder, CASES, SEED);

        assertEquals(List.of(), outcome.shown());
        assertEquals(0, outcome.violations());
        assertEquals(0, outcome.lost(), outcome.toString());
        assertEquals(CASES, outcome.cases());
        assertTrue(outcome.named() > 0, "no case tore anything: " + outcome);
    }
}
