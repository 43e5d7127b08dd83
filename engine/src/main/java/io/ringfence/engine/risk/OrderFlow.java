package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import java.util.Arrays;

/**
 * How many entries go out and come back filled: of the account (row 0) and of each instrument. Owned by {@code orders}; flat rows.
 */
final class OrderFlow {
    static final int ACCOUNT = 0;

    private static final Bucket SECOND = new Bucket(1_000_000_000L);
    private static final Bucket MINUTE = new Bucket(60_000_000_000L);

    private static final int SECOND_FULL_NS = 0;
    private static final int MINUTE_FULL_NS = 1;
    private static final int EXECUTIONS_FULL_NS = 2;
    private static final int PAUSED_UNTIL_NS = 3;
    private static final int PAUSE_VALUE = 4;
    private static final int LAST_SIDE = 5;
    private static final int LAST_QUANTITY = 6;
    private static final int LAST_NS = 7;
    private static final int SIGNAL_ORDERS = 8;
    private static final int SIGNAL_QUANTITY = 9;
    private static final int SIGNAL_FILLED = 10;
    /** From 1; 0: nobody's yet. */
    private static final int STRATEGY = 11;

    private static final int STRIDE = 12;

    private final LimitTable limits;
    private final long[] rows;

    OrderFlow(final LimitTable limits, final int maxInstruments) {
        this.limits = limits;
        rows = new long[(maxInstruments + 1) * STRIDE];
    }

    static long stateBytes(final int highestInstrument) {
        return (highestInstrument + 1L) * STRIDE * Long.BYTES;
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putLongs(rows, 0, (highestInstrument + 1) * STRIDE);
    }

    void load(final StateReader state, final int highestInstrument) {
        state.getLongs(rows, 0, (highestInstrument + 1) * STRIDE);
    }

    /** The clock may be another: no wait may be longer than it was meant. */
    void generationStarted() {
        for (int row = 0; row < rows.length; row += STRIDE) {
            Arrays.fill(rows, row, row + PAUSED_UNTIL_NS, 0);
            rows[row + LAST_NS] = 0;
        }
    }

    /** A strategy wants something new of {@code instrument}. */
    void signal(final int instrument, final int strategy) {
        final int row = instrument * STRIDE;
        rows[row + STRATEGY] = strategy + 1;
        rows[row + SIGNAL_ORDERS] = 0;
        rows[row + SIGNAL_QUANTITY] = 0;
        rows[row + SIGNAL_FILLED] = 0;
    }

    /** The strategies are others: the last signals are nobody's. */
    void disown() {
        for (int row = 0; row < rows.length; row += STRIDE) {
            rows[row + STRATEGY] = 0;
        }
    }

    /** Whose signal was the last; before any, the first: its limits count. */
    int strategy(final int instrument) {
        return Math.max(0, owner(instrument));
    }

    /** Whose signal was the last; -1: nobody's. */
    int owner(final int instrument) {
        return (int) rows[instrument * STRIDE + STRATEGY] - 1;
    }

    /** {@code entry} goes out. */
    void placed(final Entry entry) {
        final int row = entry.instrument() * STRIDE;
        take(ACCOUNT, limits.of(RiskLimit.ORDERS_PER_SECOND), limits.of(RiskLimit.ORDERS_PER_MINUTE), entry.nowNs());
        take(
                row,
                limits.of(RiskLimit.ORDERS_PER_SECOND, entry),
                limits.of(RiskLimit.ORDERS_PER_MINUTE, entry),
                entry.nowNs());
        rows[row + LAST_SIDE] = entry.side();
        rows[row + LAST_QUANTITY] = entry.quantity();
        rows[row + LAST_NS] = entry.nowNs();
        rows[row + SIGNAL_QUANTITY] = rows[row + SIGNAL_ORDERS] == 0 ? entry.quantity() : rows[row + SIGNAL_QUANTITY];
        rows[row + SIGNAL_ORDERS]++;
    }

    private void take(final int row, final long perSecond, final long perMinute, final long nowNs) {
        rows[row + SECOND_FULL_NS] = SECOND.take(rows[row + SECOND_FULL_NS], perSecond, nowNs);
        rows[row + MINUTE_FULL_NS] = MINUTE.take(rows[row + MINUTE_FULL_NS], perMinute, nowNs);
    }

    /** An entry of {@code instrument} was filled by {@code quantity}; one order counts once, with its first fill. */
    void filled(final int instrument, final long quantity, final boolean first, final long nowNs) {
        final int row = instrument * STRIDE;
        rows[row + SIGNAL_FILLED] += quantity;
        if (first) {
            final int strategy = strategy(instrument);
            executed(ACCOUNT, limits.of(RiskLimit.MAX_EXECUTIONS), limits.of(RiskLimit.EXECUTION_PAUSE), nowNs);
            executed(
                    row,
                    limits.of(RiskLimit.MAX_EXECUTIONS, strategy, instrument),
                    limits.of(RiskLimit.EXECUTION_PAUSE, strategy, instrument),
                    nowNs);
        }
    }

    private void executed(final int row, final long limit, final long pauseNs, final long nowNs) {
        if (limit == RiskLimit.OFF) {
            return;
        }
        rows[row + EXECUTIONS_FULL_NS] = MINUTE.take(rows[row + EXECUTIONS_FULL_NS], limit, nowNs);
        final long taken = MINUTE.taken(rows[row + EXECUTIONS_FULL_NS], limit, nowNs);
        if (taken > limit) {
            rows[row + PAUSED_UNTIL_NS] = pauseNs == RiskLimit.OFF ? Long.MAX_VALUE : nowNs + pauseNs;
            rows[row + PAUSE_VALUE] = taken;
        }
    }

    /** A person says that entries may go on. */
    void lift(final int instrument) {
        rows[instrument * STRIDE + PAUSED_UNTIL_NS] = 0;
    }

    /** Entries that were filled within a minute when that was too many, while their pause lasts; otherwise 0. */
    long executionsOfPause(final int instrument, final long nowNs) {
        final int row = instrument * STRIDE;
        return nowNs < rows[row + PAUSED_UNTIL_NS] ? rows[row + PAUSE_VALUE] : 0;
    }

    /** Orders of the last second that count against {@code limit}. */
    long ofSecond(final int instrument, final long limit, final long nowNs) {
        return SECOND.taken(rows[instrument * STRIDE + SECOND_FULL_NS], limit, nowNs);
    }

    /** Orders of the last minute that count against {@code limit}. */
    long ofMinute(final int instrument, final long limit, final long nowNs) {
        return MINUTE.taken(rows[instrument * STRIDE + MINUTE_FULL_NS], limit, nowNs);
    }

    /** Entries decided for the present signal. */
    long signalOrders(final int instrument) {
        return rows[instrument * STRIDE + SIGNAL_ORDERS];
    }

    /** What the first entry of the present signal asked for and isn't filled yet; {@code standard} before the first. */
    long signalRest(final int instrument, final long standard) {
        final int row = instrument * STRIDE;
        return rows[row + SIGNAL_ORDERS] == 0
                ? standard
                : Math.max(0, rows[row + SIGNAL_QUANTITY] - rows[row + SIGNAL_FILLED]);
    }

    /** How long ago the same order went out; {@link Long#MAX_VALUE}: never. */
    long sameAgoNs(final Entry entry) {
        final int row = entry.instrument() * STRIDE;
        final boolean same = rows[row + LAST_NS] != 0
                && rows[row + LAST_SIDE] == entry.side()
                && rows[row + LAST_QUANTITY] == entry.quantity();
        return same ? entry.nowNs() - rows[row + LAST_NS] : Long.MAX_VALUE;
    }
}
