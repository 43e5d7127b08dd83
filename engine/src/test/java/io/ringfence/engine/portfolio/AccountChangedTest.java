package io.ringfence.engine.portfolio;

import static io.ringfence.engine.testing.Market.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringfence.engine.testing.Market;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.AccountChangedDecoder;
import io.ringfence.journal.message.BalanceReason;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.ProfitStatedDecoder;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.Venue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What changes the wallet without a fill, and fees in other assets. */
class AccountChangedTest {
    private static final long UNIT = 100_000_000L;

    private final Market market = new Market().open();

    private List<String> changes() {
        return market.decisions(new AccountChangedDecoder()).stream()
                .map(decision -> decision.as(new AccountChangedDecoder()))
                .map(one -> one.reason() + " " + one.change() + " " + one.wallet() + " " + one.funding())
                .toList();
    }

    @Test
    void shouldBookFundingAsSuchAndTakeTheWalletThatFollowsForExplained() {
        market.balanceChange("USDT", "-1.25", BalanceReason.FUNDING).balance("USDT", "9998.75");
        market.balanceChange("USDT", "0.5", BalanceReason.FUNDING).balance("USDT", "9999.25");

        assertEquals(
                List.of("FUNDING -125000000 999875000000 -125000000", "FUNDING 50000000 999925000000 -75000000"),
                changes());
        assertEquals(-75000000L, market.stages().portfolio().funding());
        assertEquals(999925000000L, market.stages().portfolio().walletBalance());
    }

    @Test
    void shouldCountAFundingOnceThatComesBehindAStatementWhichHoldsIt() {
        market.balance("USDT", "10000", ReportOrigin.STREAM, 100).balance("USDT", "9998.75", ReportOrigin.STREAM, 300);
        assertEquals(List.of("OTHER -125000000 999875000000 0"), changes());

        market.balanceChange("USDT", "-1.25", BalanceReason.FUNDING, 200);

        assertEquals(
                List.of(
                        "OTHER -125000000 999875000000 0",
                        "OTHER 125000000 999875000000 -125000000",
                        "FUNDING -125000000 999875000000 -125000000"),
                changes());
        assertEquals(999875000000L, market.stages().portfolio().walletBalance());
        assertEquals(-125000000L, market.stages().portfolio().funding());
    }

    @Test
    void shouldBookAChargeOfTheStatementsOwnMomentOrALaterOne() {
        market.balance("USDT", "10000", ReportOrigin.STREAM, 100);

        market.balanceChange("USDT", "-1", BalanceReason.FUNDING, 100)
                .balance("USDT", "9999", ReportOrigin.STREAM, 100)
                .balanceChange("USDT", "-2", BalanceReason.FUNDING, 101)
                .balance("USDT", "9997", ReportOrigin.STREAM, 101);

        assertEquals(
                List.of("FUNDING -100000000 999900000000 -100000000", "FUNDING -200000000 999700000000 -300000000"),
                changes());
    }

    @Test
    void shouldBookFromTheListWhatTheStreamDidNotTell() {
        final long hour = 3_600_000_000_000L;
        market.balanceChange("USDT", "-1", BalanceReason.FUNDING, hour)
                .balanceChange("USDT", "-1", BalanceReason.FUNDING, hour + 8);

        market.balanceChange("USDT", "-1", BalanceReason.FUNDING, hour + 5, 71)
                .balanceChange("USDT", "-1", BalanceReason.FUNDING, hour + 6, 72)
                .balanceChange("USDT", "-1", BalanceReason.FUNDING, 2 * hour, 73)
                .balanceChange("USDT", "-3", BalanceReason.LIQUIDATION, 2 * hour, 73)
                .balance("USDT", "9994", ReportOrigin.HISTORY, 2 * hour);

        assertEquals(
                List.of(
                        "FUNDING -100000000 999900000000 -100000000",
                        "FUNDING -100000000 999800000000 -200000000",
                        "FUNDING -100000000 999700000000 -300000000",
                        "LIQUIDATION -300000000 999400000000 -300000000"),
                changes());
    }

    @Test
    void shouldBookWhatIsListedOnceHoweverOftenAndByWhateverItIsTold() {
        final long hour = 3_600_000_000_000L;
        market.balanceChange("USDT", "-1", BalanceReason.FUNDING, hour, 71)
                .balanceChange("USDT", "-1", BalanceReason.FUNDING, hour, 71)
                .balanceChange("USDT", "-1", BalanceReason.FUNDING, hour + 1_999_999_999L);
        assertEquals(1, changes().size());

        market.balanceChange("USDT", "-1", BalanceReason.FUNDING, hour + 2)
                .balanceChange("USDT", "-1", BalanceReason.FUNDING, hour + 2_000_000_002L, 74)
                .balanceChange("USDT", "-2", BalanceReason.FUNDING, hour + 3, 75);

        assertEquals(4, changes().size());
        assertEquals(-500000000L, market.stages().portfolio().funding());
    }

    @Test
    void shouldTellADepositFromFunding() {
        market.balanceChange("USDT", "500", BalanceReason.DEPOSIT).balance("USDT", "10500");

        assertEquals(List.of("DEPOSIT 50000000000 1050000000000 0"), changes());
    }

    @Test
    void shouldSayWhatOfAStatedWalletNothingExplains() {
        market.balance("USDT", "10000");
        assertEquals(List.of(), changes());

        market.foreignFill(BTC, 1, 6_000_000, 1_000, UNIT).balance("USDT", "9999");
        assertEquals(List.of(), changes());

        market.balance("USDT", "9990");
        assertEquals(List.of("OTHER -900000000 999000000000 0"), changes());
    }

    /** As the venue does: the wallet, and then the fill that has changed it. Otherwise a loss would pass for a withdrawal. */
    @Test
    void shouldCountLossesOfTheDayWhoseStatementsComeBeforeTheirFills() {
        market.foreignFill(BTC, 3, 6_000_000, 1_000, 0).foreignFill(BTC, 4, 6_000_000, -1_000, 0); // The day begins.

        market.balance("USDT", "9999", ReportOrigin.STREAM, market.timeNs());
        market.foreignFill(BTC, 1, 6_000_000, 1_000, UNIT);
        market.balance("USDT", "9998", ReportOrigin.STREAM, market.timeNs());
        market.foreignFill(BTC, 2, 6_000_000, -1_000, UNIT);

        assertEquals(
                List.of(
                        "OTHER -100000000 999900000000 0",
                        "OTHER 100000000 999900000000 0",
                        "OTHER -100000000 999800000000 0",
                        "OTHER 100000000 999800000000 0"),
                changes());
        final List<Long> days = market.decisions(new ProfitStatedDecoder()).stream()
                .map(decision -> decision.as(new ProfitStatedDecoder()))
                .filter(profit -> profit.strategy() == 0)
                .map(ProfitStatedDecoder::day)
                .toList();
        assertEquals(-2 * UNIT, days.get(days.size() - 1));
    }

    @Test
    void shouldLeaveOtherAssetsAlone() {
        market.balance("USDT", "10000");
        market.balanceChange("BNB", "-1", BalanceReason.FUNDING).balance("BNB", "7");
        market.balanceChange("USDC", "-1", BalanceReason.FUNDING).balance("USDC", "7");
        market.balanceChange("BUSD", "-1", BalanceReason.FUNDING).balance("BUSD", "7");
        market.balanceChange("USDTX", "-1", BalanceReason.FUNDING).balance("USDTX", "7");

        assertEquals(List.of(), changes());
        assertEquals(0, market.stages().portfolio().funding());
    }

    @Test
    void shouldTakeNoFeeForValuedBeforeItsMarketHasAPrice() {
        market.define(new Instrument(3, Venue.SIMULATED, MarketKind.USDM, "BNBUSDT", 2, 2, 1, 1, 1, 1_000_000, 0));

        market.otherFeeFill(BTC, 1, 6_000_000, 1_000, "BNB", 1_000_000);

        assertEquals(1_000_000, market.stages().portfolio().otherFees("BNB"));
        assertEquals(0, market.stages().portfolio().positions().fees(1));
    }

    @Test
    void shouldBookNothingOfAReportWithoutATrade() {
        market.foreignFill(BTC, 0, 6_000_000, 1_000, UNIT).foreignFill(BTC, 5, 6_000_000, 0, UNIT);

        assertEquals(0, market.stages().portfolio().positions().quantity(1));
        assertEquals(0, market.stages().portfolio().positions().fees(1));
    }

    @Test
    void shouldValueAFeeInAnAssetThatIsTradedHere() {
        market.define(new Instrument(3, Venue.SIMULATED, MarketKind.USDM, "BNBUSDT", 2, 2, 1, 1, 1, 1_000_000, 0));
        market.quote("BNBUSDT", "600.00", "601.00");

        market.otherFeeFill(BTC, 1, 6_000_000, 1_000, "BNB", 1_000_000);

        // 0.01 BNB at 600.50.
        assertEquals(6_00500000L, market.stages().portfolio().positions().fees(1));
        assertEquals(0, market.stages().portfolio().otherFees("BNB"));
    }

    /** It came from another wallet than the one that is stated. */
    @Test
    void shouldMissNothingInTheWalletForAFeeInAnotherAsset() {
        market.define(new Instrument(3, Venue.SIMULATED, MarketKind.USDM, "BNBUSDT", 2, 2, 1, 1, 1, 1_000_000, 0));
        market.quote("BNBUSDT", "600.00", "601.00").balance("USDT", "1000");
        final int before = changes().size();

        market.otherFeeFill(BTC, 1, 6_000_000, 1_000, "BNB", 1_000_000);
        market.balance("USDT", "1000").balance("USDT", "1000");

        assertEquals(before, changes().size());
        assertEquals(993_99500000L, market.stages().portfolio().walletAfterFills());
        assertEquals(1_000 * UNIT, market.stages().portfolio().balanceAfterFills());
    }

    @Test
    void shouldKeepAFeeThatNobodyCanValueAsItsAssets() {
        market.otherFeeFill(BTC, 1, 6_000_000, 1_000, "BNB", 1_000_000);
        market.otherFeeFill(BTC, 2, 6_000_000, 1_000, "BNB", 500_000);
        market.otherFeeFill(BTC, 2, 6_000_000, 1_000, "BNB", 500_000);
        market.otherFeeFill(BTC, 3, 6_000_000, 1_000, "XYZ", 7);

        assertEquals(0, market.stages().portfolio().positions().fees(1));
        assertEquals(1_500_000, market.stages().portfolio().otherFees("BNB"));
        assertEquals(7, market.stages().portfolio().otherFees("XYZ"));
    }

    @Test
    void shouldRefuseAWalletThatDoesNotFit() {
        final Balances balances = new Balances(Long.MAX_VALUE - 1);

        assertThrows(ArithmeticException.class, () -> balances.charge(2, true, 0));
    }

    @Test
    void shouldRoundAnUnrealizedProfitOnce() {
        // Prices and quantities with 6 decimals: half of a sum of prices has a digit that money hasn't.
        market.define(
                new Instrument(3, Venue.SIMULATED, MarketKind.USDM, "TINYUSDT", 6, 6, 1, 1, 1, Long.MAX_VALUE, 0));
        market.foreignFill("TINYUSDT", 1, 0, 10_000, 0);
        market.quote("TINYUSDT", 0, 1, 0, 1, 0);
        market.quote("TINYUSDT", 0, 99, 0, 99, 0);

        // 10,000e-6 at 49.5e-6 is 0.495e-6, or 49.5 units: 50. Rounded twice it would be the same; 1 lot less tells.
        assertEquals(50, market.stages().portfolio().positions().unrealizedProfit(3));
        market.foreignFill("TINYUSDT", 2, 0, -1, 0);
        assertEquals(49, market.stages().portfolio().positions().unrealizedProfit(3));
    }
}
