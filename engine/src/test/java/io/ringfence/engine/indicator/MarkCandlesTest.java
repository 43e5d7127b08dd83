package io.ringfence.engine.indicator;

import static io.ringfence.engine.testing.Market.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.IndicatorSettings;
import io.ringfence.engine.config.OnStop;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.strategy.Indicator;
import io.ringfence.engine.strategy.Intent;
import io.ringfence.engine.strategy.Quote;
import io.ringfence.engine.strategy.Setup;
import io.ringfence.engine.strategy.Strategy;
import io.ringfence.engine.strategy.View;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.ScriptedStrategy;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.HistoryState;
import io.ringfence.journal.message.Side;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Candles of 5 s built of mark prices beside those of 1 s built of trades. */
class MarkCandlesTest {
    private static final Timeframe OF_TRADES = Timeframe.valueOf("1s");
    private static final Timeframe OF_MARKS = Timeframe.valueOf("5s");

    private final StageSettings settings = TestSettings.settings(
            indicators(List.of(OF_MARKS)),
            TestSettings.STRATEGY,
            TestSettings.STOP,
            TestSettings.RISK,
            OnStop.LEAVE_GUARDED);
    private final Market market = new Market(settings).open();

    @Test
    void shouldBuildThemOfMarksAloneAndTheOthersOfTradesAlone() {
        market.at(0).markPrice(BTC, "61000.00");
        market.at(0.2).trade(BTC, "70000.00", "1", Side.BUY);
        market.at(1).markPrice(BTC, "61005.00");
        market.at(3).markPrice(BTC, "60990.00");
        market.at(4).markPrice(BTC, "61001.00");
        market.at(4.5).trade(BTC, "50000.00", "1", Side.SELL);
        assertEquals(List.of(), bars(1));

        market.at(5).markPrice(BTC, "61002.00");

        final BarClosedDecoder bar = bars(1).get(0);
        assertEquals(Market.START, bar.openTimeNs());
        assertEquals(6_100_000, bar.open());
        assertEquals(6_100_500, bar.high());
        assertEquals(6_099_000, bar.low());
        assertEquals(6_100_100, bar.close());
        assertEquals(0, bar.volume());
        assertEquals(4, bar.tradeCount());
        assertEquals(7_000_000, bars(0).get(0).close());
    }

    @Test
    void shouldCloseThemByTheBoundaryAndMarkASilence() {
        for (int second = 0; second < 10; second++) {
            market.at(second).markPrice(BTC, "61000.00");
        }
        market.at(10.3).boundary(BTC, 10);
        market.at(21).markPrice(BTC, "61100.00");
        market.at(25.3).boundary(BTC, 25);

        assertEquals(
                List.of(Flag.YES, Flag.NO, Flag.YES),
                bars(1).stream().map(BarClosedDecoder::gapped).toList());
    }

    @Test
    void shouldCountNoMarkOfACandleThatHasClosed() {
        market.at(4).markPrice(BTC, "61000.00");
        market.at(5.3).boundary(BTC, 5);

        market.at(4.9).markPrice(BTC, "50000.00");
        market.at(6).markPrice(BTC, "61000.00");
        market.at(10.3).boundary(BTC, 10);

        assertEquals(6_100_000, bars(1).get(1).low());
        assertEquals(1, market.stages().indicators().lateTrades());
    }

    /** What was last known of candles of trades is the venue's, and a mark says nothing of them. */
    @Test
    void shouldLeaveLiveValuesOfTradesAloneWhenAMarkComes() {
        final LiveMean strategy = new LiveMean();
        final Market told = new Market(settings, strategy).open();
        told.at(6.1).history(BTC, 1, HistoryState.BEGUN, -1);
        for (int second = 0; second < 6; second++) {
            told.candle(BTC, 1, second, "61000.00", "61000.00", "61000.00", "1");
        }
        told.history(BTC, 1, HistoryState.TOLD, 6);

        told.at(6.2).markPrice(BTC, "50000.00").quote(BTC, "61000.00", "61000.10");

        assertEquals(6_100_000, strategy.seen);
    }

    /** Looks at the live mean of two closes. */
    private static final class LiveMean extends ScriptedStrategy {
        private Indicator mean;
        private double seen;

        @Override
        public Strategy make(final Setup setup) {
            super.make(setup);
            mean = setup.seriesOf("mean", "1s").feature("sma").with("length", 2).live();
            return this;
        }

        @Override
        public void onQuote(final Quote quote, final View view, final Intent intent) {
            seen = view.isReady(mean) ? view.value(mean) : Double.NaN;
        }
    }

    @Test
    void shouldGoOnFromASavedState() {
        market.at(1).markPrice(BTC, "61000.00");
        market.at(2).markPrice(BTC, "61010.00");
        final Stages loaded = Stages.of(settings, Outbox.CLOSED, DecisionSink.NONE);

        loaded.load(market.stages().save());

        assertEquals(market.stages().save().get(1).bytes(), loaded.save().get(1).bytes());
    }

    @Test
    void shouldRefuseATimeframeThatIsNone() {
        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> indicators(List.of(Timeframe.valueOf("1m"))));

        assertTrue(refused.getMessage().contains("indicators.markPrice[0]=1m"), refused.getMessage());
    }

    private static IndicatorSettings indicators(final List<Timeframe> markPrice) {
        final IndicatorSettings usual = TestSettings.INDICATORS;
        return new IndicatorSettings(
                List.of(OF_TRADES, OF_MARKS),
                usual.emaFast(),
                usual.emaSlow(),
                usual.atr(),
                usual.rsi(),
                usual.grace(),
                usual.gapLimit(),
                Optional.empty(),
                markPrice);
    }

    private List<BarClosedDecoder> bars(final int timeframe) {
        return market.decisions(new BarClosedDecoder()).stream()
                .map(bar -> bar.as(new BarClosedDecoder()))
                .filter(bar -> bar.timeframe() == timeframe)
                .toList();
    }
}
