package io.ringfence.journal.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.Side;

/** What is known of one order without an end. Belongs to the view's thread. */
final class OrderPicture {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final InstrumentPicture instrument;
    private final Side side;
    private final OrderPurpose purpose;
    private final long quantity;
    private final long sequence;
    long filled;
    OrderState state = OrderState.DECIDED;

    OrderPicture(
            final String name,
            final InstrumentPicture instrument,
            final Side side,
            final OrderPurpose purpose,
            final long quantity,
            final long sequence) {
        this.name = name;
        this.instrument = instrument;
        this.side = side;
        this.purpose = purpose;
        this.quantity = quantity;
        this.sequence = sequence;
    }

    String name() {
        return name;
    }

    boolean isOf(final InstrumentPicture other) {
        return instrument == other;
    }

    ObjectNode json() {
        return JSON.createObjectNode()
                .put("orderId", name)
                .put("instrument", instrument.name())
                .put("side", side.name())
                .put("purpose", purpose.name())
                .put("quantity", instrument.quantity(quantity))
                .put("filled", instrument.quantity(filled))
                .put("state", state.name())
                .put("sequence", sequence);
    }
}
