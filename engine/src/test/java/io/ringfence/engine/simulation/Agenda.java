package io.ringfence.engine.simulation;

import java.util.PriorityQueue;

/** What will happen at a time known now; at the same time in the order in which it was put down. */
final class Agenda {
    static final long NEVER = Long.MAX_VALUE;

    private record Item(long timeNs, long number, Runnable what) implements Comparable<Item> {
        @Override
        public int compareTo(final Item other) {
            return timeNs == other.timeNs ? Long.compare(number, other.number) : Long.compare(timeNs, other.timeNs);
        }
    }

    private final PriorityQueue<Item> items = new PriorityQueue<>();
    private long number;
    private long nextNs = NEVER;

    void at(final long timeNs, final Runnable what) {
        items.add(new Item(timeNs, number++, what));
        nextNs = Math.min(nextNs, timeNs);
    }

    /** {@link #NEVER} if there is nothing. */
    long nextNs() {
        return nextNs;
    }

    void runNext() {
        final Item item = items.remove();
        nextNs = items.isEmpty() ? NEVER : items.peek().timeNs();
        item.what().run();
    }
}
