package io.ringfence.engine.config;

import java.util.List;
import java.util.Optional;

/**
 * One of the strategies that an engine runs.
 *
 * @param name        of the strategy, shipped or in a plug-in
 * @param instruments symbols; empty means all that the engine is configured with
 * @param parameters  the strategy's own
 * @param sizing      of its entries, if not as everybody's
 */
record StrategySettings(
        String name,
        @Default("[]") List<String> instruments,
        @Default("{}") StrategyParameters parameters,
        Optional<SizingSettings> sizing) {}
