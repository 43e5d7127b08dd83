package io.ringfence.engine.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A feature as the catalogue lists it: made with the parameters that somebody wants. */
public final class FeatureKind {
    private final String name;
    private final List<FeatureParameter> parameters;
    private final Factory factory;

    /** Makes the feature of one timeframe. */
    @FunctionalInterface
    interface Factory {
        Feature make(double[] parameters, long timeframeMs);
    }

    FeatureKind(final String name, final Factory factory, final FeatureParameter... parameters) {
        this.name = name;
        this.factory = factory;
        this.parameters = List.of(parameters);
    }

    /** As it is written in a configuration: {@code bollinger}. */
    public String name() {
        return name;
    }

    public List<FeatureParameter> parameters() {
        return parameters;
    }

    /** With its usual parameters, on bars of {@code timeframeMs}. */
    public NamedFeature usual(final long timeframeMs) {
        return with(Map.of(), timeframeMs);
    }

    /**
     * With these parameters by name, the others as usual, on bars of {@code timeframeMs}.
     *
     * @throws IllegalArgumentException if it has no such parameter, or the value is out of its range
     */
    public NamedFeature with(final Map<String, Double> wanted, final long timeframeMs) {
        refuseUnknown(wanted);
        final double[] values = new double[parameters.size()];
        final List<String> words = new ArrayList<>(List.of(name));
        for (int i = 0; i < values.length; i++) {
            final FeatureParameter parameter = parameters.get(i);
            values[i] = parameter.check(name, wanted.getOrDefault(parameter.name(), parameter.usual()));
            words.add(parameter.text(values[i]));
        }
        return new NamedFeature(String.join("_", words), factory.make(values, timeframeMs));
    }

    private void refuseUnknown(final Map<String, Double> wanted) {
        final List<String> known =
                parameters.stream().map(FeatureParameter::name).toList();
        for (final String key : new TreeSet<>(wanted.keySet())) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException(
                        "feature " + name + " has no parameter '" + key + "'; it has: " + String.join(", ", known));
            }
        }
    }
}
