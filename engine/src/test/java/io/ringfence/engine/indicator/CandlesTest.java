package io.ringfence.engine.indicator;

import static io.ringfence.engine.testing.Market.BTC;
import static io.ringfence.engine.testing.Market.ETH;
import static io.ringfence.engine.testing.Market.SECOND;
import static io.ringfence.engine.testing.Market.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.IndicatorSettings;
import io.ringfence.engine.config.OnStop;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.Side;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CandlesTest {
    private final Market market = new Market().open();

    @Test
    void shouldCloseWithTheFirstTradePastTheBoundary() {
        market.at(0.1).trade(BTC, "61800.00", "0.1", Side.BUY);
        market.at(0.5).trade(BTC, "61900.00", "0.2", Side.BUY);
        market.at(0.9).trade(BTC, "61700.00", "0.3", Side.SELL);
        assertEquals(0, bars().size());

        market.at(1.0).trade(BTC, "61750.00", "1.0", Side.SELL);

        assertEquals(1, bars().size());
        final BarClosedDecoder bar = market.last(new BarClosedDecoder());
        assertEquals(START, bar.openTimeNs());
        assertEquals(SECOND, bar.timeframeNs());
        assertEquals(0, bar.timeframe());
        assertEquals(6_180_000, bar.open());
        assertEquals(6_190_000, bar.high());
        assertEquals(6_170_000, bar.low());
        assertEquals(6_170_000, bar.close());
        assertEquals(600, bar.volume());
        assertEquals(3, bar.tradeCount());
    }

    @Test
    void shouldCloseAllTimeframesThatEndShortestFirst() {
        market.at(4.5).trade(BTC, "61800.00", "0.1", Side.BUY);
        market.at(5.0).trade(BTC, "61900.00", "0.1", Side.BUY);

        assertEquals(List.of(0, 1), bars().stream().map(this::timeframe).toList());
    }

    @Test
    void shouldCloseByTheBoundaryTimer() {
        market.at(0.1).trade(BTC, "61800.00", "0.1", Side.BUY);
        market.at(1.3).boundary(BTC, 1);

        assertEquals(1, bars().size());
        assertEquals(START, market.last(new BarClosedDecoder()).openTimeNs());

        market.boundary(BTC, 1).boundary(ETH, 1);

        assertEquals(1, bars().size());
    }

    @Test
    void shouldLeaveOutATradeThatComesAfterItsIntervalWasClosed() {
        market.at(0.1).trade(BTC, "61800.00", "0.1", Side.BUY);
        market.at(1.3).boundary(BTC, 1);
        market.at(0.9).trade(BTC, "70000.00", "5", Side.BUY);
        market.at(5.1).trade(BTC, "61800.00", "0.1", Side.BUY);

        assertEquals(1, market.stages().indicators().lateTrades());
        assertEquals(List.of(0, 1), bars().stream().map(this::timeframe).toList());
        final BarClosedDecoder fiveSeconds = market.last(new BarClosedDecoder());
        assertEquals(7_000_000, fiveSeconds.high());
        assertEquals(2, fiveSeconds.tradeCount());
    }

    @Test
    void shouldMakeNoBarOfAnEmptyInterval() {
        market.at(0.1).trade(BTC, "61800.00", "0.1", Side.BUY);
        market.at(3.1).trade(BTC, "61800.00", "0.1", Side.BUY);
        market.at(4.1).trade(BTC, "61800.00", "0.1", Side.BUY);

        final List<Decision> bars = bars();
        assertEquals(2, bars.size());
        assertEquals(START, bars.get(0).as(new BarClosedDecoder()).openTimeNs());
        assertEquals(START + 3 * SECOND, bars.get(1).as(new BarClosedDecoder()).openTimeNs());
        assertEquals(Flag.NO, bars.get(1).as(new BarClosedDecoder()).gapped());
    }

    @Test
    void shouldMarkTheCandleInWhichALongSilenceEnds() {
        market.at(0.1).trade(BTC, "61800.00", "0.1", Side.BUY);
        market.at(1.1).trade(BTC, "61800.00", "0.1", Side.BUY);
        market.at(86_400.5).trade(BTC, "61800.00", "0.1", Side.BUY);
        market.at(86_401.5).trade(BTC, "61800.00", "0.1", Side.BUY);
        market.at(86_402.5).trade(BTC, "61800.00", "0.1", Side.BUY);

        final List<Flag> gapped = bars().stream()
                .map(bar -> bar.as(new BarClosedDecoder()))
                .filter(bar -> bar.timeframe() == 0)
                .map(BarClosedDecoder::gapped)
                .toList();
        assertEquals(List.of(Flag.YES, Flag.NO, Flag.YES, Flag.NO), gapped);
    }

    @Test
    void shouldCloseTheLargestRowOfTimeframesInOneEvent() {
        final List<Timeframe> timeframes = Stream.of("1s", "2s", "3s", "4s", "5s", "6s", "10s", "12s")
                .map(Timeframe::valueOf)
                .toList();
        final IndicatorSettings settings =
                new IndicatorSettings(timeframes, 2, 4, 3, 3, Timeframe.valueOf("1ms"), Timeframe.valueOf("1m"));
        final Market full = new Market(TestSettings.settings(
                settings, TestSettings.STRATEGY, TestSettings.STOP, TestSettings.RISK, OnStop.LEAVE_GUARDED));
        full.open().at(0.5).trade(BTC, "61800.00", "0.1", Side.BUY);
        full.at(60).boundary(BTC, 60);

        assertEquals(IndicatorSettings.MAX_TIMEFRAMES, full.count(new BarClosedDecoder()));
    }

    /** Eight decimals of a coin that is traded by the billion. */
    @Test
    void shouldKeepAVolumeBeyondItsRangeAtTheGreatestValue() {
        for (int i = 1; i <= 3; i++) {
            market.at(i / 10.0).trade(BTC, 6_180_000, Long.MAX_VALUE / 2, Side.BUY, market.timeNs());
        }
        market.at(1.1).trade(BTC, "61800.00", "0.1", Side.BUY);

        assertEquals(Long.MAX_VALUE, market.last(new BarClosedDecoder()).volume());
    }

    @Test
    void shouldKeepInstrumentsApart() {
        market.at(0.1).trade(BTC, "61800.00", "0.1", Side.BUY);
        market.at(1.1).trade(ETH, "2600.00", "0.1", Side.BUY);

        assertEquals(0, bars().size());
    }

    @Test
    void shouldCountTradesWithoutAVenueTime() {
        market.trade(BTC, 6_180_000, 1, Side.BUY, EventLayout.NO_TIME);

        assertEquals(1, market.stages().indicators().untimedTrades());
    }

    @Test
    void shouldWriteNullUntilAValueIsReady() {
        for (int second = 0; second < 6; second++) {
            market.at(second + 0.5).trade(BTC, "61800.00", "0.1", Side.BUY);
        }

        final List<BarClosedDecoder> bars = bars().stream()
                .map(bar -> bar.as(new BarClosedDecoder()))
                .filter(bar -> bar.timeframe() == 0)
                .toList();
        assertEquals(List.of(false, true, true, true, true), ready(bars, BarClosedDecoder::emaFast));
        assertEquals(List.of(false, false, false, true, true), ready(bars, BarClosedDecoder::emaSlow));
        assertEquals(List.of(false, false, false, true, true), ready(bars, BarClosedDecoder::atr));
        assertEquals(List.of(false, false, false, true, true), ready(bars, BarClosedDecoder::rsi));
        assertEquals(50, bars.get(4).rsi());
        assertTrue(bars.get(4).atr() == 0);
    }

    private static List<Boolean> ready(
            final List<BarClosedDecoder> bars, final ToDoubleFunction<BarClosedDecoder> value) {
        return bars.stream().map(bar -> !Double.isNaN(value.applyAsDouble(bar))).toList();
    }

    private List<Decision> bars() {
        return market.decisions(new BarClosedDecoder());
    }

    private int timeframe(final Decision bar) {
        return bar.as(new BarClosedDecoder()).timeframe();
    }
}
