package io.ringfence.engine.signal;

import static io.ringfence.engine.testing.Market.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.FormerStrategySettings;
import io.ringfence.engine.config.OnStop;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.strategy.Candle;
import io.ringfence.engine.strategy.Intent;
import io.ringfence.engine.strategy.View;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.RecordedFrames;
import io.ringfence.engine.testing.ScriptedStrategy;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.SignalReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmaCrossTest {
    private static final double[] DOWN_THEN_UP = {100, 99, 98, 97, 96, 95, 94, 97, 100, 103, 104};
    private static final double[] UP_THEN_DOWN = {100, 101, 102, 103, 104, 105, 106, 103, 100, 97, 96};

    @Test
    void shouldGoLongWhenTheFastAverageCrossesUp() {
        final Market market = bars(strategy(100, 0, true), DOWN_THEN_UP);

        final SignalDecoder signal = market.last(new SignalDecoder());
        assertEquals(1, market.count(new SignalDecoder()));
        assertEquals(1, signal.target());
        assertEquals(SignalReason.NAMED, signal.reason());
        assertTrue(signal.strength() > 0);
        assertEquals(1, signal.header().instrument());
        assertEquals(TestSettings.ACCOUNT, signal.header().account());
        assertEquals(Market.SECOND, signal.timeframeNs());
        final SignalDecoder.SeenDecoder seen = signal.seen();
        final double fast = seen.next().value();
        assertEquals("ema_2 1s", seen.name());
        final double slow = seen.next().value();
        assertEquals("ema_4 1s", seen.name());
        assertTrue(fast > slow);
        assertTrue(seen.next().value() > 0);
        assertEquals("rsi_3 1s", seen.name());
        assertTrue(seen.next().value() > 0);
        assertEquals("atr_3 1s", seen.name());
        assertEquals("cross-up", signal.reasonName());
        assertEquals("ema-cross", signal.strategyName());
    }

    @Test
    void shouldGoShortOrFlatWhenItCrossesDown() {
        assertEquals(
                -1,
                bars(strategy(100, 0, true), UP_THEN_DOWN)
                        .last(new SignalDecoder())
                        .target());
        assertEquals(
                0,
                bars(strategy(100, 0, false), UP_THEN_DOWN)
                        .last(new SignalDecoder())
                        .target());
    }

    @Test
    void shouldBeSilentWhenTheRsiSaysTheMoveIsSpent() {
        assertEquals(0, bars(strategy(1, 0, true), DOWN_THEN_UP).count(new SignalDecoder()));
        assertEquals(0, bars(strategy(100, 99, true), UP_THEN_DOWN).count(new SignalDecoder()));
    }

    @Test
    void shouldBeSilentWhileValuesAreNotReady() {
        assertEquals(0, bars(strategy(100, 0, true), 100, 90, 110, 120).count(new SignalDecoder()));
    }

    @Test
    void shouldNotActOnACrossOverAGap() {
        final Market market = new Market(settings(strategy(100, 0, true))).open();
        for (int second = 0; second < 8; second++) {
            market.at(second).trade(BTC, 10_000 - 100 * second, 1, Side.BUY, market.timeNs());
        }
        market.at(100).trade(BTC, 20_000, 1, Side.BUY, market.timeNs());
        market.at(101).trade(BTC, 20_000, 1, Side.BUY, market.timeNs());
        market.at(102).trade(BTC, 20_000, 1, Side.BUY, market.timeNs());

        assertEquals(0, market.count(new SignalDecoder()));
    }

    @Test
    void shouldStateATargetOnlyWhenItChanges() {
        final ScriptedStrategy always = new ScriptedStrategy() {
            @Override
            public void onCandle(final Candle candle, final View view, final Intent intent) {
                intent.want(candle.close() > 10_000 ? Intent.LONG : Intent.FLAT, reason(), 1);
            }
        };
        final Market market = new Market(TestSettings.settings(), always).open();
        final long[] closes = {10_001, 10_002, 9_999, 9_998, 10_001, 10_001};
        for (int second = 0; second < closes.length; second++) {
            market.at(second).trade(BTC, closes[second], 1, Side.BUY, market.timeNs());
        }

        assertEquals(
                List.of(1, 0, 1),
                market.decisions(new SignalDecoder()).stream()
                        .map(signal -> (int) signal.as(new SignalDecoder()).target())
                        .toList());
    }

    @Test
    void shouldEqualAScanOverTheBarsOfTheRecordedDay() throws IOException {
        final Market market = new Market(settings(strategy(70, 30, true))).open();
        for (final RecordedFrames.Trade trade : RecordedFrames.trades("usdm-ethusdt-20240808.gz")) {
            market.trade(
                    BTC,
                    market.units(BTC, trade.price()),
                    market.lots(BTC, trade.quantity()),
                    Side.BUY,
                    trade.timeMs() * 1_000_000L);
        }

        final List<String> expected = scan(market);
        assertTrue(expected.size() > 10, () -> "only " + expected);
        assertEquals(
                expected,
                market.decisions(new SignalDecoder()).stream()
                        .map(signal -> signal.as(new SignalDecoder()))
                        .map(signal -> signal.header().sequence() + ":" + signal.target())
                        .toList());
    }

    private static List<String> scan(final Market market) {
        final List<String> signals = new ArrayList<>();
        int side = 0;
        int target = 9;
        for (final BarClosedDecoder bar : market.decisions(new BarClosedDecoder()).stream()
                .map(decision -> decision.as(new BarClosedDecoder()))
                .filter(bar -> bar.timeframe() == 0 && !Double.isNaN(bar.emaSlow()) && !Double.isNaN(bar.rsi()))
                .toList()) {
            final int now = (int) Math.signum(bar.emaFast() - bar.emaSlow());
            final boolean crossed = now != 0 && side != 0 && now != side && bar.gapped() == Flag.NO;
            final boolean allowed = now > 0 ? bar.rsi() <= 70 : bar.rsi() >= 30;
            if (crossed && allowed && now != target) {
                target = now;
                signals.add(bar.header().sequence() + ":" + target);
            }
            side = now == 0 ? side : now;
        }
        return signals;
    }

    private static Market bars(final FormerStrategySettings strategy, final double... closes) {
        final Market market = new Market(settings(strategy)).open();
        for (int second = 0; second < closes.length; second++) {
            market.at(second + 0.5).trade(BTC, Math.round(closes[second] * 100), 1, Side.BUY, market.timeNs());
        }
        return market.later(Market.SECOND).boundary(BTC, closes.length);
    }

    private static FormerStrategySettings strategy(
            final double longMax, final double shortMin, final boolean allowShort) {
        return new FormerStrategySettings(
                FormerStrategySettings.EMA_CROSS, Timeframe.valueOf("1s"), longMax, shortMin, allowShort);
    }

    private static StageSettings settings(final FormerStrategySettings strategy) {
        return TestSettings.settings(
                TestSettings.INDICATORS, strategy, TestSettings.STOP, TestSettings.RISK, OnStop.LEAVE_GUARDED);
    }
}
