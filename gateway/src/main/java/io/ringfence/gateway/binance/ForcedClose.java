package io.ringfence.gateway.binance;

import io.ringfence.journal.message.FillCause;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Tells by its client id whether the venue made an order itself. Source: Binance USD-M user data, {@code ORDER_TRADE_UPDATE}: {@code
 * autoclose-} liquidation, {@code adl_autoclose} automatic deleveraging, {@code settlement_autoclose-} and {@code
 * delivery_autoclose-} settlement. Stateless; any thread; allocates nothing on buffers.
 */
public final class ForcedClose {
    private static final byte[] LIQUIDATION = ascii("autoclose-");
    private static final byte[] ADL = ascii("adl_autoclose");
    private static final byte[] SETTLEMENT = ascii("settlement_autoclose-");
    private static final byte[] DELIVERY = ascii("delivery_autoclose-");

    private ForcedClose() {}

    /** The cause of fills of the order with the client id in {@code buffer}. */
    static FillCause of(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        if (startsWith(LIQUIDATION, buffer, offset, lengthBytes)) {
            return FillCause.LIQUIDATION;
        }
        if (startsWith(ADL, buffer, offset, lengthBytes)) {
            return FillCause.ADL;
        }
        return startsWith(SETTLEMENT, buffer, offset, lengthBytes) || startsWith(DELIVERY, buffer, offset, lengthBytes)
                ? FillCause.SETTLEMENT
                : FillCause.ORDER;
    }

    /** As {@link #of(DirectBuffer, int, int)}, of text. */
    public static FillCause of(final String clientOrderId) {
        final byte[] text = clientOrderId.getBytes(StandardCharsets.UTF_8);
        return of(new UnsafeBuffer(text), 0, text.length);
    }

    private static boolean startsWith(
            final byte[] prefix, final DirectBuffer buffer, final int offset, final int lengthBytes) {
        if (lengthBytes < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (buffer.getByte(offset + i) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
