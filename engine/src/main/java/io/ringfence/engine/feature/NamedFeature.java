package io.ringfence.engine.feature;

import java.util.List;

/**
 * A feature and what it is called with its parameters.
 *
 * @param name {@code macd_12_26_9}
 */
public record NamedFeature(String name, Feature feature) {
    /** The names of its columns: {@code macd_12_26_9_line}, or its own where it has but one. */
    public List<String> columnNames() {
        return feature.columns().stream()
                .map(column -> column.name().isEmpty() ? name : name + "_" + column.name())
                .toList();
    }
}
