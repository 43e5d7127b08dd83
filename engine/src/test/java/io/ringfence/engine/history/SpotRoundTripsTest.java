package io.ringfence.engine.history;

import static io.ringfence.engine.testing.Market.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.portfolio.Positions;
import io.ringfence.engine.testing.Market;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Round trips on spot, where a fee may be taken from what was bought and leaves what can't be sold. */
class SpotRoundTripsTest {
    private static final long UNIT = 100_000_000L;
    private static final long LOT = 1_000;
    private static final long PRICE = 60_000_00;

    private final RoundTrips trips = new RoundTrips();
    private final Market market = new Market()
            .tell(trips)
            .define(new Instrument(1, Venue.SIMULATED, MarketKind.SPOT, BTC, 2, 8, 1, LOT, LOT, 100 * UNIT, 5 * UNIT));
    private final Positions positions = market.stages().portfolio().positions();

    @Test
    void shouldEndWithWhatCanBeSoldAndLeaveTheDustToTheNext() {
        market.otherFeeFill(BTC, 1, PRICE, 1_600_000, "BTC", 1_600);
        market.foreignFill(BTC, 2, PRICE + 1_000_00, -1_598_000, 97478000);
        market.foreignFill(BTC, 3, PRICE, 100_000, 6_000_000);
        market.foreignFill(BTC, 4, PRICE - 100_00, -100_000, 0);

        final RoundTrip first = trips.closed().get(0);
        assertEquals(1_598_400, first.quantity());
        assertEquals("60000.00", first.entryPrice());
        assertEquals("61000.00", first.exitPrice());
        assertEquals(15_98000000L, first.gross());
        assertEquals(96000000L + 97478000L, first.fees());
        assertEquals(400, first.openQuantity());
        final RoundTrip second = trips.closed().get(1);
        assertEquals(100_000, second.quantity());
        assertEquals(-10000000L, second.gross());
        assertEquals(6_000_000, second.fees());
        assertEquals(400, second.openQuantity());
        assertTrue(trips.open().isEmpty());
        assertTrue(trips.lost().isEmpty());
    }

    @Test
    void shouldCountAFeeInAThirdCurrencyByItsWorthThen() {
        final Instrument bnb =
                new Instrument(2, Venue.SIMULATED, MarketKind.SPOT, "BNBUSDT", 2, 8, 1, LOT, LOT, 100 * UNIT, 5 * UNIT);
        market.define(bnb).quote("BNBUSDT", "599.00", "601.00");
        market.otherFeeFill(BTC, 1, PRICE, 1_600_000, "BNB", 120_000);
        market.foreignFill(BTC, 2, PRICE, -1_600_000, 0);

        assertEquals(1, trips.closed().size());
        assertEquals(72000000L, trips.closed().get(0).fees());
        assertEquals(0, trips.closed().get(0).openQuantity());
    }

    @Test
    void shouldStayOneTripWhoseExitIsFilledInPartsThoughTooLittleIsLeftBetweenThem() {
        market.foreignFill(BTC, 1, PRICE, 100_000, 0);
        market.foreignFill(BTC, 2, PRICE + 100_00, -92_000, 0);
        market.foreignFill(BTC, 3, PRICE - 100_00, -8_000, 0);

        assertEquals(1, trips.closed().size());
        assertEquals(9_200_000 - 800_000, trips.closed().get(0).gross());
        assertEquals("60084.00", trips.closed().get(0).exitPrice());
        assertEquals(0, trips.closed().get(0).openQuantity());
    }

    @Test
    void shouldBookASaleOfWhatNobodyHereHeld() {
        market.foreignFill(BTC, 1, PRICE, -100_000, 6_000_000);

        assertEquals(1, trips.closed().size());
        assertEquals(0, trips.closed().get(0).quantity());
        assertEquals(0, trips.closed().get(0).gross());
        assertEquals(6_000_000, trips.closed().get(0).fees());
    }

    @Test
    void shouldAddUpToTheAccountsProfitAndFeesWhateverIsBoughtAndSold() {
        final Random random = new Random(4);
        for (int trade = 1; trade <= 20_000; trade++) {
            final long price = PRICE + random.nextInt(200_000) - 100_000;
            final long held = positions.quantity(1);
            if (held > 0 && random.nextInt(2) == 0) {
                final long part = random.nextInt(3) == 0 ? held / LOT * LOT : random.nextLong(held / LOT + 3) * LOT;
                market.foreignFill(BTC, trade, price, -Math.max(LOT, part), random.nextInt(1_000_000));
            } else if (random.nextInt(3) > 0) {
                final long quantity = (1 + random.nextInt(3_000)) * LOT;
                market.otherFeeFill(BTC, trade, price, quantity, "BTC", quantity / 1_000);
            } else {
                market.foreignFill(BTC, trade, price, (1 + random.nextInt(50)) * LOT, random.nextInt(1_000_000));
            }
        }

        assertTrue(
                trips.closed().size() > 1_000, () -> "trips " + trips.closed().size());
        assertEquals(positions.totalRealizedProfit(), sum(RoundTrip::gross));
        assertEquals(positions.totalFees(), sum(RoundTrip::fees));
        assertEquals(0, trips.lost().size());
        trips.closed().forEach(trip -> {
            assertTrue(trip.openQuantity() >= 0 && trip.openQuantity() < 9 * LOT, () -> "left " + trip.openQuantity());
            assertTrue(trip.best() >= Math.max(0, trip.gross()) && trip.worst() <= Math.min(0, trip.gross()));
        });
    }

    private long sum(final ToLongFunction<RoundTrip> value) {
        return Stream.concat(trips.closed().stream(), trips.open().stream())
                .mapToLong(value)
                .sum();
    }
}
