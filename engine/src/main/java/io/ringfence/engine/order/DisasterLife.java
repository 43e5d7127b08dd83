package io.ringfence.engine.order;

import io.ringfence.journal.message.DisasterState;

/**
 * The states of a stop of ours at the venue:
 *
 * <pre>
 *   PLACED ──taken──▶ RESTING ──price──▶ FIRED: an order from here on, see OrderLife
 *     │                  │
 *     │ no answer        │ no longer wanted
 *     └───▶ CANCELLING ◀─┘
 *               │
 *               └── cancelled, not known (any more), refused, not sent ──▶ GONE
 * </pre>
 *
 * One of which nobody knows whether it rests is cancelled by its name, which settles it either way. One that turns out to rest
 * although it was given up is RESTING again, and is cancelled if there is another.
 */
enum DisasterLife {
    PLACED(DisasterState.PLACED),
    RESTING(DisasterState.RESTING),
    CANCELLING(DisasterState.CANCELLING),
    FIRED(DisasterState.FIRED),
    GONE(DisasterState.GONE);

    private static final DisasterLife[] VALUES = values();

    private final DisasterState state;

    DisasterLife(final DisasterState state) {
        this.state = state;
    }

    /** As records write it. */
    DisasterState state() {
        return state;
    }

    static DisasterLife of(final int ordinal) {
        return VALUES[ordinal];
    }

    boolean isEnded() {
        return this == FIRED || this == GONE;
    }
}
