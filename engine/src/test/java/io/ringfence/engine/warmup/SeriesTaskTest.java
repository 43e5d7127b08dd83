package io.ringfence.engine.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesTaskTest {
    private static final Instrument BTC =
            new Instrument(1, Venue.SIMULATED, MarketKind.USDM, "BTCUSDT", 2, 3, 1, 1, 1, 1_000, 0);
    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void shouldAskEverMoreRarelyWhileTheVenueHasNothingNew() {
        final SeriesTask task = new SeriesTask(BTC, 0, 0);

        final List<Long> pauses = IntStream.range(0, 7)
                .mapToObj(i -> task.pauseNs(false) / SECOND_NS)
                .toList();

        assertEquals(List.of(2L, 4L, 8L, 16L, 30L, 30L, 30L), pauses);
        assertEquals(2 * SECOND_NS, task.pauseNs(true));
        assertEquals(2 * SECOND_NS, task.pauseNs(false));
    }
}
