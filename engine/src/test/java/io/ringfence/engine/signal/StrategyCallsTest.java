package io.ringfence.engine.signal;

import static io.ringfence.engine.testing.Market.BTC;
import static io.ringfence.engine.testing.Market.ETH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.IndicatorSettings;
import io.ringfence.engine.config.OnStop;
import io.ringfence.engine.config.ScannerSettings;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.config.Strategies;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.strategy.Candle;
import io.ringfence.engine.strategy.Indicator;
import io.ringfence.engine.strategy.Intent;
import io.ringfence.engine.strategy.Memory;
import io.ringfence.engine.strategy.Quote;
import io.ringfence.engine.strategy.Series;
import io.ringfence.engine.strategy.Setup;
import io.ringfence.engine.strategy.Strategy;
import io.ringfence.engine.strategy.Trade;
import io.ringfence.engine.strategy.View;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.ScriptedStrategy;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.message.AlarmDecoder;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.message.RiskRejectDecoder;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.StrategyFailedDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What strategies are called for, what they see, and what becomes of one that throws. */
class StrategyCallsTest {
    private final List<String> heard = new ArrayList<>();

    @Test
    void shouldShowQuotesTradesAndTheTimerToWhoeverWantsThem() {
        final Market market = market(new ScriptedStrategy() {
            @Override
            public Strategy make(final Setup setup) {
                setup.timer(Duration.ofSeconds(2));
                return super.make(setup);
            }

            @Override
            public void onQuote(final Quote quote, final View view, final Intent intent) {
                heard.add("quote " + quote.bid() + " " + quote.ask() + " of " + view.instrument());
            }

            @Override
            public void onTrade(final Trade trade, final View view, final Intent intent) {
                heard.add("trade " + trade.price() + " " + trade.takerBuys());
            }

            @Override
            public void onTimer(final View view, final Intent intent) {
                heard.add("timer " + (view.timeNs() - Market.START) / Market.SECOND + " of " + view.instrument());
            }
        });

        market.at(0.5).quote(BTC, "100.00", "100.10").trade(BTC, "100.05", "1", Side.SELL);
        market.at(1).tick().at(2.01).tick().at(2.02).tick().at(4).tick();

        assertEquals(
                List.of(
                        "quote 10000 10010 of 1",
                        "trade 10005 false",
                        "timer 2 of 1",
                        "timer 2 of 2",
                        "timer 4 of 1",
                        "timer 4 of 2"),
                heard);
    }

    /** Its next candle may be a day away. */
    @Test
    void shouldShowValuesThatGoOnToAStrategyThatBeginsAnew() {
        final ScriptedStrategy strategy = new ScriptedStrategy() {
            private Indicator mean;

            @Override
            public Strategy make(final Setup setup) {
                mean = setup.series("series", "1s")
                        .feature("sma")
                        .with("length", 2)
                        .closed();
                return super.make(setup);
            }

            @Override
            public void onQuote(final Quote quote, final View view, final Intent intent) {
                heard.add(view.isReady(mean) ? String.valueOf(view.value(mean)) : "-");
            }
        };
        final Market before = market(strategy);
        for (int second = 0; second < 3; second++) {
            before.at(second + 0.5).trade(BTC, 100 + 2 * second + ".00", "1", Side.BUY);
        }
        final Market after = new Market(
                TestSettings.settings()
                        .withScanner(new ScannerSettings(
                                1, Optional.empty(), 0, List.of(), new ScannerSettings.Weights(1, 0, 0, 0, 0, 0, 0))),
                strategy);
        after.stages().load(before.stages().save());

        after.generationStarted(RecoveryOutcome.CHANGED, false).open().at(3).quote(BTC, "100.00", "100.10");
        after.quote(ETH, "50.00", "50.10");

        assertEquals(List.of("10100.0", "-"), heard);
    }

    @Test
    void shouldShowLiveValuesWithEveryTradeAndClosedOnesWithTheCandle() {
        final Market market = market(new ScriptedStrategy() {
            private Indicator closed;
            private Indicator live;

            @Override
            public Strategy make(final Setup setup) {
                final Series series = setup.series("series", "1s");
                closed = series.feature("sma").with("length", 2).closed();
                live = series.feature("sma").with("length", 2).live();
                return super.make(setup);
            }

            @Override
            public void onTrade(final Trade trade, final View view, final Intent intent) {
                heard.add((view.isReady(closed) ? view.value(closed) : "-") + " "
                        + (view.isReady(live) ? view.value(live) : "-"));
            }
        });

        market.at(0.5).trade(BTC, "100.00", "1", Side.BUY);
        market.at(1.5).trade(BTC, "102.00", "1", Side.BUY);
        market.at(2.5).trade(BTC, "104.00", "1", Side.BUY);
        market.at(2.6).trade(BTC, "108.00", "1", Side.BUY);
        market.at(2.7).trade(ETH, "50.00", "1", Side.BUY);

        assertEquals(List.of("- -", "- 10100.0", "10100.0 10300.0", "10100.0 10500.0", "- -"), heard);
    }

    @Test
    void shouldShowThePositionAndThatSomebodyElseClosedIt() {
        final ScriptedStrategy strategy = new ScriptedStrategy() {
            @Override
            public void onTrade(final Trade trade, final View view, final Intent intent) {
                heard.add(view.position() + " at " + view.entryPrice() + " target " + view.target()
                        + (view.wasClosed() ? " closed" : ""));
            }
        };
        final Market market = market(strategy);
        market.at(0.1).quote(BTC, "61800.00", "61800.10").trade(BTC, "61800.00", "1", Side.BUY);
        strategy.want(1);
        market.at(1.1).quote(BTC, "61800.00", "61800.10").trade(BTC, "61800.00", "1", Side.BUY);
        market.fill(market.lastSent(), "61800.10").at(1.2).trade(BTC, "61800.00", "1", Side.BUY);
        final long bought = market.last(new OrderPlacedDecoder()).quantity();
        market.foreignFill(BTC, 77, 6_180_000, -bought, 0).at(1.3).trade(BTC, "61800.00", "1", Side.BUY);

        assertEquals(
                List.of(
                        "0 at 0 target 0",
                        "0 at 0 target 0",
                        bought + " at 6180010 target 1",
                        "0 at 0 target 1 closed"),
                heard);
    }

    @Test
    void shouldKeepMemoriesAndValuesInTheSnapshot() {
        final Counting counting = new Counting();
        final StageSettings settings = counting.in(TestSettings.settings());
        final Market market = new Market(settings).open();
        for (int second = 0; second < 5; second++) {
            market.at(second + 0.5).trade(BTC, "100.00", "1", Side.BUY);
        }
        assertEquals("4", heard.get(heard.size() - 1));

        final Stages resumed = Stages.of(settings, Outbox.CLOSED, DecisionSink.NONE);
        assertEquals(List.of(), resumed.load(market.stages().save()));
        assertEquals(market.stages().save(), resumed.save());
        final Stages other = Stages.of(new Counting().in(TestSettings.settings()), Outbox.CLOSED, DecisionSink.NONE);
        assertEquals(List.of(), other.load(resumed.save()));
    }

    private final class Counting extends ScriptedStrategy {
        private Memory count;

        @Override
        public Strategy make(final Setup setup) {
            count = setup.memory();
            return super.make(setup);
        }

        @Override
        public void onCandle(final Candle candle, final View view, final Intent intent) {
            view.remember(count, view.recall(count) + 1);
            heard.add(String.valueOf((long) view.recall(count)));
        }
    }

    @Test
    void shouldLeaveOutAStrategyThatThrowsAndStopEntriesUntilResumed() {
        final ScriptedStrategy failing = new ScriptedStrategy() {
            @Override
            public String name() {
                return "failing";
            }

            @Override
            public void onTrade(final Trade trade, final View view, final Intent intent) {
                heard.add("failing");
                throw new IllegalStateException("on purpose");
            }
        };
        final ScriptedStrategy other = new ScriptedStrategy();
        final Market market = new Market(
                        TestSettings.settings().withStrategies(Strategies.of(failing.choice(BTC), other.choice(ETH))))
                .open();

        market.at(0.1).quote(ETH, "2600.00", "2600.01").trade(ETH, "2600.00", "1", Side.BUY);
        market.at(0.2).trade(BTC, "61800.00", "1", Side.BUY).trade(BTC, "61800.00", "1", Side.BUY);

        assertEquals(List.of("failing"), heard);
        assertEquals(1, market.count(new StrategyFailedDecoder()));
        final StrategyFailedDecoder failed = market.last(new StrategyFailedDecoder());
        assertEquals(1, failed.strategy());
        assertEquals(market.sequence() - 1, failed.header().sequence());
        assertEquals("java.lang.IllegalStateException", failed.error());
        assertEquals("failing", failed.strategyName());
        assertEquals(AlarmKind.STRATEGY_FAILED, market.last(new AlarmDecoder()).kind());

        other.want(1);
        market.at(1.1).quote(ETH, "2600.00", "2600.01").trade(ETH, "2600.00", "1", Side.BUY);
        assertEquals("scripted", strategyOf(market.last(new SignalDecoder())));
        assertEquals(0, market.count(new OrderPlacedDecoder()));
        assertEquals(
                RiskRule.ENTRIES_STOPPED, market.last(new RiskRejectDecoder()).rule());

        market.command(Command.RESUME, null).at(1.2).quote(ETH, "2600.00", "2600.01");
        assertEquals(1, market.count(new OrderPlacedDecoder()));
        market.trade(BTC, "61800.00", "1", Side.BUY);
        assertEquals(List.of("failing"), heard);

        market.generationStarted(RecoveryOutcome.CLEAN, false).trade(BTC, "61800.00", "1", Side.BUY);
        assertEquals(List.of("failing", "failing"), heard);
    }

    @Test
    void shouldFailWhoeverWantsNonsense() {
        final Market market = market(new ScriptedStrategy() {
            @Override
            public void onTrade(final Trade trade, final View view, final Intent intent) {
                intent.want(Intent.LONG, reason(), Double.NaN);
            }
        });

        market.at(0.1).trade(BTC, "61800.00", "1", Side.BUY);

        assertEquals(0, market.count(new SignalDecoder()));
        assertEquals(
                "java.lang.IllegalArgumentException",
                market.last(new StrategyFailedDecoder()).error());
    }

    @Test
    void shouldGiveInstrumentsOfNoStrategyToNobody() {
        final ScriptedStrategy strategy = new ScriptedStrategy();
        final Market market =
                new Market(TestSettings.settings().withStrategies(Strategies.of(strategy.choice(ETH)))).open();
        strategy.want(1);
        for (int second = 0; second < 3; second++) {
            market.at(second + 0.5).trade(BTC, "100.00", "1", Side.BUY);
        }
        assertEquals(0, market.count(new SignalDecoder()));

        for (int second = 3; second < 6; second++) {
            market.at(second + 0.5).trade(ETH, "100.00", "1", Side.BUY);
        }
        assertEquals(1, market.count(new SignalDecoder()));
        assertEquals(2, market.last(new SignalDecoder()).header().instrument());
        assertTrue(market.last(new SignalDecoder()).referencePrice() > 0);
        assertFalse(market.decisions().isEmpty());
    }

    @Test
    void shouldCompareWithTheReferenceInstrument() {
        final IndicatorSettings usual = TestSettings.INDICATORS;
        final IndicatorSettings withReference = new IndicatorSettings(
                usual.timeframes(),
                usual.emaFast(),
                usual.emaSlow(),
                usual.atr(),
                usual.rsi(),
                usual.grace(),
                usual.gapLimit(),
                Optional.of(BTC),
                List.of());
        final StageSettings settings = TestSettings.settings(
                withReference, TestSettings.STRATEGY, TestSettings.STOP, TestSettings.RISK, OnStop.LEAVE_GUARDED);
        final Comparing strategy = new Comparing();
        final Market market = new Market(settings, strategy).open();
        final String[] ofBtc = {"60000.00", "61000.00", "60500.00", "62000.00", "61200.00", "61900.00", "60700.00"};
        final String[] ofEth = {"3000.00", "2950.00", "2975.00", "2900.00", "2940.00", "2905.00", "2965.00"};

        for (int second = 0; second < ofBtc.length; second++) {
            market.at(second + 0.5).trade(BTC, ofBtc[second], "1", Side.BUY).trade(ETH, ofEth[second], "1", Side.BUY);
            market.at(second + 1.3).boundary(ETH, second + 1).boundary(BTC, second + 1);
        }

        assertTrue(strategy.values.size() > 3, strategy.values::toString);
        strategy.values.forEach(value -> assertEquals(-1, value, 0.01));
    }

    /** Keeps ETH's correlation. */
    private static final class Comparing extends ScriptedStrategy {
        private final List<Double> values = new ArrayList<>();
        private Indicator correlation;

        @Override
        public Strategy make(final Setup setup) {
            correlation = setup.series("series", "1s")
                    .feature("reference_correlation")
                    .with("length", 3)
                    .closed("correlation");
            return super.make(setup);
        }

        @Override
        public void onCandle(final Candle candle, final View view, final Intent intent) {
            if (view.instrument() == 2 && view.isReady(correlation)) {
                values.add(view.value(correlation));
            }
        }
    }

    private static String strategyOf(final SignalDecoder signal) {
        signal.seen();
        signal.skipReasonName();
        return signal.strategyName();
    }

    private static Market market(final ScriptedStrategy strategy) {
        return new Market(TestSettings.settings(), strategy).open();
    }
}
