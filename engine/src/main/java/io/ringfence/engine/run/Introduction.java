package io.ringfence.engine.run;

import io.ringfence.engine.assembly.Build;
import io.ringfence.engine.assembly.Engine;
import io.ringfence.engine.config.ClockKind;
import io.ringfence.engine.config.EngineConfig;
import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.config.Mode;
import io.ringfence.engine.config.Names;
import io.ringfence.engine.config.RiskLimit;
import io.ringfence.engine.config.RiskLimits;
import io.ringfence.engine.config.StrategyChoice;
import io.ringfence.engine.config.VenueConfig;
import io.ringfence.journal.event.Instrument;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What an engine says of itself at the start. */
final class Introduction {
    private static final int MOST_NAMED = 20;

    private final Map<String, String> rows = new LinkedHashMap<>();

    /** By what it is about, in the order in which it is said. */
    static Map<String, String> of(final RunOptions options, final Engine engine) {
        final Introduction introduction = new Introduction();
        introduction.introduce(options, engine);
        return introduction.rows;
    }

    private void introduce(final RunOptions options, final Engine engine) {
        final EngineConfig config = options.configuration().engine();
        final VenueConfig venue = options.configuration().venue();
        say("ringfence", Build.version() + " on Java " + Runtime.version().feature());
        say("mode", mode(config.mode(), venue));
        say(
                "venue",
                venue.name() + ", market data from " + venue.marketStreams()
                        + (venue.clock() == ClockKind.PLAYED ? ", engine time is the played market's" : ""));
        say("instruments", instruments(config, engine));
        say("account", account(config));
        config.strategies().choices().forEach(choice -> say("strategy", strategy(choice)));
        say("stop", "profile " + config.stop() + "; when the engine is stopped: " + Names.of(config.onStop()));
        say("limits", limits(config));
        say("lanes", lanes(engine.layout()) + "; ring of " + config.lanes().ringSize());
        say("journal", options.journal() + ", generation " + engine.epoch() + durability(config));
        options.capture().ifPresent(folder -> say("capture", folder.toString()));
    }

    private static String durability(final EngineConfig config) {
        return switch (config.journal().durability()) {
            case PROCESS -> "; an order leaves when its cause is safe from kill -9";
            case DEVICE ->
                "; an order leaves when it and its cause are forced to the disk, for which journal has a lane of its own";
        };
    }

    private void say(final String what, final String text) {
        rows.put(what, text);
    }

    /** What a pattern means is known by now. */
    private static String instruments(final EngineConfig config, final Engine engine) {
        final List<String> symbols =
                engine.instruments().stream().map(Instrument::symbol).toList();
        final String named = String.join(", ", symbols.subList(0, Math.min(MOST_NAMED, symbols.size())));
        final String all = symbols.size() > MOST_NAMED ? named + " ... " + symbols.size() + " in all" : named;
        return config.choice().isOpen() ? config.choice() + ": " + all : all;
    }

    private static String mode(final Mode mode, final VenueConfig venue) {
        return Names.of(mode)
                + switch (mode) {
                    case PAPER -> ": the matching model answers, nothing leaves this machine";
                    case SHADOW -> ": orders are decided and recorded, never sent";
                    case LIVE ->
                        ": orders go to " + venue.api().map(Object::toString).orElse("nowhere");
                };
    }

    private static String account(final EngineConfig config) {
        final String name = config.account().id() + ", in " + config.account().currency();
        return config.mode() == Mode.LIVE
                ? name
                : name + ", beginning with " + config.account().initialBalance().toPlainString();
    }

    private static String strategy(final StrategyChoice choice) {
        return choice.name() + (choice.codeHash() == 0 ? "" : " of " + choice.origin()) + " on "
                + (choice.instruments().isEmpty() ? "all" : String.join(", ", choice.instruments()))
                + (choice.parameters().isEmpty() ? "" : " " + choice.parameters()) + warmUp(choice);
    }

    /** The timeframe that takes longest. */
    private static String warmUp(final StrategyChoice choice) {
        return choice.declared().stream()
                .max(Comparator.comparingLong(
                        one -> one.warmUpBars() * one.timeframe().ns()))
                .map(one -> "; needs " + one.warmUpBars() + " candles of " + one.timeframe())
                .orElse("");
    }

    private static String limits(final EngineConfig config) {
        final RiskLimits limits = config.risk().limits();
        return "entry of " + sizing(config) + ", order up to "
                + limits.text(RiskLimit.MAX_ORDER_NOTIONAL) + ", position up to "
                + limits.text(RiskLimit.MAX_POSITION_NOTIONAL) + ", price band " + limits.text(RiskLimit.PRICE_BAND)
                + "%, quotes up to " + limits.text(RiskLimit.STALE_DATA) + " old, "
                + limits.text(RiskLimit.MAX_IN_FLIGHT) + " orders in flight, daily loss "
                + limits.text(RiskLimit.MAX_DAILY_LOSS) + "%, drawdown " + limits.text(RiskLimit.MAX_DRAWDOWN)
                + "%, leverage " + limits.text(RiskLimit.MAX_LEVERAGE);
    }

    private static String sizing(final EngineConfig config) {
        return config.sizing().notional() > 0
                ? plain(config.sizing().notional()) + " " + config.account().currency()
                : config.sizing().toString();
    }

    private static String lanes(final LaneLayout layout) {
        final String rows = layout.rows().stream().map(Introduction::row).collect(Collectors.joining(" | "));
        return layout.name() + ": inbound" + (layout.inboundInside() ? ", " : " | ") + rows;
    }

    private static String row(final List<String> stages) {
        return String.join(", ", stages);
    }

    private static String plain(final double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
