package io.ringfence.gateway.binance;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.session.SnapshotConsumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encodes book snapshots on the blocking side into the hand-over, one after the other, so that parts stay in order. */
public final class SnapshotEncoding implements SnapshotConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotEncoding.class);

    private final InstrumentDirectory directory;
    private final DepthSnapshotEncoder encoder;
    private final EventSink sink;

    /** @param sink a hand-over sink that waits for room */
    public SnapshotEncoding(final InstrumentDirectory directory, final DecodeErrors errors, final EventSink sink) {
        this.directory = directory;
        this.encoder = new DepthSnapshotEncoder(directory, errors);
        this.sink = sink;
    }

    @Override
    public synchronized void onSnapshot(final int instrument, final byte[] body) {
        if (!encoder.read(instrument, new UnsafeBuffer(body), 0, body.length)) {
            LOG.warn("depth snapshot of {} isn't understood; bytes={}", directory.symbol(instrument), body.length);
        } else {
            encoder.publish(sink);
        }
    }
}
