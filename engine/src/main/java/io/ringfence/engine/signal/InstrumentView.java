package io.ringfence.engine.signal;

import io.ringfence.engine.stage.IndicatorRow;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.strategy.Indicator;
import io.ringfence.engine.strategy.Intent;
import io.ringfence.engine.strategy.Memory;
import io.ringfence.engine.strategy.View;
import java.util.Arrays;

/**
 * What strategies know of every instrument, in flat rows, and the view of one of them. A strategy's memories come first in its
 * instruments' rows, then the latest values of its indicators. Owned by {@code signals}; allocates nothing.
 */
final class InstrumentView implements View {
    private static final byte NO_TARGET = Byte.MIN_VALUE;
    private static final int QUANTITY = 0;
    private static final int ENTRY_PRICE = 1;
    private static final int LAST_PRICE = 2;
    /** How far the present target has come. */
    private static final int PROGRESS = 3;

    private static final int POSITION = 4;
    private static final long WAITING = 0;
    private static final long HELD = 1;
    private static final long CLOSED = 2;

    private final int stride;
    private final double[] cells;
    private final long[] positions;
    private final byte[] targets;

    private int instrument;
    private int memories;
    private long timeNs;

    /** @param stride the most memories and indicators that a strategy has */
    InstrumentView(final int maxInstruments, final int stride) {
        this.stride = stride;
        cells = new double[(maxInstruments + 1) * stride];
        positions = new long[(maxInstruments + 1) * POSITION];
        targets = new byte[maxInstruments + 1];
        Arrays.fill(targets, NO_TARGET);
    }

    /** No value is ready from the start. */
    void begin(final int instrument, final int memories, final int indicators) {
        positions[instrument * POSITION + PROGRESS] = WAITING;
        final int at = instrument * stride + memories;
        Arrays.fill(cells, at, at + indicators, IndicatorRow.NOT_READY);
    }

    /** Shows that instrument from now on. */
    InstrumentView show(final int instrument, final int memories, final long timeNs) {
        this.instrument = instrument;
        this.memories = memories;
        this.timeNs = timeNs;
        return this;
    }

    void putValue(final int indicator, final double value) {
        cells[instrument * stride + memories + indicator] = value;
    }

    void position(final int instrument, final long quantity, final long entryPrice) {
        positions[instrument * POSITION + QUANTITY] = quantity;
        positions[instrument * POSITION + ENTRY_PRICE] = entryPrice;
        follow(instrument * POSITION, targets[instrument]);
    }

    private void follow(final int row, final int target) {
        final long side = Long.signum(positions[row + QUANTITY]);
        if (side == 0 && positions[row + PROGRESS] == HELD) {
            positions[row + PROGRESS] = CLOSED;
        } else if (side != 0 && side == target && positions[row + PROGRESS] == WAITING) {
            positions[row + PROGRESS] = HELD;
        }
    }

    void lastPrice(final int instrument, final long price) {
        positions[instrument * POSITION + LAST_PRICE] = price;
    }

    long lastPrice() {
        return positions[instrument * POSITION + LAST_PRICE];
    }

    /** Whether {@code target} is another than the one that was stated before, if one was. */
    boolean isNews(final int target) {
        return targets[instrument] != target;
    }

    void target(final int target) {
        targets[instrument] = (byte) target;
        positions[instrument * POSITION + PROGRESS] = WAITING;
        follow(instrument * POSITION, target);
    }

    double valueAt(final int indicator) {
        return cells[instrument * stride + memories + indicator];
    }

    @Override
    public int instrument() {
        return instrument;
    }

    @Override
    public long timeNs() {
        return timeNs;
    }

    @Override
    public boolean isReady(final Indicator indicator) {
        return !Double.isNaN(valueAt(indicator.index()));
    }

    @Override
    public double value(final Indicator indicator) {
        return valueAt(indicator.index());
    }

    @Override
    public long position() {
        return positions[instrument * POSITION + QUANTITY];
    }

    @Override
    public long entryPrice() {
        return positions[instrument * POSITION + ENTRY_PRICE];
    }

    @Override
    public int target() {
        return targets[instrument] == NO_TARGET ? Intent.FLAT : targets[instrument];
    }

    @Override
    public boolean wasClosed() {
        return positions[instrument * POSITION + PROGRESS] == CLOSED;
    }

    @Override
    public double recall(final Memory memory) {
        return cells[instrument * stride + memory.index()];
    }

    @Override
    public void remember(final Memory memory, final double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("memory=" + memory.index() + " value=" + value + ": must be finite");
        }
        cells[instrument * stride + memory.index()] = value;
    }

    long stateBytes(final int highestInstrument) {
        final long rows = highestInstrument + 1L;
        return rows * (stride * Double.BYTES + POSITION * Long.BYTES + 1) + Long.BYTES;
    }

    void savePositions(final StateWriter state, final int highestInstrument) {
        state.putLongs(positions, 0, (highestInstrument + 1) * POSITION);
    }

    void loadPositions(final StateReader state, final int highestInstrument) {
        state.getLongs(positions, 0, (highestInstrument + 1) * POSITION);
    }

    /** All but the positions. */
    void save(final StateWriter state, final int highestInstrument) {
        state.putDoubles(cells, 0, (highestInstrument + 1) * stride);
        state.putBytes(targets, 0, highestInstrument + 1);
    }

    void load(final StateReader state, final int highestInstrument) {
        state.getDoubles(cells, 0, (highestInstrument + 1) * stride);
        state.getBytes(targets, 0, highestInstrument + 1);
    }
}
