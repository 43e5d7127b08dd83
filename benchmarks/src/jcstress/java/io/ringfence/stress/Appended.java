package io.ringfence.stress;

import io.ringfence.engine.record.JournalStage;
import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.stage.Slot;
import io.ringfence.journal.event.EventLayout;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** What the outbox asks the journal before an order leaves: whoever sees an event as appended sees what was appended. */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = Expect.ACCEPTABLE, desc = "nothing is appended yet")
@Outcome(id = "1, 7, 7", expect = Expect.ACCEPTABLE, desc = "appended, and to be seen")
@Outcome(id = "0, 7, 7", expect = Expect.ACCEPTABLE, desc = "appended just after it was asked")
@Outcome(id = "0, 7, 0", expect = Expect.ACCEPTABLE, desc = "written to the log and not appended yet")
@Outcome(id = "0, 0, 7", expect = Expect.ACCEPTABLE, desc = "the log's words come in any order until it is appended")
@Outcome(expect = Expect.FORBIDDEN, desc = "appended before it can be seen")
@State
public class Appended {
    private static final int FIRST = 64;
    private static final int LAST = 128;

    private final EventRing ring = new EventRing(EventRing.MIN_SIZE);
    /** Plain memory, as the log's is. */
    private long first;

    private long last;
    private final JournalStage journal = new JournalStage((sequence, buffer, offset, lengthBytes) -> {
        first = buffer.getLong(offset + FIRST);
        last = buffer.getLong(offset + LAST);
    });

    @Actor
    public void journal() {
        final Slot slot = ring.slot(ring.claim());
        EventLayout.stamp(slot.event(), 0, 1, 1, 1);
        slot.event().putLong(FIRST, 7);
        slot.event().putLong(LAST, 7);
        slot.eventBytes(LAST + Long.BYTES);
        journal.onEvent(slot);
    }

    @Actor
    public void outbox(final JJJ_Result seen) {
        seen.r1 = journal.appended();
        seen.r2 = first;
        seen.r3 = last;
    }
}
