package io.ringfence.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.testing.Market;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.Venue;
import org.junit.jupiter.api.Test;

class PositionsTest {
    private static final long UNIT = 100_000_000L;

    private final Market market = new Market().open();
    private long fillId;

    @Test
    void shouldOpenAddReduceAndCloseByAverageCost() {
        fill(6_000_000, 10);
        fill(6_100_000, 10);
        fill(6_200_000, -5);

        assertEquals(15, positions().quantity(1));
        assertEquals(6_050_000, positions().entryPrice(1));
        assertEquals(907_50000000L, positions().openCost(1));
        assertEquals(7_50000000L, positions().realizedProfit(1));

        fill(6_000_000, -15);

        assertEquals(0, positions().quantity(1));
        assertEquals(0, positions().openCost(1));
        assertEquals(0, positions().entryPrice(1));
        assertEquals(0, positions().realizedProfit(1));
    }

    @Test
    void shouldTurnALongPositionIntoAShortOneAtTheFillsPrice() {
        fill(6_000_000, 10);
        fill(6_100_000, -30);

        assertEquals(-20, positions().quantity(1));
        assertEquals(6_100_000, positions().entryPrice(1));
        assertEquals(-1220 * UNIT, positions().openCost(1));
        assertEquals(10 * UNIT, positions().realizedProfit(1));
    }

    @Test
    void shouldCountAFillOnce() {
        market.foreignFill(Market.BTC, 77, 6_000_000, 10, 24_000_000);
        market.foreignFill(Market.BTC, 77, 6_000_000, 10, 24_000_000);

        assertEquals(10, positions().quantity(1));
        assertEquals(24_000_000, positions().fees(1));
        assertEquals(1, positions().duplicates());
        assertEquals(1, market.count(new PositionChangedDecoder()));
    }

    /** Our market order may meet a resting one that somebody left on the account by hand. */
    @Test
    void shouldCountBothSidesOfATradeOfTheAccountWithItself() {
        market.foreignFill(Market.BTC, 77, 6_000_000, 10, 24_000_000);
        market.foreignFill(Market.BTC, 77, 6_000_000, -10, 12_000_000);

        assertEquals(0, positions().quantity(1));
        assertEquals(36_000_000, positions().fees(1));
        assertEquals(0, positions().duplicates());
    }

    @Test
    void shouldKeepTradeIdsOfInstrumentsApart() {
        market.foreignFill(Market.BTC, 77, 6_000_000, 10, 0);
        market.foreignFill(Market.ETH, 77, 250_000, 10, 0);

        assertEquals(10, positions().quantity(1));
        assertEquals(10, positions().quantity(2));
    }

    @Test
    void shouldTellPositionFillAndAccountWithEachChange() {
        market.foreignFill(Market.BTC, 1, 6_000_000, 10, 24_000_000);
        market.foreignFill(Market.BTC, 2, 6_100_000, -4, 9_760_000);

        final PositionChangedDecoder changed = market.last(new PositionChangedDecoder());
        assertEquals(6, changed.quantity());
        assertEquals(6_000_000, changed.entryPrice());
        assertEquals(360 * UNIT, changed.openCost());
        assertEquals(4 * UNIT, changed.realizedProfit());
        assertEquals(33_760_000, changed.fees());
        assertEquals(6_100_000, changed.fillPrice());
        assertEquals(-4, changed.fillQuantity());
        assertEquals(4 * UNIT, changed.accountRealized());
        assertEquals(33_760_000, changed.accountFees());
        assertEquals(1, changed.header().instrument());
        assertEquals(market.sequence(), changed.header().sequence());
    }

    @Test
    void shouldMarkAtTheMiddleOrBeforeAnyQuoteAtTheLastTrade() {
        fill(6_000_000, -10);
        market.trade(Market.BTC, "59000.00", "1", Side.SELL);

        assertEquals(10 * UNIT, positions().unrealizedProfit(1));

        market.quote(Market.BTC, "61000.00", "61000.10");

        assertEquals(-10_00050000L, positions().totalUnrealizedProfit());
    }

    @Test
    void shouldCountTheBalanceFromFillsUntilTheVenueStatesIt() {
        market.foreignFill(Market.BTC, 1, 6_000_000, 10, UNIT);
        market.foreignFill(Market.BTC, 2, 6_100_000, -10, UNIT);

        assertEquals(10_008 * UNIT, market.stages().portfolio().walletBalance());

        market.balance("BNB", "3").balance("USDT", "10007.5");

        assertEquals(10_007_50000000L, market.stages().portfolio().walletBalance());
    }

    @Test
    void shouldRefuseWhatDoesNotFitAndStayAsItWas() {
        fill(6_000_000, 10);

        final ArithmeticException refused =
                assertThrows(ArithmeticException.class, () -> fill(Long.MAX_VALUE / 2, -1_000_000_000));
        assertEquals(
                "fill doesn't fit the position: instrument=1 tradeId=2 price=4611686018427387903 quantity=-1000000000 sequence="
                        + market.sequence() + "; " + refused.getMessage().replaceFirst("^.*; ", ""),
                refused.getMessage());
        assertEquals(10, positions().quantity(1));
        assertEquals(600 * UNIT, positions().openCost(1));
    }

    @Test
    void shouldNameAFillOfAnInstrumentWithoutDefinition() {
        market.know(new Instrument(4, Venue.SIMULATED, MarketKind.USDM, "Y", 2, 3, 1, 1, 1, 1, 1));

        final IllegalStateException thrown =
                assertThrows(IllegalStateException.class, () -> market.foreignFill("Y", 5, 100, 1, 0));
        assertTrue(thrown.getMessage().contains("instrument=4 tradeId=5"), thrown::getMessage);
    }

    @Test
    void shouldNameAnIdBeyondTheConfiguredMaximum() {
        final Instrument ninth = new Instrument(9, Venue.SIMULATED, MarketKind.USDM, "Z", 2, 3, 1, 1, 1, 1, 1);

        final IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> market.define(ninth));
        assertTrue(thrown.getMessage().contains("1 to maxInstruments=8"), thrown::getMessage);
    }

    private void fill(final long price, final long quantity) {
        market.foreignFill(Market.BTC, ++fillId, price, quantity, 0);
    }

    private Positions positions() {
        return market.stages().portfolio().positions();
    }
}
