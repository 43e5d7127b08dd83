package io.ringfence.journal.view;

import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.Side;

/**
 * An order without an end when a generation begins, in its instrument's units.
 *
 * @param orderId  the client order id
 * @param filled   of {@code quantity}
 * @param sequence of the event that it was decided at, in its own generation
 */
public record OrderAtStart(
        String orderId,
        int instrument,
        Side side,
        OrderPurpose purpose,
        long quantity,
        long filled,
        OrderState state,
        long sequence) {}
