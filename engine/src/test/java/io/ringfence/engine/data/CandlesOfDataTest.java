package io.ringfence.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.indicator.Candles;
import io.ringfence.engine.testing.RecordedFrames;
import io.ringfence.journal.testing.SharedFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class CandlesOfDataTest {
    private static final int SERIES = 0;
    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;
    private static final String TRADES = "data/trades/btcusdt_binance_trades_20220115.csv.gz";

    private final List<Candle> candles = new ArrayList<>();

    /** A trade as the file prints it. */
    private record Trade(long timeMs, BigDecimal price, BigDecimal quantity) {}

    @Test
    void shouldCloseWithTheFirstTradeBeyondAndLeaveOutLateOnes() {
        final Candles builder = of(SECOND, candles::add);
        trade(builder, 100, 5, 1, Taker.BOUGHT);
        trade(builder, SECOND - 1, 7, 2, Taker.SOLD);
        trade(builder, 3 * SECOND, 6, 1, Taker.BOUGHT);
        trade(builder, SECOND / 2, 9, 9, Taker.BOUGHT);
        trade(builder, 4 * SECOND, 6, 1, Taker.UNKNOWN);
        trade(builder, 5 * SECOND, 6, 1, Taker.BOUGHT);

        assertEquals(
                List.of(
                        new Candle(0, 5, 7, 5, 7, 3, 1, 2),
                        new Candle(3 * SECOND, 6, 6, 6, 6, 1, 1, 1),
                        new Candle(4 * SECOND, 6, 6, 6, 6, 1, Candle.UNKNOWN, 1)),
                candles);
        assertEquals(1, builder.lateTrades());
    }

    /** Midnight, and the Monday that 1970 didn't begin with, are boundaries like all others. */
    @Test
    void shouldBeginAtMultiplesSince1970() {
        final Candles builder = of(DAY, candles::add);
        trade(builder, -1, 5, 1, Taker.BOUGHT);
        trade(builder, 4 * DAY - 1, 5, 1, Taker.BOUGHT);
        trade(builder, 4 * DAY, 5, 1, Taker.BOUGHT);
        trade(builder, 5 * DAY, 5, 1, Taker.BOUGHT);

        assertEquals(
                List.of(-DAY, 3 * DAY, 4 * DAY),
                candles.stream().map(Candle::openTimeNs).toList());
    }

    @Test
    void shouldAddCandlesUpAndCloseWithTheOneThatCompletes() {
        final Candles builder = of(3 * SECOND, candles::add);
        new Candle(SECOND, 5, 8, 4, 6, 1, 1, 1).addTo(builder, SERIES, 2 * SECOND);
        new Candle(2 * SECOND, 6, 7, 3, 5, 2, 1, 4).addTo(builder, SERIES, 3 * SECOND);
        assertEquals(List.of(new Candle(0, 5, 8, 3, 5, 3, 2, 5)), candles);

        new Candle(3 * SECOND, 6, 7, 3, 5, 2, Candle.UNKNOWN, 4).addTo(builder, SERIES, 4 * SECOND);
        new Candle(6 * SECOND, 6, 7, 3, 5, 2, 1, 4).addTo(builder, SERIES, 7 * SECOND);

        assertEquals(2, candles.size());
        assertEquals(Candle.UNKNOWN, candles.get(1).takerBuyVolume());
    }

    @Test
    void shouldKeepAVolumeBeyondItsRangeAtTheGreatestValue() {
        final Candles builder = of(SECOND, candles::add);
        for (int i = 0; i < 3; i++) {
            trade(builder, i, 5, Long.MAX_VALUE / 2, Taker.BOUGHT);
        }
        builder.advance(SERIES, SECOND);

        assertEquals(Long.MAX_VALUE, candles.get(0).volume());
        assertEquals(Long.MAX_VALUE, candles.get(0).takerBuyVolume());
    }

    @Test
    void shouldEqualCandlesMadeOtherwiseOfADayOfRecordedTrades() throws IOException {
        final Path file = SharedFiles.require(TRADES);
        final List<Trade> trades = printed(file);

        final List<Long> timeframes = List.of(1L, 60L, 900L, 86_400L);
        final List<List<String>> built = built(MarketFiles.open(file, null), timeframes);
        for (int i = 0; i < timeframes.size(); i++) {
            assertEquals(otherwise(trades, timeframes.get(i), 2, 5), built.get(i));
        }
    }

    @Test
    void shouldEqualCandlesMadeOtherwiseOfRecordedFrames() throws IOException {
        for (final String name : List.of("usdm-btcusdt-20240808.gz", "usdm-ethusdt-20240808.gz")) {
            final MarketData data = MarketFiles.open(SharedFiles.require("data/frames/" + name), null);
            final List<Trade> trades = RecordedFrames.trades(name).stream()
                    .map(trade ->
                            new Trade(trade.timeMs(), new BigDecimal(trade.price()), new BigDecimal(trade.quantity())))
                    .toList();

            assertEquals(
                    otherwise(trades, 1, data.priceScale(), data.quantityScale()),
                    built(data, List.of(1L)).get(0));
        }
    }

    private static List<List<String>> built(final MarketData data, final List<Long> timeframes) {
        final List<List<String>> built = new ArrayList<>();
        final List<Candles> builders = new ArrayList<>();
        for (final long seconds : timeframes) {
            final List<String> candles = new ArrayList<>();
            built.add(candles);
            builders.add(of(seconds * SECOND, candle -> candles.add(text(candle))));
        }
        data.read(new Heard() {
            @Override
            public void onTrade(final long timeNs, final long price, final long quantity, final Taker taker) {
                builders.forEach(builder -> trade(builder, timeNs, price, quantity, taker));
            }
        });
        assertTrue(built.get(0).size() > 300, () -> "only " + built.get(0).size());
        builders.forEach(builder -> assertEquals(0, builder.lateTrades()));
        return built;
    }

    private static Candles of(final long timeframeNs, final Consumer<Candle> closed) {
        final Candles[] self = new Candles[1];
        self[0] = new Candles(
                SERIES,
                new long[] {timeframeNs},
                Long.MAX_VALUE,
                (series, timeframe) -> closed.accept(new Candle(
                        self[0].openTimeNs(series, timeframe),
                        self[0].open(series, timeframe),
                        self[0].high(series, timeframe),
                        self[0].low(series, timeframe),
                        self[0].close(series, timeframe),
                        self[0].volume(series, timeframe),
                        self[0].takerBuyVolume(series, timeframe),
                        self[0].tradeCount(series, timeframe))));
        return self[0];
    }

    private static void trade(
            final Candles candles, final long timeNs, final long price, final long quantity, final Taker taker) {
        candles.trade(SERIES, timeNs, price, quantity, taker.bought(quantity));
    }

    private static String text(final Candle candle) {
        return candle.openTimeNs() / SECOND + " " + candle.open() + " " + candle.high() + " " + candle.low() + " "
                + candle.close() + " " + candle.volume() + " " + candle.tradeCount();
    }

    /** Gathered by interval, the last one left out: decimals to the end. */
    private static List<String> otherwise(
            final List<Trade> trades, final long seconds, final int priceScale, final int quantityScale) {
        final TreeMap<Long, List<Trade>> intervals = new TreeMap<>();
        for (final Trade trade : trades) {
            intervals
                    .computeIfAbsent(trade.timeMs() / 1_000 / seconds * seconds, begin -> new ArrayList<>())
                    .add(trade);
        }
        intervals.pollLastEntry();
        final List<String> candles = new ArrayList<>();
        intervals.forEach((begin, members) -> candles.add(begin + " "
                + units(members.get(0).price(), priceScale) + " "
                + units(
                        members.stream()
                                .map(Trade::price)
                                .max(Comparator.naturalOrder())
                                .orElseThrow(),
                        priceScale) + " "
                + units(
                        members.stream()
                                .map(Trade::price)
                                .min(Comparator.naturalOrder())
                                .orElseThrow(),
                        priceScale) + " "
                + units(members.get(members.size() - 1).price(), priceScale) + " "
                + units(members.stream().map(Trade::quantity).reduce(BigDecimal.ZERO, BigDecimal::add), quantityScale)
                + " "
                + members.size()));
        return candles;
    }

    private static long units(final BigDecimal decimal, final int scale) {
        return decimal.movePointRight(scale).longValueExact();
    }

    private static List<Trade> printed(final Path file) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file))))) {
            return lines.lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .map(cells ->
                            new Trade(Long.parseLong(cells[0]), new BigDecimal(cells[1]), new BigDecimal(cells[2])))
                    .toList();
        }
    }
}
