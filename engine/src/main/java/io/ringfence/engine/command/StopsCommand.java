package io.ringfence.engine.command;

import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.StopProfile;
import io.ringfence.engine.config.StopTrigger;
import io.ringfence.engine.data.MarketData;
import io.ringfence.engine.stoppath.PathPosition;
import io.ringfence.engine.stoppath.PathWriter;
import io.ringfence.engine.stoppath.StopPath;
import io.ringfence.journal.number.Decimals;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stops}: the path of a stop over a price file, as CSV. */
@Command(
        name = "stops",
        description = {
            "Leads a position along a price file under a stop profile, and prints where its stop is armed, moves and fires"
                    + " as CSV: time_ns,price,stop,rule,event. Ends where it fires.",
            "",
            "The position opens with the first price of the file. Understood are the files that 'indicators' reads; a candle"
                    + " counts as one price, its close, with its low (short: its high) as the worst before it."
        })
public final class StopsCommand implements Callable<Integer> {
    /** Side of a position. */
    enum PositionSide {
        LONG,
        SHORT
    }

    private static final BigDecimal PARTS_PER_PERCENT = BigDecimal.valueOf(10_000_000);

    @Spec
    private CommandSpec spec;

    @Mixin
    private final StandardOptions standard = new StandardOptions();

    @Mixin
    private final MarketFileOptions file = new MarketFileOptions();

    @Option(
            names = "--profile",
            paramLabel = "FILE",
            required = true,
            description = "A stop profile, config/stops/atr-trail.yaml.")
    private Path profile;

    @Option(names = "--side", paramLabel = "long|short", required = true, description = "Of the position.")
    private PositionSide side;

    @Option(names = "--entry", paramLabel = "PRICE", required = true, description = "At which it was opened.")
    private BigDecimal entry;

    @Option(
            names = "--quantity",
            paramLabel = "Q",
            defaultValue = "1",
            description = "How large it is; matters for stops in money and for take-profit. Default: ${DEFAULT-VALUE}.")
    private BigDecimal quantity;

    @Option(
            names = "--tick",
            paramLabel = "PRICE",
            description = "Stops are multiples of it. Default: the last decimal of the file's prices.")
    private BigDecimal tick;

    @Option(
            names = "--atr",
            paramLabel = "BARS",
            defaultValue = "14",
            description = "Length of the average true range. Default: ${DEFAULT-VALUE}.")
    private int atr;

    @Option(
            names = "--taker-fee",
            paramLabel = "PERCENT",
            defaultValue = "0.05",
            description = "Of one side; counts where the profile says fees: included. Default: ${DEFAULT-VALUE}.")
    private BigDecimal takerFee;

    @Option(names = "--every-price", description = "Prints a row for every price, not only where something happens.")
    private boolean everyPrice;

    @Override
    public Integer call() throws IOException {
        final StopProfile rules = rules();
        final MarketData market = file.open();
        rules.namedTimeframes().forEach(timeframe -> market.requireTimeframe(timeframe.ns()));
        final PathPosition held = position(market);
        return file.write(writer -> {
            final StopPath path =
                    new StopPath(rules, held, atr(), fee(), new PathWriter(writer, held.priceScale(), everyPrice));
            market.read(path);
            tell(path);
        });
    }

    private StopProfile rules() {
        final StopProfile rules = ConfigLoader.loadStopProfile(profile);
        if (rules.trigger() == StopTrigger.MARK) {
            throw wrong("--profile=" + profile + ": trigger: mark can't be followed, price files hold no mark prices");
        }
        return rules;
    }

    private PathPosition position(final MarketData market) {
        final long units = units("--quantity", quantity, market.quantityScale());
        return new PathPosition(
                side == PositionSide.LONG ? units : -units,
                units("--entry", entry, market.priceScale()),
                tick == null ? 1 : units("--tick", tick, market.priceScale()),
                market.priceScale(),
                market.quantityScale());
    }

    private long units(final String option, final BigDecimal value, final int scale) {
        try {
            final long units = Decimals.parse(value.stripTrailingZeros().toPlainString(), scale);
            if (units > 0) {
                return units;
            }
        } catch (final IllegalArgumentException | ArithmeticException e) {
            throw wrong(option + "=" + value.toPlainString() + ": the file's are of at most " + scale + " decimals");
        }
        throw wrong(option + "=" + value.toPlainString() + ": must be above 0");
    }

    private int atr() {
        if (atr < 1) {
            throw wrong("--atr=" + atr + ": must be at least 1");
        }
        return atr;
    }

    private long fee() {
        if (takerFee.signum() < 0 || takerFee.compareTo(BigDecimal.ONE) > 0) {
            throw wrong("--taker-fee=" + takerFee.toPlainString() + ": must be from 0 to 1");
        }
        return takerFee.multiply(PARTS_PER_PERCENT).longValue();
    }

    private ParameterException wrong(final String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void tell(final StopPath path) {
        if (!path.isOver()) {
            spec.commandLine().getErr().println(spec.qualifiedName() + ": the data end before the stop has fired");
        }
    }
}
