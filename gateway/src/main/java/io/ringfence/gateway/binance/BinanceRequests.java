package io.ringfence.gateway.binance;

import io.ringfence.gateway.clock.EngineClock;
import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.session.OrderRequestEncoder;
import io.ringfence.journal.message.DisasterCancelledDecoder;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderCancelledDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderQueriedDecoder;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Binance's requests as an order entry session wants them, with the engine's clock as their timestamp. Owned by its loop. */
public final class BinanceRequests implements OrderRequestEncoder {
    private final OrderEncoder orders;
    private final SessionLogonEncoder logon;
    private final EngineClock clock;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    public BinanceRequests(
            final InstrumentDirectory directory, final Credentials credentials, final EngineClock clock) {
        this.orders = new OrderEncoder(directory, credentials, RestSigner.RECEIVE_WINDOW_MS);
        this.logon = orders.needsLogon() ? new SessionLogonEncoder(credentials, RestSigner.RECEIVE_WINDOW_MS) : null;
        this.clock = clock;
    }

    @Override
    public int encodeOrder(
            final DirectBuffer record, final int offset, final int lengthBytes, final MutableDirectBuffer target) {
        header.wrap(record, offset);
        return switch (header.templateId()) {
            case OrderPlacedDecoder.TEMPLATE_ID -> orders.encodePlace(record, offset, timestampMs(), target, 0);
            case OrderCancelledDecoder.TEMPLATE_ID -> orders.encodeCancel(record, offset, timestampMs(), target, 0);
            case OrderQueriedDecoder.TEMPLATE_ID -> orders.encodeQuery(record, offset, timestampMs(), target, 0);
            case DisasterPlacedDecoder.TEMPLATE_ID -> orders.encodeAlgoPlace(record, offset, timestampMs(), target, 0);
            case DisasterCancelledDecoder.TEMPLATE_ID ->
                orders.encodeAlgoCancel(record, offset, timestampMs(), target, 0);
            default -> throw new IllegalArgumentException("templateId=" + header.templateId() + " is no request");
        };
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
