package io.ringfence.engine.strategy;

/** A number that a strategy keeps for every instrument, as {@link Setup#memory} declared it. Part of every snapshot. */
public final class Memory {
    private final int index;

    Memory(final int index) {
        this.index = index;
    }

    /** Place among the strategy's memories, in the order of declaration. */
    public int index() {
        return index;
    }
}
