package io.ringfence.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.RecordedFrames;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Candles and values of recorded trades against whole-array versions that are as plain as they can be. */
class RecordedCandlesTest {
    private static final long MS = 1_000_000L;
    private static final int EMA_FAST = 2;
    private static final int EMA_SLOW = 4;
    private static final int ATR = 3;
    private static final int RSI = 3;

    private record Bar(long openTimeNs, long open, long high, long low, long close, long volume, long count) {}

    @Test
    void shouldEqualNaiveCandlesAndValuesOnTheRecordedDay() throws IOException {
        for (final String file : List.of("usdm-btcusdt-20240808.gz", "usdm-ethusdt-20240808.gz")) {
            final List<RecordedFrames.Trade> trades = RecordedFrames.trades(file);
            final Market market = new Market().open();
            for (final RecordedFrames.Trade trade : trades) {
                market.trade(
                        Market.BTC,
                        market.units(Market.BTC, trade.price()),
                        market.lots(Market.BTC, trade.quantity()),
                        Side.BUY,
                        trade.timeMs() * MS);
            }

            assertSame(market, naive(market, trades, 1_000 * MS), 0);
            assertSame(market, naive(market, trades, 5_000 * MS), 1);
        }
    }

    private static void assertSame(final Market market, final List<Bar> expected, final int timeframe) {
        final List<BarClosedDecoder> actual = market.decisions(new BarClosedDecoder()).stream()
                .map(bar -> bar.as(new BarClosedDecoder()))
                .filter(bar -> bar.timeframe() == timeframe)
                .toList();
        assertTrue(expected.size() > 50, () -> "only " + expected.size() + " bars");
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < actual.size(); i++) {
            assertEquals(expected.get(i), candle(actual.get(i)));
            assertClose(ema(expected, i, EMA_FAST), actual.get(i).emaFast());
            assertClose(ema(expected, i, EMA_SLOW), actual.get(i).emaSlow());
            assertClose(atr(expected, i), actual.get(i).atr());
            assertClose(rsi(expected, i), actual.get(i).rsi());
        }
    }

    private static void assertClose(final double expected, final double actual) {
        final double tolerance = Double.isNaN(expected) ? 1 : 1e-9 * Math.max(1, Math.abs(expected));
        assertEquals(expected, actual, tolerance);
    }

    private static Bar candle(final BarClosedDecoder bar) {
        return new Bar(
                bar.openTimeNs(), bar.open(), bar.high(), bar.low(), bar.close(), bar.volume(), bar.tradeCount());
    }

    /** Every interval's trades gathered, those left out that come behind a later interval's; the last one still forms. */
    private static List<Bar> naive(
            final Market market, final List<RecordedFrames.Trade> trades, final long timeframeNs) {
        final List<Bar> bars = new ArrayList<>();
        long interval = Long.MIN_VALUE;
        List<RecordedFrames.Trade> members = new ArrayList<>();
        for (final RecordedFrames.Trade trade : trades) {
            final long its = trade.timeMs() * MS / timeframeNs;
            if (its > interval) {
                addBar(market, bars, members, interval * timeframeNs);
                members = new ArrayList<>();
                interval = its;
            }
            if (its == interval) {
                members.add(trade);
            }
        }
        return bars;
    }

    private static void addBar(
            final Market market, final List<Bar> bars, final List<RecordedFrames.Trade> trades, final long openTimeNs) {
        if (trades.isEmpty()) {
            return;
        }
        final long[] prices = trades.stream()
                .mapToLong(trade -> market.units(Market.BTC, trade.price()))
                .toArray();
        bars.add(new Bar(
                openTimeNs,
                prices[0],
                Arrays.stream(prices).max().orElseThrow(),
                Arrays.stream(prices).min().orElseThrow(),
                prices[prices.length - 1],
                trades.stream()
                        .mapToLong(trade -> market.lots(Market.BTC, trade.quantity()))
                        .sum(),
                prices.length));
    }

    private static double ema(final List<Bar> bars, final int at, final int length) {
        if (at < length - 1) {
            return Double.NaN;
        }
        double ema =
                bars.subList(0, length).stream().mapToLong(Bar::close).average().orElseThrow();
        for (int i = length; i <= at; i++) {
            ema = 2.0 / (length + 1) * bars.get(i).close() + (1 - 2.0 / (length + 1)) * ema;
        }
        return ema;
    }

    private static double atr(final List<Bar> bars, final int at) {
        final double[] ranges = new double[at + 1];
        for (int i = 1; i <= at; i++) {
            final long before = bars.get(i - 1).close();
            final Bar bar = bars.get(i);
            ranges[i] = Math.max(
                    bar.high() - bar.low(), Math.max(Math.abs(bar.high() - before), Math.abs(bar.low() - before)));
        }
        return wilder(ranges, at, ATR);
    }

    private static double rsi(final List<Bar> bars, final int at) {
        final double[] gains = new double[at + 1];
        final double[] losses = new double[at + 1];
        for (int i = 1; i <= at; i++) {
            final long change = bars.get(i).close() - bars.get(i - 1).close();
            gains[i] = change > 0 ? change : 0;
            losses[i] = change < 0 ? -change : 0;
        }
        final double gain = wilder(gains, at, RSI);
        final double loss = wilder(losses, at, RSI);
        return gain + loss == 0 ? 50 : 100 - 100 / (1 + gain / loss);
    }

    /** Of the values from index 1 on. */
    private static double wilder(final double[] values, final int at, final int length) {
        if (at < length) {
            return Double.NaN;
        }
        double mean = 0;
        for (int i = 1; i <= length; i++) {
            mean += values[i] / length;
        }
        for (int i = length + 1; i <= at; i++) {
            mean += (values[i] - mean) / length;
        }
        return mean;
    }
}
