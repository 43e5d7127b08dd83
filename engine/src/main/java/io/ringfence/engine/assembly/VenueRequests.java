package io.ringfence.engine.assembly;

import io.ringfence.gateway.binance.InstrumentDirectory;
import io.ringfence.gateway.binance.OrderEncoder;
import io.ringfence.gateway.binance.SessionLogonEncoder;
import io.ringfence.gateway.clock.EngineClock;
import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.session.OrderRequestEncoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Binance's requests with the engine's clock as their timestamp. Owned by the orders loop. */
final class VenueRequests implements OrderRequestEncoder {
    private static final long RECEIVE_WINDOW_MS = 5_000;

    private final OrderEncoder orders;
    private final SessionLogonEncoder logon;
    private final EngineClock clock;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    VenueRequests(final InstrumentDirectory directory, final Credentials credentials, final EngineClock clock) {
        this.orders = new OrderEncoder(directory, credentials, RECEIVE_WINDOW_MS);
        this.logon = orders.needsLogon() ? new SessionLogonEncoder(credentials, RECEIVE_WINDOW_MS) : null;
        this.clock = clock;
    }

    @Override
    public int encodeOrder(
            final DirectBuffer record, final int offset, final int lengthBytes, final MutableDirectBuffer target) {
        header.wrap(record, offset);
        return header.templateId() == OrderPlacedDecoder.TEMPLATE_ID
                ? orders.encodePlace(record, offset, timestampMs(), target, 0)
                : orders.encodeCancel(record, offset, timestampMs(), target, 0);
    }

    @Override
    public int encodeLogon(final long requestId, final MutableDirectBuffer target) {
        if (logon == null) {
            return NO_LOGON;
        }
        final byte[] request = logon.encode(requestId, timestampMs());
        target.putBytes(0, request);
        return request.length;
    }

    private long timestampMs() {
        return TimeUnit.NANOSECONDS.toMillis(clock.timeNs());
    }
}
