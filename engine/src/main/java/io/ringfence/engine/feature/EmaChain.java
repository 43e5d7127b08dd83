package io.ringfence.engine.feature;

/** An EMA of an EMA of an EMA: each takes the one before as soon as that is ready. */
final class EmaChain {
    private final Smoothing[] links;

    EmaChain(final StateLayout layout, final int... lengths) {
        links = new Smoothing[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            links[i] = Smoothing.exponential(layout, lengths[i]);
        }
    }

    void update(final double[] state, final int at, final double value) {
        double input = value;
        for (int i = 0; i < links.length; i++) {
            links[i].update(state, at, input);
            if (!links[i].isReady(state, at)) {
                return;
            }
            input = links[i].value(state, at);
        }
    }

    /** Whether the last link is. */
    boolean isReady(final double[] state, final int at) {
        return links[links.length - 1].isReady(state, at);
    }

    double value(final double[] state, final int at, final int link) {
        return links[link].value(state, at);
    }

    double last(final double[] state, final int at) {
        return value(state, at, links.length - 1);
    }
}
