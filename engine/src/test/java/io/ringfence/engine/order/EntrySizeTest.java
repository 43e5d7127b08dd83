package io.ringfence.engine.order;

import static io.ringfence.engine.testing.Market.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.SizingSettings;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.config.StopProfiles;
import io.ringfence.engine.config.Strategies;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.ScriptedStrategy;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.message.HistoryState;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.RiskRejectDecoder;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.message.Side;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** BTCUSDT at 62,000.00 to buy, a lot is 0.001; the wallet holds 10,000 USDT. */
class EntrySizeTest {
    private static final StopProfiles ONE_PERCENT = TestSettings.stop("{hard: {distance: 1%}}");

    private ScriptedStrategy strategy = new ScriptedStrategy();

    @Test
    void shouldBuyForAFixedAmount() {
        // 1,000 / 62,000 = 0.0161
        assertEquals(16, bought(calm(new SizingSettings(1_000), ONE_PERCENT)));
    }

    @Test
    void shouldBuyForAShareOfTheWallet() {
        assertEquals(16, bought(calm(sizing(10, 0, 0), ONE_PERCENT)));
        // Half the wallet, half the size: what the venue says counts, in the account's currency alone.
        assertEquals(
                8,
                bought(calm(sizing(10, 0, 0), ONE_PERCENT)
                        .balance("USDT", "5000")
                        .balance("BNB", "1")));
    }

    @Test
    void shouldCountProfitUntilTheVenueStatesTheWallet() {
        final Market market = calm(sizing(10, 0, 0), ONE_PERCENT);
        market.foreignFill(BTC, 1, 6_000_000, 1_000, 0).foreignFill(BTC, 2, 6_500_000, -1_000, 0);

        // 10 % of 15,000
        assertEquals(24, bought(market));
    }

    @Test
    void shouldRiskAShareOfTheWalletAtTheStop() {
        // 10 USDT at a distance of 620.00, and of 5,000 ticks of 0.10
        assertEquals(16, bought(calm(sizing(0, 0.1, 0), ONE_PERCENT)));
        assertEquals(20, bought(calm(sizing(0, 0.1, 0), TestSettings.stop("{hard: {distance: 5000 ticks}}"))));
    }

    @Test
    void shouldTakeTheFallbackUntilThereIsAnAtr() {
        final StopProfiles byAtr = TestSettings.stop("{hard: {distance: 2 ATR 1s, fallback: 1%}}");

        assertEquals(16, bought(calm(sizing(0, 0.1, 0), byAtr)));
        // 5 USDT at twice an ATR of 100.00
        assertEquals(25, bought(lively(sizing(0, 0.05, 0), byAtr)));
    }

    @Test
    void shouldAimAtAVolatility() {
        // An ATR of 100.00 is to be worth 2 USDT.
        assertEquals(20, bought(lively(sizing(0, 0, 0.02), ONE_PERCENT)));
    }

    /** Nobody waits for the next close, be it an hour away. */
    @Test
    void shouldTakeTheAtrOfAPastThatWasTold() {
        final Market market =
                calm(new SizingSettings(0, 0, 0, 0.02, Optional.of(Timeframe.valueOf("5s"))), ONE_PERCENT);

        market.history(BTC, 5, HistoryState.BEGUN, -1);
        for (int second = -30; second < 0; second += 5) {
            market.candle(BTC, 5, second, "61950.00", "62050.00", "62000.00", "1");
        }
        market.history(BTC, 5, HistoryState.TOLD, 0);

        // An ATR of 100.00 is to be worth 2 USDT.
        assertEquals(20, bought(market));
    }

    @Test
    void shouldBuyNothingWhileNothingTellsTheSize() {
        final Market market = calm(sizing(0, 0, 0.02), ONE_PERCENT);
        enter(market);

        assertEquals(0, market.count(new OrderPlacedDecoder()));
        assertEquals(RiskRule.QUANTITY, market.last(new RiskRejectDecoder()).rule());
        assertEquals(0, market.last(new RiskRejectDecoder()).value());
    }

    @Test
    void shouldLetAStrategyHaveASizingOfItsOwn() {
        final StageSettings settings = TestSettings.sized(new SizingSettings(1_000), ONE_PERCENT)
                .withStrategies(Strategies.of(strategy.choice(BTC).withSizing(new SizingSettings(500))));
        final Market market = new Market(settings).open();

        assertEquals(8, bought(started(market)));
    }

    @Test
    void shouldGoOnFromASavedState() {
        final Market market = lively(sizing(0, 0, 0.02), ONE_PERCENT).balance("USDT", "20000");
        final Stages resumed = Stages.of(settings(sizing(0, 0, 0.02), ONE_PERCENT), Outbox.CLOSED, DecisionSink.NONE);
        resumed.load(market.stages().save());

        assertEquals(market.stages().save(), resumed.save());
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        assertRefused("exactly one of notional", () -> new SizingSettings(1, 1, 0, 0, Optional.empty()));
        assertRefused("exactly one of notional", () -> new SizingSettings(0));
        assertRefused("sizing.timeframe=none", () -> new SizingSettings(0, 0, 0, 1, Optional.empty()));
        assertRefused(
                "sizing.timeframe=15m: must be one of",
                () -> settings(new SizingSettings(0, 0, 0, 1, Optional.of(Timeframe.valueOf("15m"))), ONE_PERCENT));
        assertRefused(
                "sizing.riskPercent=1.0: needs a stop at a distance: that of profile test is an amount, 20 USDT",
                () -> settings(sizing(0, 1, 0), TestSettings.stop("{hard: {distance: 20 USDT}}")));
    }

    private static void assertRefused(final String message, final Runnable making) {
        final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, making::run);
        assertTrue(refused.getMessage().contains(message), refused::getMessage);
    }

    private static SizingSettings sizing(final double balance, final double risk, final double volatility) {
        final Optional<Timeframe> timeframe = volatility > 0 ? Optional.of(Timeframe.valueOf("1s")) : Optional.empty();
        return new SizingSettings(0, balance, risk, volatility, timeframe);
    }

    private StageSettings settings(final SizingSettings sizing, final StopProfiles stop) {
        strategy = new ScriptedStrategy();
        return strategy.in(TestSettings.sized(sizing, stop));
    }

    /** One bar, no ATR. */
    private Market calm(final SizingSettings sizing, final StopProfiles stop) {
        return started(new Market(settings(sizing, stop)).open());
    }

    private static Market started(final Market market) {
        return market.at(0.5).quote(BTC, "61999.90", "62000.00").trade(BTC, "62000.00", "1", Side.BUY);
    }

    /** Bars that close 100.00 up, 100.00 down. */
    private Market lively(final SizingSettings sizing, final StopProfiles stop) {
        final Market market = new Market(settings(sizing, stop)).open();
        for (int second = -6; second < 0; second++) {
            market.at(second + 0.5).trade(BTC, second % 2 == 0 ? "61900.00" : "62000.00", "1", Side.BUY);
        }
        return market.at(0.5).quote(BTC, "61999.90", "62000.00").trade(BTC, "61900.00", "1", Side.BUY);
    }

    private void enter(final Market market) {
        strategy.want(1);
        market.at(1.5).quote(BTC, "61999.90", "62000.00").trade(BTC, "62000.00", "1", Side.BUY);
    }

    private long bought(final Market market) {
        enter(market);
        return market.last(new OrderPlacedDecoder()).quantity();
    }
}
