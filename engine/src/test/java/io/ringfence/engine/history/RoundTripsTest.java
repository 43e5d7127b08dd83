package io.ringfence.engine.history;

import static io.ringfence.engine.testing.Market.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.testing.Market;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.RecoveryOutcome;
import org.junit.jupiter.api.Test;

/** Round trips over what happened while no engine ran. */
class RoundTripsTest {
    private final RoundTrips trips = new RoundTrips();
    private final Market market = new Market().tell(trips).open();

    @Test
    void shouldGiveAFillThatWasHeardOfLaterItsOwnTime() {
        market.listed(BTC, 7, 5, OrderStatus.FILLED, 1_234);

        assertEquals(1_234, trips.open().get(0).entryTimeNs());
    }

    @Test
    void shouldNotCarryATripIntoAGenerationThatGoesOnFromNothing() {
        market.foreignFill(BTC, 1, 6_200_000, 5, 0);
        market.generationStarted(RecoveryOutcome.REPLAYED, false);
        assertEquals(1, trips.open().size());

        market.generationStarted(RecoveryOutcome.NOTHING, false);

        assertTrue(trips.open().isEmpty());
        assertEquals(1, trips.lost().size());
    }
}
