package io.ringfence.engine.campaign;

import java.util.SplittableRandom;

/** When an engine is killed. */
enum Moment {
    /** Some time after it is guarded, while it trades. */
    TRADING(6),
    /** In the first moments of its start: recovery itself. */
    STARTING(6),
    /** When an order has just reached the venue. */
    ORDER(6),
    /** While a snapshot is taken and written. */
    SNAPSHOT(4),
    /** When a log has just gone over to its next segment. */
    SEGMENT(4),
    /** When the next segment is being made. */
    PREPARING(2),
    /** After it stood still for longer than every timeout. */
    STANDSTILL(1);

    private final int weight;

    Moment(final int weight) {
        this.weight = weight;
    }

    static Moment draw(final SplittableRandom random) {
        int total = 0;
        for (final Moment moment : values()) {
            total += moment.weight;
        }
        int left = random.nextInt(total);
        for (final Moment moment : values()) {
            left -= moment.weight;
            if (left < 0) {
                return moment;
            }
        }
        throw new AssertionError("weights");
    }
}
