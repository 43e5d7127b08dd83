package io.ringfence.journal.dump;

import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.event.InstrumentScales;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.number.Decimals;
import io.ringfence.journal.number.Money;
import java.io.IOException;
import java.util.Optional;

/**
 * The vocabulary of both printers: a record's fields in the units of the instrument it concerns. Prices and quantities of
 * an instrument that was never defined are bare mantissas, as numbers instead of text.
 */
final class RecordFields {
    private static final String NULL_VALUE = "NULL_VAL";

    private final RecordOutput out;
    private final KnownInstruments instruments;
    private final ClientOrderId orderId = new ClientOrderId();
    private Optional<InstrumentScales> instrument = Optional.empty();

    RecordFields(final RecordOutput out, final KnownInstruments instruments) {
        this.out = out;
        this.instruments = instruments;
    }

    void begin(final long sequence, final String type, final int instrumentId) throws IOException {
        out.begin(sequence, type);
        instrument = instruments.byId(instrumentId);
        if (instrumentId == 0) {
            out.nothing("instrument");
        } else {
            out.text("instrument", instrument.map(InstrumentScales::symbol).orElse("#" + instrumentId));
        }
    }

    void end() throws IOException {
        out.end();
    }

    RecordFields price(final String name, final long mantissa) throws IOException {
        return instrument.isPresent() ? scaled(name, mantissa, instrument.get().priceScale()) : number(name, mantissa);
    }

    RecordFields quantity(final String name, final long mantissa) throws IOException {
        return instrument.isPresent()
                ? scaled(name, mantissa, instrument.get().quantityScale())
                : number(name, mantissa);
    }

    RecordFields money(final String name, final long value) throws IOException {
        return scaled(name, value, Money.SCALE);
    }

    RecordFields number(final String name, final long value) throws IOException {
        out.number(name, value);
        return this;
    }

    RecordFields hex(final String name, final long value) throws IOException {
        out.text(name, String.format("%016x", value));
        return this;
    }

    RecordFields time(final String name, final long timeNs, final long noTime) throws IOException {
        if (timeNs == noTime) {
            out.nothing(name);
        } else {
            out.time(name, timeNs);
        }
        return this;
    }

    RecordFields time(final String name, final long timeNs) throws IOException {
        out.time(name, timeNs);
        return this;
    }

    RecordFields real(final String name, final double value) throws IOException {
        out.real(name, value);
        return this;
    }

    RecordFields flag(final String name, final Flag value) throws IOException {
        out.flag(name, value == Flag.YES);
        return this;
    }

    RecordFields word(final String name, final Enum<?> value) throws IOException {
        if (value.name().equals(NULL_VALUE)) {
            out.nothing(name);
        } else {
            out.text(name, value.name());
        }
        return this;
    }

    RecordFields text(final String name, final String value) throws IOException {
        out.text(name, value);
        return this;
    }

    /** All zero: not an order of ours. */
    RecordFields orderId(final OrderIdDecoder id) throws IOException {
        if (id.engine() == 0 && id.epoch() == 0 && id.sequence() == 0 && id.index() == 0) {
            out.nothing("orderId");
        } else {
            orderId.set(id.engine(), id.epoch(), id.sequence(), id.index());
            out.text("orderId", orderId.toString());
        }
        return this;
    }

    RecordOutput out() {
        return out;
    }

    private RecordFields scaled(final String name, final long mantissa, final int scale) throws IOException {
        out.text(name, Decimals.format(mantissa, scale));
        return this;
    }
}
