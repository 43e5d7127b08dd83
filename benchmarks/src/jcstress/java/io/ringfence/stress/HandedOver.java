package io.ringfence.stress;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.session.HandOver;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** The hand-over ring: an event that the inbound thread takes is whole, with the time that its source gave it. */
@JCStressTest
@Outcome(id = "0, 0, 0", expect = Expect.ACCEPTABLE, desc = "not there yet")
@Outcome(id = "1, 2, 3", expect = Expect.ACCEPTABLE, desc = "whole")
@Outcome(expect = Expect.FORBIDDEN, desc = "torn")
@State
public class HandedOver {
    private static final int CAPACITY_BYTES = 1 << 14;
    private static final int EVENT_BYTES = 64;

    private final HandOver handOver = new HandOver(CAPACITY_BYTES, () -> {});
    private final EventSink sink = handOver.sink();

    @Actor
    public void source() {
        sink.claim().putLong(0, 1);
        sink.claim().putLong(EVENT_BYTES - Long.BYTES, 2);
        sink.received(3);
        sink.commit(EVENT_BYTES);
    }

    @Actor
    public void inbound(final JJJ_Result seen) {
        handOver.drain(
                (buffer, offset, lengthBytes, receivedNanos) -> {
                    seen.r1 = buffer.getLong(offset);
                    seen.r2 = buffer.getLong(offset + EVENT_BYTES - Long.BYTES);
                    seen.r3 = receivedNanos;
                    return true;
                },
                1);
    }
}
