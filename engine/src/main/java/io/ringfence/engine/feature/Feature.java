package io.ringfence.engine.feature;

import java.util.List;

/**
 * One feature with its parameters: how it goes on with the next bar, and where in its stretch of state its values lie. The
 * object itself never changes but for scratch space; {@code state[at, at + stateLength())} is one series' state, all zero before its first bar.
 *
 * <pre>
 *   cell   0        which values are ready, a bit each
 *          1 …      the values at the last close, one per column; of one that isn't ready, what it last was
 *          then     whatever the feature keeps from bar to bar
 * </pre>
 */
public abstract class Feature {
    static final int READY = 0;
    static final int VALUES = 1;

    /** Instead of the oldest bar, for a feature that follows from its other input alone. */
    static final int NO_BARS = -1;

    private final List<Column> columns;
    private final int[] warmUpBars;
    private final int lookbackBars;
    private final StateLayout layout = new StateLayout();

    /** Scratch space of one update: which values it has set. */
    private long ready;

    /**
     * @param lookbackBars the oldest bar it reads, counted back from the newest, which is 0; or {@link #NO_BARS}
     * @param columns      52 at most, the whole numbers that a double's bits tell apart
     */
    Feature(final int lookbackBars, final Column... columns) {
        this.columns = List.of(columns);
        warmUpBars = this.columns.stream().mapToInt(Column::warmUpBars).toArray();
        this.lookbackBars = lookbackBars;
        layout.take(VALUES + columns.length);
    }

    public final List<Column> columns() {
        return columns;
    }

    /** The oldest bar that it reads, counted back from the newest, which is 0; {@link #NO_BARS} if it reads none. */
    public final int lookbackBars() {
        return lookbackBars;
    }

    /** Cells of state per series. */
    public final int stateLength() {
        return layout.length();
    }

    /** Whether there is a value at the last close. */
    public final boolean isReady(final double[] state, final int at, final int column) {
        return ((long) state[at + READY] & 1L << column) != 0;
    }

    /** The value at the last close, finite; 0 while not ready. */
    public final double value(final double[] state, final int at, final int column) {
        return isReady(state, at, column) ? state[at + VALUES + column] : 0;
    }

    /** Takes the newest of {@code bars}, each once. */
    final void onBar(final double[] state, final int at, final Bars bars) {
        ready = 0;
        update(state, at, bars);
        state[at + READY] = ready;
    }

    /**
     * What {@link #onBar} would make of a copy of the state, of which only the values and what is ready of them are read. Nothing of the state changes. The commonest features,
     * whose next value follows from a few cells, need no copy: that takes longer than the value.
     *
     * @param scratch from its beginning, as long as the state
     */
    void live(final double[] state, final int at, final Bars bars, final double[] scratch) {
        System.arraycopy(state, at, scratch, 0, stateLength());
        onBar(scratch, 0, bars);
    }

    /** The result of {@link #live} with one column; a value that is no finite number is none, as with {@link #set}. */
    static void setLive(final double[] scratch, final boolean isReady, final double value) {
        scratch[READY] = isReady && Math.abs(value) <= Double.MAX_VALUE ? 1 : 0;
        scratch[VALUES] = value;
    }

    /** Goes on with the newest bar, and {@link #set sets} what is ready. */
    abstract void update(double[] state, int at, Bars bars);

    /** The bar with which {@code column} becomes ready, counted from 1. */
    final int warmUpBars(final int column) {
        return warmUpBars[column];
    }

    /** For the building blocks that a feature is made of, while it is made. */
    final StateLayout layout() {
        return layout;
    }

    /** States a value. One that is no finite number is no value: the column stays not ready. */
    final void set(final double[] state, final int at, final int column, final double value) {
        if (Math.abs(value) <= Double.MAX_VALUE) {
            state[at + VALUES + column] = value;
            ready |= 1L << column;
        }
    }
}
