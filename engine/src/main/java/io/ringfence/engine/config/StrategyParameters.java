package io.ringfence.engine.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a strategy is configured with; the strategy says what is allowed.
 *
 * @param byName as written, in order; those of a section within as {@code section.name}
 */
public record StrategyParameters(Map<String, String> byName) {
    public StrategyParameters {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }
}
