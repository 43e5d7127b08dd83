package io.ringfence.engine.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandleFileTest {
    private static final Instrument BTC =
            new Instrument(1, Venue.SIMULATED, MarketKind.USDM, "BTCUSDT", 2, 3, 1, 1, 1, 1_000, 0);
    private static final Instrument ETH =
            new Instrument(2, Venue.SIMULATED, MarketKind.USDM, "ETHUSDT", 2, 3, 1, 1, 1, 1_000, 0);
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final PastCandle CANDLE = new PastCandle(7 * MINUTE_NS, 10, 12, 9, 11, 100, 40, 5);

    @TempDir
    private Path folder;

    @Test
    void shouldFindWhatAnEarlierRunWrote() throws IOException {
        try (CandleFile file = open(10)) {
            file.write(BTC, CANDLE);
        }

        try (CandleFile file = open(10)) {
            assertEquals(Optional.of(CANDLE), file.read(BTC, CANDLE.openTimeNs()));
            assertEquals(Optional.empty(), file.read(ETH, CANDLE.openTimeNs()));
            assertEquals(Optional.empty(), file.read(BTC, CANDLE.openTimeNs() + 10 * MINUTE_NS));
        }
    }

    @Test
    void shouldLeaveNothingWhereItCantBe() {
        final IOException refused =
                assertThrows(IOException.class, () -> CandleFile.open(path(), MINUTE_NS, 4_000, 1_000 * 1_000));

        assertTrue(refused.getMessage().contains("more than 2 GiB"), refused::getMessage);
        assertFalse(Files.exists(path()));
    }

    private CandleFile open(final int capacity) throws IOException {
        return CandleFile.open(path(), MINUTE_NS, 2, capacity);
    }

    private Path path() {
        return folder.resolve("1m.candles");
    }
}
