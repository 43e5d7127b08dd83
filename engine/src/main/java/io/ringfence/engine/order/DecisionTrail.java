package io.ringfence.engine.order;

import io.ringfence.engine.stage.Section;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.SnapshotRequestDecoder;
import io.ringfence.journal.message.StateHashEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Gathers the decisions of all stages, event by event, for the decision log, and keeps a rolling hash over their bytes. Owned by {@code
 * orders}; allocates nothing.
 */
final class DecisionTrail {
    /** A {@code StateHash} is written at every sequence that is a multiple of this, and with every snapshot. */
    static final int HASH_INTERVAL = 65_536;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int MAX_PAYLOAD_BYTES = 8 * 1024;
    private static final long PRIME = 0x9E3779B97F4A7C15L;
    private static final int ROTATION = 29;

    private final UnsafeBuffer payload = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_PAYLOAD_BYTES));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final StateHashEncoder stateHash = new StateHashEncoder();
    private final DecisionSink sink;
    private final int account;

    private int lengthBytes;
    private long decisions;
    private long hash;

    DecisionTrail(final DecisionSink sink, final int account) {
        this.sink = sink;
        this.account = account;
    }

    static long stateBytes() {
        return 2 * Long.BYTES;
    }

    void save(final StateWriter state) {
        state.putLong(decisions);
        state.putLong(hash);
    }

    void load(final StateReader state) {
        decisions = state.getLong();
        hash = state.getLong();
    }

    /** Writes the hash over the decisions of all earlier events, when its turn has come. */
    void writeHash(final Slot slot) {
        if (slot.sequence() % HASH_INTERVAL != 0 && slot.templateId() != SnapshotRequestDecoder.TEMPLATE_ID) {
            return;
        }
        final Section section = slot.section(Slot.ORDERS);
        section.concern(0, account);
        stateHash
                .wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .decisions(decisions)
                .hash(hash);
        section.end(HEADER + stateHash.encodedLength());
    }

    /** Hands the event's decisions to the sink, in stage order. */
    void append(final Slot slot) {
        if (slot.isUndecided()) {
            return;
        }
        lengthBytes = 0;
        gather(slot.portfolio());
        gather(slot.indicators());
        gather(slot.signals());
        gather(slot.stops());
        gather(slot.orders());
        if (lengthBytes > 0) {
            hash = roll(hash, payload, lengthBytes);
            sink.append(slot.sequence(), payload, 0, lengthBytes);
        }
    }

    private void gather(final Section section) {
        if (section.isEmpty()) {
            return;
        }
        payload.putBytes(lengthBytes, section.buffer(), 0, section.lengthBytes());
        lengthBytes += section.lengthBytes();
        decisions += section.count();
    }

    /** Sections are made of whole 4-byte words. */
    private static long roll(final long before, final DirectBuffer bytes, final int lengthBytes) {
        long hash = before;
        for (int at = 0; at < lengthBytes; at += Integer.BYTES) {
            hash = Long.rotateLeft(hash ^ bytes.getInt(at, ByteOrder.LITTLE_ENDIAN), ROTATION) * PRIME;
        }
        return hash;
    }

    long decisions() {
        return decisions;
    }

    long hash() {
        return hash;
    }
}
