package io.ringfence.stress;

import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.stage.Slot;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** The ring between the inbound thread and a lane: whoever sees an event as published sees it whole. */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = Expect.ACCEPTABLE, desc = "nothing is published yet")
@Outcome(id = "1, 7, 16", expect = Expect.ACCEPTABLE, desc = "whole")
@Outcome(expect = Expect.FORBIDDEN, desc = "published before it is whole")
@State
public class Published {
    private final EventRing ring = new EventRing(EventRing.MIN_SIZE);

    @Actor
    public void inbound() {
        final long sequence = ring.claim();
        final Slot slot = ring.slot(sequence);
        slot.event().putLong(Long.BYTES, 7);
        slot.eventBytes(2 * Long.BYTES);
        ring.publish(sequence);
    }

    @Actor
    public void lane(final JJJ_Result seen) {
        seen.r1 = ring.newest();
        if (seen.r1 == 1) {
            final Slot slot = ring.slot(1);
            seen.r2 = slot.event().getLong(Long.BYTES);
            seen.r3 = slot.eventBytes();
        }
    }
}
