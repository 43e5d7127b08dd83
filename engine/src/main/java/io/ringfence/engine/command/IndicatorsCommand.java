package io.ringfence.engine.command;

import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.data.FeatureTable;
import io.ringfence.engine.data.MarketData;
import io.ringfence.engine.feature.FeatureCatalogue;
import io.ringfence.engine.feature.FeatureSet;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code indicators}: what the features say about a file, as CSV. */
@Command(
        name = "indicators",
        description = {
            "Prints the indicator values of a candle, trade or frames file as CSV: one row per closed candle, one named"
                    + " column per value, empty while it isn't ready.",
            "",
            "Understood, plain, gzipped or zipped: CSV with a header (candles: time, open, high, low, close, volume and"
                    + " perhaps count, taker_buy_volume; trades: time, price, quantity and perhaps side or"
                    + " is_buyer_maker; in any order, times since 1970 in s, ms, us or ns, or ISO), Binance's public"
                    + " klines, trades and aggTrades, and frames files. A candle's time is when it opens."
        })
public final class IndicatorsCommand implements Callable<Integer> {
    private static final long MS = 1_000_000L;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final StandardOptions standard = new StandardOptions();

    @Mixin
    private final MarketFileOptions file = new MarketFileOptions();

    @Option(
            names = "--timeframe",
            paramLabel = "T",
            required = true,
            description = "Length of a candle: 1s, 1m, 4h, 1d. Candles in the file are added up to it.")
    private String timeframe;

    @Override
    public Integer call() throws IOException {
        final long timeframeNs = timeframeNs();
        final MarketData market = file.open();
        market.requireTimeframe(timeframeNs);
        return file.write(writer -> {
            final FeatureTable table = new FeatureTable(market, features(timeframeNs), timeframeNs, writer);
            final long rows = table.write();
            tell(rows, table.lateTrades());
        });
    }

    private long timeframeNs() {
        try {
            return Timeframe.valueOf(timeframe).ns();
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--timeframe=" + timeframe + ": " + e.getMessage(), e);
        }
    }

    private static FeatureSet features(final long timeframeNs) {
        return FeatureCatalogue.all(timeframeNs / MS);
    }

    private void tell(final long rows, final long lateTrades) {
        if (rows == 0) {
            complain("no candle was closed: the data end within the first one");
        }
        if (lateTrades > 0) {
            complain(lateTrades + " trades came after their candle was closed, and count nowhere");
        }
    }

    private void complain(final String what) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + what);
    }
}
