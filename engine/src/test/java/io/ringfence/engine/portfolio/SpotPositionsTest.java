package io.ringfence.engine.portfolio;

import static io.ringfence.engine.testing.Market.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.engine.testing.Market;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.AccountChangedDecoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.Venue;
import org.junit.jupiter.api.Test;

/** Spot, in 8 decimals of the base asset as the venue counts it, with a lot of 0.00001 BTC. */
class SpotPositionsTest {
    private static final long UNIT = 100_000_000L;
    private static final int PRICE = 60_000_00;
    private static final long LOT = 1_000;

    private final Market market = new Market()
            .define(new Instrument(1, Venue.SIMULATED, MarketKind.SPOT, BTC, 2, 8, 1, LOT, LOT, 100 * UNIT, 5 * UNIT));

    private Positions positions() {
        return market.stages().portfolio().positions();
    }

    @Test
    void shouldHoldWhatIsLeftOfTheFeeInTheBaseAsset() {
        market.otherFeeFill(BTC, 1, PRICE, 1_600_000, "BTC", 1_600);

        assertEquals(1_598_400, positions().quantity(1));
        assertEquals(959_04000000L, positions().openCost(1));
        assertEquals(96000000L, positions().fees(1));
        assertEquals(PRICE, positions().entryPrice(1));
    }

    @Test
    void shouldKeepWhatIsLessThanALotBesideThePositionAndCountItToTheNext() {
        market.otherFeeFill(BTC, 1, PRICE, 1_600_000, "BTC", 1_600);
        market.foreignFill(BTC, 2, PRICE, -1_598_000, 0);

        assertEquals(0, positions().quantity(1));
        assertEquals(0, positions().openCost(1));
        assertEquals(400, positions().dust(1));
        assertEquals(24000000L, positions().dustCost(1));
        assertEquals(
                400,
                market.decisions(new PositionChangedDecoder())
                        .get(1)
                        .as(new PositionChangedDecoder())
                        .dust());

        market.foreignFill(BTC, 3, PRICE, 100_000, 0);

        assertEquals(100_400, positions().quantity(1));
        assertEquals(60_24000000L, positions().openCost(1));
        assertEquals(0, positions().dust(1));
    }

    /** 8,333 units are worth 4.9998 at 60,000, for which the venue takes no order. */
    @Test
    void shouldTakeForDustWhatIsWorthTooLittleToSell() {
        market.foreignFill(BTC, 1, PRICE, 100_000, 0);
        market.foreignFill(BTC, 2, PRICE, -91_000, 0);
        assertEquals(9_000, positions().quantity(1));

        market.foreignFill(BTC, 3, PRICE, -1_000, 0);

        assertEquals(0, positions().quantity(1));
        assertEquals(8_000, positions().dust(1));
        assertEquals(4_80000000L, positions().dustCost(1));
        market.foreignFill(BTC, 4, PRICE, 1_000, 0);
        assertEquals(9_000, positions().quantity(1));
        assertEquals(5_40000000L, positions().openCost(1));
    }

    @Test
    void shouldSellNoMoreThanItKnows() {
        market.foreignFill(BTC, 1, PRICE, 100_000, 0);
        market.foreignFill(BTC, 2, PRICE + 10_000, -300_000, 0);

        assertEquals(0, positions().quantity(1));
        assertEquals(10000000L, positions().realizedProfit(1));
    }

    @Test
    void shouldCountTheWalletWithWhatIsHeldAtItsCost() {
        market.balance("USDT", "10000").otherFeeFill(BTC, 1, PRICE, 1_600_000, "BTC", 1_600);
        market.balance("USDT", "9040").tick();

        assertEquals(0, market.count(new AccountChangedDecoder()));
        assertEquals(9_999_04000000L, market.stages().portfolio().walletAfterFills());
        assertEquals(9_040 * UNIT, market.stages().portfolio().balanceAfterFills());
    }

    @Test
    void shouldMissNothingInTheWalletForAFeeInAThirdCurrency() {
        market.define(new Instrument(2, Venue.SIMULATED, MarketKind.SPOT, "BNBUSDT", 2, 8, 1, LOT, LOT, UNIT, 0));
        market.quote("BNBUSDT", "600.00", "600.00").balance("USDT", "10000");

        market.otherFeeFill(BTC, 1, PRICE, 1_600_000, "BNB", 160_000);
        market.balance("USDT", "9040").balance("USDT", "9040");

        assertEquals(0, market.count(new AccountChangedDecoder()));
        assertEquals(96000000L, positions().fees(1));
        assertEquals(9_999_04000000L, market.stages().portfolio().walletAfterFills());
        assertEquals(9_040 * UNIT, market.stages().portfolio().balanceAfterFills());
    }

    @Test
    void shouldBelieveAnUnexplainedWalletTheSecondTime() {
        market.balance("USDT", "10000").foreignFill(BTC, 1, PRICE, 1_600_000, 0);
        market.balance("USDT", "9000", ReportOrigin.QUERY);
        assertEquals(0, market.count(new AccountChangedDecoder()));

        market.balance("USDT", "9000", ReportOrigin.QUERY);

        assertEquals(1, market.count(new AccountChangedDecoder()));
        assertEquals(9_000 * UNIT, market.stages().portfolio().balanceAfterFills());
    }

    @Test
    void shouldKeepTheWalletWhateverComesFirstOfFillAndStatement() {
        market.balance("USDT", "10000").balance("USDT", "9040");
        market.foreignFill(BTC, 1, PRICE, 1_600_000, 0).balance("USDT", "9040");

        assertEquals(0, market.count(new AccountChangedDecoder()));
        assertEquals(10_000 * UNIT, market.stages().portfolio().walletAfterFills());
    }
}
