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
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
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

        assertThrows(ArithmeticException.class, () -> fill(Long.MAX_VALUE / 2, 1_000_000_000));
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

    @Test
    void shouldEqualBigDecimalsOnRandomFills() {
        final SplittableRandom random = new SplittableRandom(20_240_808);
        for (int run = 0; run < 200; run++) {
            final int priceScale = random.nextInt(2, 9);
            final int quantityScale = random.nextInt(1, 9);
            compareWithOracle(random, priceScale, quantityScale);
        }
    }

    private static void compareWithOracle(
            final SplittableRandom random, final int priceScale, final int quantityScale) {
        final Market market = new Market();
        market.define(new Instrument(
                1, Venue.SIMULATED, MarketKind.USDM, "S", priceScale, quantityScale, 1, 1, 1, Long.MAX_VALUE, 0));
        final Positions positions = market.stages().portfolio().positions();
        final Oracle oracle = new Oracle(priceScale, quantityScale);
        for (int i = 1; i <= 100; i++) {
            final long price = random.nextLong(1, 5_000_000);
            final long held = positions.quantity(1);
            final long quantity = random.nextInt(8) == 0 && held != 0
                    ? -held
                    : random.nextLong(1, 100_000) * (random.nextBoolean() ? 1 : -1);
            final long fee = random.nextLong(-1_000, 100_000);
            market.foreignFill("S", i, price, quantity, fee);
            oracle.fill(price, quantity, fee);

            assertEquals(oracle.quantity, positions.quantity(1));
            assertEquals(oracle.cost.unscaledValue().longValueExact(), positions.openCost(1));
            assertEquals(oracle.profit.unscaledValue().longValueExact(), positions.realizedProfit(1));
            assertEquals(oracle.entry(), positions.entryPrice(1));
            assertEquals(oracle.fees, positions.fees(1));
        }
    }

    private void fill(final long price, final long quantity) {
        market.foreignFill(Market.BTC, ++fillId, price, quantity, 0);
    }

    private Positions positions() {
        return market.stages().portfolio().positions();
    }

    /** The rule of {@link Positions}, in BigDecimal. */
    private static final class Oracle {
        private final int priceScale;
        private final int quantityScale;
        private long quantity;
        private long fees;
        private BigDecimal cost = BigDecimal.ZERO.setScale(8);
        private BigDecimal profit = BigDecimal.ZERO.setScale(8);

        private Oracle(final int priceScale, final int quantityScale) {
            this.priceScale = priceScale;
            this.quantityScale = quantityScale;
        }

        private void fill(final long price, final long signed, final long fee) {
            final long closed = Long.signum(quantity) * Long.signum(signed) < 0
                    ? Math.min(Math.abs(quantity), Math.abs(signed))
                    : 0;
            final BigDecimal value = money(price, signed);
            final BigDecimal closingValue = money(price, closed * Long.signum(signed));
            final BigDecimal released = closed == 0
                    ? BigDecimal.ZERO
                    : cost.multiply(BigDecimal.valueOf(closed))
                            .divide(BigDecimal.valueOf(Math.abs(quantity)), 8, RoundingMode.HALF_UP);
            profit = profit.subtract(closingValue).subtract(released);
            cost = cost.subtract(released).add(value).subtract(closingValue);
            quantity += signed;
            fees += fee;
        }

        private long entry() {
            return quantity == 0
                    ? 0
                    : cost.divide(BigDecimal.valueOf(quantity, quantityScale), priceScale, RoundingMode.HALF_EVEN)
                            .unscaledValue()
                            .longValueExact();
        }

        private BigDecimal money(final long price, final long signed) {
            return BigDecimal.valueOf(price, priceScale)
                    .multiply(BigDecimal.valueOf(signed, quantityScale))
                    .setScale(8, RoundingMode.HALF_UP);
        }
    }
}
