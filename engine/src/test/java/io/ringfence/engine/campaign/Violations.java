package io.ringfence.engine.campaign;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What must not be, each told once and at once. Any thread. */
final class Violations {
    private final Set<String> found = new LinkedHashSet<>();
    private final PrintStream out;

    Violations(final PrintStream out) {
        this.out = out;
    }

    synchronized void add(final String text) {
        if (found.add(text)) {
            out.println("VIOLATION " + text);
        }
    }

    void require(final boolean holds, final String otherwise) {
        if (!holds) {
            add(otherwise);
        }
    }

    synchronized int count() {
        return found.size();
    }

    synchronized List<String> all() {
        return new ArrayList<>(found);
    }
}
