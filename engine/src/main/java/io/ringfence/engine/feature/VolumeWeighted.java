package io.ringfence.engine.feature;

/** A mean price, weighted by volume. */
final class VolumeWeighted {
    private final ExactSum values;
    private final ExactSum volumes;

    VolumeWeighted(final StateLayout layout) {
        values = new ExactSum(layout);
        volumes = new ExactSum(layout);
    }

    void clear(final double[] state, final int at) {
        values.clear(state, at);
        volumes.clear(state, at);
    }

    /** A negative volume takes what was added before away again. */
    void add(final double[] state, final int at, final double price, final double volume) {
        values.addProduct(state, at, price, volume);
        volumes.add(state, at, volume);
    }

    /** Not without volume. */
    boolean isReady(final double[] state, final int at) {
        return volumes.value(state, at) > 0;
    }

    double value(final double[] state, final int at) {
        return values.value(state, at) / volumes.value(state, at);
    }
}
