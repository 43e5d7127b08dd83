package io.ringfence.benchmarks;

import com.alibaba.fastjson2.util.Fnv;
import io.ringfence.journal.event.ClientOrderId;
import org.agrona.concurrent.UnsafeBuffer;

/** The fields of an execution report, whose keys come in an order of their own. */
final class ReadReport {
    static final long ACCOUNT_ASSET = Fnv.hashCode64("USDT");

    private final ClientOrderId orderId = new ClientOrderId();
    private final UnsafeBuffer text = new UnsafeBuffer(new byte[ClientOrderId.TEXT_LENGTH]);
    boolean ours;
    long timeNs;
    long venueOrderId;
    long tradeId;
    long price;
    long quantity;
    long lastPrice;
    long lastQuantity;
    long cumulativeQuantity;
    long fee;
    boolean feeInAccountAsset;
    long profit;
    int side;
    int executionType;
    int status;
    boolean maker;
    boolean reduceOnly;

    void clear() {
        ours = false;
        tradeId = 0;
        price = 0;
        lastPrice = 0;
        lastQuantity = 0;
        fee = 0;
        feeInAccountAsset = true;
        profit = 0;
        maker = false;
        reduceOnly = false;
    }

    /** Takes an order's name; whether it is one of ours. */
    boolean orderId(final char[] name, final int from, final int length) {
        if (length != ClientOrderId.TEXT_LENGTH) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            text.putByte(i, (byte) name[from + i]);
        }
        return orderId.parse(text, 0, length);
    }

    /** As the other. */
    boolean orderId(final String name) {
        return name.length() == ClientOrderId.TEXT_LENGTH
                && orderId.parse(text, 0, text.putStringWithoutLengthAscii(0, name));
    }

    void addTo(final DecodedFields fields, final int instrument) {
        fields.add(instrument);
        fields.add(timeNs);
        fields.add(ours ? orderId.engine() : 0);
        fields.add(ours ? orderId.epoch() : 0);
        fields.add(ours ? orderId.sequence() : 0);
        fields.add(ours ? orderId.index() : 0);
        fields.add(venueOrderId);
        fields.add(tradeId);
        fields.add(price);
        fields.add(quantity);
        fields.add(lastPrice);
        fields.add(lastQuantity);
        fields.add(cumulativeQuantity);
        fields.add(feeInAccountAsset ? fee : 0);
        fields.add(profit);
        fields.add(side);
        fields.add(executionType);
        fields.add(status);
        fields.add(maker);
        fields.add(reduceOnly);
    }
}
