package io.ringfence.gateway.simulated;

import io.ringfence.gateway.frames.Frame;
import io.ringfence.gateway.frames.JsonFields;
import io.ringfence.journal.event.Instrument;

/** The fields of the trade that is being played. One instance, overwritten by every trade. */
final class PlayedTrade {
    private final JsonFields fields = new JsonFields();
    private long id;
    private long price;
    private long quantity;
    private long timeMs;
    private boolean buyerIsMaker;
    private boolean marketTrade;

    void read(final Frame frame, final Instrument instrument) {
        marketTrade = true;
        fields.wrap(frame.bytes(), frame.dataOffset(), frame.dataLengthBytes());
        while (fields.next()) {
            switch (fields.shortKey()) {
                case 't' -> id = fields.valueLong();
                case 'p' -> price = fields.valueDecimal(instrument.priceScale());
                case 'q' -> quantity = fields.valueDecimal(instrument.quantityScale());
                case 'T' -> timeMs = fields.valueLong();
                case 'm' -> buyerIsMaker = fields.valueIs("true");
                case 'X' -> marketTrade = fields.valueIs("MARKET");
                default -> {
                    // Not needed here.
                }
            }
        }
    }

    long id() {
        return id;
    }

    long price() {
        return price;
    }

    long quantity() {
        return quantity;
    }

    long timeMs() {
        return timeMs;
    }

    boolean buyerIsMaker() {
        return buyerIsMaker;
    }

    /** False for what the venue calls a trade but isn't: insurance fund, auto-deleveraging. */
    boolean isMarketTrade() {
        return marketTrade;
    }
}
