package io.ringfence.engine.feature;

import io.ringfence.journal.testing.SharedFiles;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bars as whole arrays; prices and quantities are whole numbers, as the stages have them. */
record Series(
        long timeframeMs,
        long[] timeMs,
        double[] open,
        double[] high,
        double[] low,
        double[] close,
        double[] volume,
        double[] takerBuy,
        double[] trades) {
    static final long MINUTE_MS = 60_000;

    private static final DateTimeFormatter RECORDED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");
    private static final String FILE = "data/candles/btc-perp-1m-202201.csv";
    private static final long START_MS = 1_640_995_200_000L;
    private static final double START_PRICE = 4_600_000;

    static Series of(final int bars) {
        return new Series(
                MINUTE_MS,
                new long[bars],
                new double[bars],
                new double[bars],
                new double[bars],
                new double[bars],
                new double[bars],
                new double[bars],
                new double[bars]);
    }

    /** A month of recorded minutes; prices in thousandths, quantities in ten-thousandths, to which the noise of their decimals is rounded. Nobody told who took. */
    static Series recorded() {
        try {
            final List<String> lines = Files.readAllLines(SharedFiles.require(FILE));
            final Series series = of(lines.size() - 1);
            for (int i = 0; i < series.length(); i++) {
                series.read(i, lines.get(i + 1).split(","));
            }
            return series;
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A random walk in which, now and then, the price stands still for a while, jumps to a multiple for one bar, or nothing is
     * traded.
     */
    static Series seeded(final long seed, final int bars) {
        final Random random = new Random(seed);
        final Series series = of(bars);
        double price = START_PRICE;
        int flat = 0;
        int quiet = 0;
        for (int i = 0; i < bars; i++) {
            flat = flat > 0 ? flat - 1 : random.nextInt(400) == 0 ? 60 : 0;
            quiet = quiet > 0 ? quiet - 1 : random.nextInt(300) == 0 ? 40 : 0;
            final double volatility = 4_000 * (1 + Math.sin(i / 300.0));
            final double next =
                    flat > 0 ? price : Math.max(START_PRICE / 4, price + Math.rint(random.nextGaussian() * volatility));
            final double open = flat > 0 || random.nextInt(5) > 0 ? price : price + random.nextInt(2_000) - 1_000;
            final boolean spike = flat == 0 && random.nextInt(500) == 0;
            final double reach = flat > 0 ? 0 : random.nextInt(3_000);
            series.timeMs[i] = START_MS + i * MINUTE_MS;
            series.open[i] = open;
            series.close[i] = next;
            series.high[i] = (Math.max(open, next) + reach) * (spike ? 3 : 1);
            series.low[i] = Math.min(open, next) - (flat > 0 ? 0 : random.nextInt(3_000));
            series.volume[i] = quiet > 0 ? 0 : random.nextInt(1_000_000) * (random.nextInt(200) == 0 ? 1e6 : 1.0);
            series.takerBuy[i] = Math.floor(series.volume[i] * random.nextDouble());
            series.trades[i] = quiet > 0 ? 0 : 1 + random.nextInt(500);
            price = next;
        }
        return series;
    }

    Series first(final int bars) {
        return new Series(
                timeframeMs,
                Arrays.copyOf(timeMs, bars),
                Arrays.copyOf(open, bars),
                Arrays.copyOf(high, bars),
                Arrays.copyOf(low, bars),
                Arrays.copyOf(close, bars),
                Arrays.copyOf(volume, bars),
                Arrays.copyOf(takerBuy, bars),
                Arrays.copyOf(trades, bars));
    }

    int length() {
        return close.length;
    }

    /** Sets {@code bar} to bar {@code i}. */
    Bar bar(final Bar bar, final int i) {
        return bar.set(timeMs[i], open[i], high[i], low[i], close[i], volume[i]).flow(takerBuy[i], trades[i]);
    }

    double typical(final int i) {
        return (high[i] + low[i] + close[i]) / 3;
    }

    private void read(final int i, final String[] cells) {
        timeMs[i] = LocalDateTime.parse(cells[0], RECORDED)
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
        open[i] = mantissa(cells[1], 3);
        high[i] = mantissa(cells[2], 3);
        low[i] = mantissa(cells[3], 3);
        close[i] = mantissa(cells[4], 3);
        volume[i] = Math.rint(Double.parseDouble(cells[5]) * 1e4);
        takerBuy[i] = Bar.UNKNOWN;
        trades[i] = Bar.UNKNOWN;
    }

    private static double mantissa(final String text, final int scale) {
        return new BigDecimal(text).movePointRight(scale).longValueExact();
    }
}
