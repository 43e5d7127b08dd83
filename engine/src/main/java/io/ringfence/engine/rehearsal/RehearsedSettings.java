package io.ringfence.engine.rehearsal;

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

/** What the stages are made from when many orders are wanted: {@code rehearsal/engine.yaml}, with limits that so many don't reach. */
public final class RehearsedSettings {
    private RehearsedSettings() {}

    /** With this strategy alone. */
    public static StageSettings of(final StrategyKind strategy) {
        final StrategyCatalogue.Found found = new StrategyCatalogue.Found(strategy, "rehearsal", 0);
        return ConfigLoader.parse("rehearsal", text("engine"), text("venue"), Map.of("rehearsal", text("stop")))
                .engine()
                .stages()
                .withStrategies(Strategies.of(StrategyChoice.of(found, List.of(), Map.of())));
    }

    private static String text(final String name) {
        try (InputStream stream = RehearsedSettings.class.getResourceAsStream("/rehearsal/" + name + ".yaml")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
