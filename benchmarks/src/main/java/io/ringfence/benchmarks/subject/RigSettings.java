package io.ringfence.benchmarks.subject;

import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.config.Strategies;
import io.ringfence.engine.config.StrategyChoice;
import io.ringfence.engine.plugin.StrategyCatalogue;
import io.ringfence.engine.strategy.StrategyKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What the stages are made from when they are measured: {@code rig/engine.yaml}, and a strategy that trades often. */
public final class RigSettings {
    private RigSettings() {}

    /** @param quotesPerTurn of an instrument, 1 and up: every so many the strategy turns its mind */
    public static StageSettings turning(final int quotesPerTurn) {
        return of(new FlipOften(quotesPerTurn));
    }

    /** A position at this bid, in units, on the one side and the other in turn; stops end it. */
    public static StageSettings enteringAt(final long bid) {
        return of(new EitherSide(bid));
    }

    private static StageSettings of(final StrategyKind strategy) {
        final StrategyCatalogue.Found found = new StrategyCatalogue.Found(strategy, "benchmarks", 0);
        return shipped().withStrategies(Strategies.of(StrategyChoice.of(found, List.of(), Map.of())));
    }

    private static StageSettings shipped() {
        return ConfigLoader.parse("rig", text("engine"), text("venue"), Map.of("rig", text("stop")))
                .engine()
                .stages();
    }

    private static String text(final String name) {
        try (InputStream stream = RigSettings.class.getResourceAsStream("/rig/" + name + ".yaml")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
