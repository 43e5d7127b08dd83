package io.ringfence.gateway.simulated;

import io.ringfence.gateway.matching.Fill;
import io.ringfence.gateway.matching.Order;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/** The last 100,000 fills, oldest first. */
final class FillArchive {
    private static final int MAX_FILLS = 100_000;

    private final Deque<Entry> entries = new ArrayDeque<>();

    record Entry(Order order, Fill fill) {}

    void add(final Order order, final Fill fill) {
        if (entries.size() == MAX_FILLS) {
            entries.remove();
        }
        entries.add(new Entry(order, fill));
    }

    Collection<Entry> all() {
        return entries;
    }
}
