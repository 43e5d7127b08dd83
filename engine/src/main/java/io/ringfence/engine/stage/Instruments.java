package io.ringfence.engine.stage;

import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.number.Money;

/**
 * What a stage remembers of the instruments' definitions, one flat row per instrument. Every stage has one of its own
 * and fills it from the {@code InstrumentDefinition} events that pass by; nothing is shared between lanes.
 */
public final class Instruments {
    private static final int PRICE_SCALE = 0;
    private static final int QUANTITY_SCALE = 1;
    private static final int TICK_SIZE = 2;
    private static final int LOT_SIZE = 3;
    private static final int MIN_QUANTITY = 4;
    private static final int MAX_QUANTITY = 5;
    private static final int MIN_NOTIONAL = 6;
    private static final int SPOT = 7;
    private static final int STRIDE = 8;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    private final long[] rows;
    /** Asked with every event, so packed close: it follows from the rows. */
    private final boolean[] known;

    private final int maxInstruments;

    private int highest;

    /** @param maxInstruments ids run from 1 to this */
    public Instruments(final int maxInstruments) {
        this.maxInstruments = maxInstruments;
        rows = new long[(maxInstruments + 1) * STRIDE];
        known = new boolean[maxInstruments + 1];
    }

    /** Takes the {@code InstrumentDefinition} in {@code slot}; a later one for the same id replaces its constraints. */
    public void learn(final Slot slot) {
        definition.wrapAndApplyHeader(slot.event(), 0, header);
        final int row = define(
                slot.instrument(),
                definition.priceScale(),
                definition.quantityScale(),
                definition.tickSize(),
                definition.lotSize());
        rows[row + MIN_QUANTITY] = definition.minQuantity();
        rows[row + MAX_QUANTITY] = definition.maxQuantity();
        rows[row + MIN_NOTIONAL] = definition.minNotional();
        rows[row + SPOT] = definition.kind() == MarketKind.SPOT ? 1 : 0;
    }

    private int define(
            final int instrument,
            final int priceScale,
            final int quantityScale,
            final long tickSize,
            final long lotSize) {
        if (instrument < 1 || instrument > maxInstruments) {
            throw new IllegalArgumentException("instrument=" + instrument + " is out of range: 1 to maxInstruments="
                    + maxInstruments + "; raise maxInstruments in the configuration");
        }
        highest = Math.max(highest, instrument);
        final int row = instrument * STRIDE;
        rows[row + PRICE_SCALE] = priceScale;
        rows[row + QUANTITY_SCALE] = quantityScale;
        rows[row + TICK_SIZE] = tickSize;
        rows[row + LOT_SIZE] = lotSize;
        known[instrument] = tickSize != 0;
        return row;
    }

    /** Bytes that {@link #save} writes with ids up to {@code highestInstrument}. */
    public static long stateBytes(final int highestInstrument) {
        return Long.BYTES + (highestInstrument + 1L) * STRIDE * Long.BYTES;
    }

    /** Writes the definitions; first of all that a stage saves, since {@link #highest} says how long its rows are. */
    public void save(final StateWriter state) {
        state.putLong(highest);
        state.putLongs(rows, 0, (highest + 1) * STRIDE);
    }

    /** @throws IncompatibleState if there are more than {@code maxInstruments} */
    public void load(final StateReader state) {
        highest = state.getInt("instruments (limit maxInstruments)", 0, maxInstruments);
        state.getLongs(rows, 0, (highest + 1) * STRIDE);
        for (int instrument = 1; instrument <= highest; instrument++) {
            known[instrument] = rows[instrument * STRIDE + TICK_SIZE] != 0;
        }
    }

    /** Whether {@code instrument} has been defined. */
    public boolean knows(final int instrument) {
        return instrument >= 1 && instrument <= highest && known[instrument];
    }

    /** The highest id defined so far, 0 at first. */
    public int highest() {
        return highest;
    }

    /** Decimals of a price. */
    public int priceScale(final int instrument) {
        return (int) rows[instrument * STRIDE + PRICE_SCALE];
    }

    /** Decimals of a quantity. */
    public int quantityScale(final int instrument) {
        return (int) rows[instrument * STRIDE + QUANTITY_SCALE];
    }

    /** Price units, at least 1. */
    public long tickSize(final int instrument) {
        return rows[instrument * STRIDE + TICK_SIZE];
    }

    /** Quantity units, at least 1. */
    public long lotSize(final int instrument) {
        return rows[instrument * STRIDE + LOT_SIZE];
    }

    public long minQuantity(final int instrument) {
        return rows[instrument * STRIDE + MIN_QUANTITY];
    }

    public long maxQuantity(final int instrument) {
        return rows[instrument * STRIDE + MAX_QUANTITY];
    }

    /** Money, 1e-8. */
    public long minNotional(final int instrument) {
        return rows[instrument * STRIDE + MIN_NOTIONAL];
    }

    public boolean isSpot(final int instrument) {
        return rows[instrument * STRIDE + SPOT] != 0;
    }

    /** Whether the venue would take an order for that much at that price: whole lots of it, by quantity and by worth. */
    public boolean isTradable(final int instrument, final long price, final long quantity) {
        final long lots = quantity / lotSize(instrument) * lotSize(instrument);
        return lots > 0
                && lots >= minQuantity(instrument)
                && notional(instrument, price, lots) >= minNotional(instrument);
    }

    /**
     * {@code price x quantity} as money, 1e-8, rounded half away from zero.
     *
     * @throws ArithmeticException if it does not fit
     */
    public long notional(final int instrument, final long price, final long quantity) {
        return Money.notional(price, quantity, priceScale(instrument), quantityScale(instrument));
    }

    /** {@link #notional} at the middle of two prices, of which {@code sum} is the sum; rounded once, half away from zero. */
    public long notionalAtMiddle(final int instrument, final long sum, final long quantity) {
        return Money.notionalAtMiddle(sum, quantity, priceScale(instrument), quantityScale(instrument));
    }
}
