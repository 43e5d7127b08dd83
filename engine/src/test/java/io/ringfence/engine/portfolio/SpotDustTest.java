package io.ringfence.engine.portfolio;

import static io.ringfence.engine.testing.Market.BTC;
import static io.ringfence.engine.testing.Market.ETH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringfence.engine.testing.Market;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;
import org.junit.jupiter.api.Test;

/** What is less than a lot, beside another instrument that is held; ETHUSDT in 6 decimals, a lot of 0.0001. */
class SpotDustTest {
    private static final long UNIT = 100_000_000L;
    private static final int PRICE = 2_500_00;

    private final Market market = new Market()
            .define(new Instrument(1, Venue.SIMULATED, MarketKind.SPOT, BTC, 2, 8, 1, 1_000, 1_000, 100 * UNIT, 0))
            .define(new Instrument(2, Venue.SIMULATED, MarketKind.SPOT, ETH, 2, 6, 1, 100, 100, Long.MAX_VALUE, 0));
    private final Positions positions = market.stages().portfolio().positions();

    private void assertHeld(final long quantity, final long cost, final long dust, final long dustCost) {
        assertEquals(quantity, positions.quantity(2));
        assertEquals(cost, positions.openCost(2));
        assertEquals(dust, positions.dust(2));
        assertEquals(dustCost, positions.dustCost(2));
    }

    @Test
    void shouldKeepTheDustOfEachInstrumentByItself() {
        market.foreignFill(BTC, 1, 6_000_000, 1_000_000, 0);
        // 1 of ETH less 0.00105.
        market.otherFeeFill(ETH, 2, PRICE, 1_000_000, "ETH", 105_000);
        assertHeld(998_950, 2_497_37500000L, 0, 0);
        assertEquals(262500000L, positions.fees(2));

        market.foreignFill(ETH, 3, PRICE + 100, -998_900, 0);
        assertHeld(0, 0, 50, 12500000L);
        assertEquals(99890000L, positions.realizedProfit(2));
        assertEquals(600 * UNIT + 12500000L, positions.totalSpotCost());

        market.foreignFill(ETH, 4, PRICE, 49, 0);
        assertHeld(0, 0, 99, 24750000L);
        market.foreignFill(ETH, 5, PRICE, 1, 0);
        assertHeld(100, 25000000L, 0, 0);
    }

    @Test
    void shouldStayAsItWasWhenAFillDoesNotFit() {
        market.foreignFill(ETH, 1, PRICE, 1_000, 0).foreignFill(ETH, 2, PRICE, -950, 0);
        assertHeld(0, 0, 50, 12500000L);

        assertThrows(ArithmeticException.class, () -> market.foreignFill(ETH, 3, PRICE, Long.MAX_VALUE - 49, 0));
        assertHeld(0, 0, 50, 12500000L);
        assertThrows(ArithmeticException.class, () -> market.foreignFill(ETH, 3, Long.MAX_VALUE / 100, 100, 0));
        assertHeld(0, 0, 50, 12500000L);
        assertThrows(
                ArithmeticException.class,
                () -> market.foreignFill(ETH, 3, 90_000_000_000_00L, 1_000_000, Long.MAX_VALUE)
                        .foreignFill(ETH, 4, 90_000_000_000_00L, 1_000_000, Long.MAX_VALUE));
    }

    @Test
    void shouldSellNoMoreThanIsHeldWithTheDust() {
        market.foreignFill(ETH, 1, PRICE, 1_000, 0).foreignFill(ETH, 2, PRICE, -950, 0);
        market.foreignFill(ETH, 3, PRICE, 150, 0);
        assertHeld(200, 50000000L, 0, 0);

        market.foreignFill(ETH, 4, PRICE, -700, 0);

        assertHeld(0, 0, 0, 0);
        assertEquals(0, positions.realizedProfit(2));
    }

    @Test
    void shouldMarkEachAtItsOwnMarket() {
        market.foreignFill(BTC, 1, 6_000_000, 1_000_000, 0).foreignFill(ETH, 2, PRICE, 1_000_000, 0);
        market.quote(BTC, "60000.00", "60000.00").quote(ETH, "2600.00", "2600.00");

        assertEquals(0, positions.unrealizedProfit(1));
        assertEquals(100 * UNIT, positions.unrealizedProfit(2));
        assertEquals(100 * UNIT, positions.totalUnrealizedProfit());
        assertEquals(2, positions.newestTradeId(2));
    }
}
