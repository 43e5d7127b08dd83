package io.ringfence.engine.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small form of a week of data: segments of 1 MiB, and far more of them than may be kept. */
class LongRunTest {
    private static final long MEBI = 1L << 20;
    private static final long RETAINED_BYTES = 20 * MEBI;

    @TempDir
    private Path folder;

    @Test
    void shouldStayWithinWhatIsConfiguredWhileItWritesManyTimesThat() throws Exception {
        final RecordedHours hours = RecordedHours.of(Optional.empty());
        final long rounds = 5;

        final LongRun.Outcome outcome = new LongRun(
                        folder, hours, MEBI, RETAINED_BYTES, TimeUnit.SECONDS.toNanos(20), true)
                .run(rounds * hours.durationNs());

        assertEquals(rounds * hours.events(), outcome.events());
        assertTrue(outcome.writtenBytes() > 2 * RETAINED_BYTES, outcome::toString);
        assertTrue(outcome.isGood(), outcome::toString);
    }
}
