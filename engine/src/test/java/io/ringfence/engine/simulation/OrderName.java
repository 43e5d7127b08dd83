package io.ringfence.engine.simulation;

import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderIdEncoder;

/** A client order id. */
record OrderName(int engine, int epoch, long sequence, int index) {
    /** Of what is none of ours. */
    static final OrderName FOREIGN = new OrderName(0, 0, 0, 0);

    static OrderName of(final OrderIdDecoder id) {
        return new OrderName(id.engine(), id.epoch(), id.sequence(), id.index());
    }

    void put(final OrderIdEncoder id) {
        id.engine(engine).epoch(epoch).sequence(sequence).index(index);
    }

    @Override
    public String toString() {
        return engine + "." + epoch + "." + sequence + "." + index;
    }
}
