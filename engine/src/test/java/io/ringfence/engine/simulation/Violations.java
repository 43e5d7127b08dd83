package io.ringfence.engine.simulation;

import java.util.ArrayList;
import java.util.List;

/** What checkers have found wrong in a seed. */
final class Violations {
    private static final int KEPT = 20;

    private final List<String> all = new ArrayList<>();

    /** @param invariant its letter and number, as in the campaign's description */
    void add(final String invariant, final String what) {
        if (all.size() < KEPT) {
            all.add(invariant + ": " + what);
        }
    }

    void require(final boolean holds, final String invariant, final String what) {
        if (!holds) {
            add(invariant, what);
        }
    }

    boolean any() {
        return !all.isEmpty();
    }

    List<String> all() {
        return List.copyOf(all);
    }
}
