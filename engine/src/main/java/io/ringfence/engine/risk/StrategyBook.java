package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import java.util.Arrays;
import java.util.List;

/**
 * How each strategy does: profit of its instruments, realised and not, of the day, against its peak, and its losses in a row. An instrument is that
 * strategy's whose signal was its last, and counts from where it stood then: what it had lost before is nobody's fault who came later, and what it
 * brought stays with whoever had it. Other strategies than before begin with nothing. Owned by {@code orders}; flat rows.
 */
final class StrategyBook {
    /** More than one per instrument there never are; beyond these nobody counts. */
    private static final int MOST = 256;

    private static final int NOBODY = -1;

    private static final int DAY_START = 0;
    private static final int PEAK = 1;
    private static final int DEEPEST = 2;
    private static final int LOSSES = 3;
    private static final int COOL_UNTIL_NS = 4;
    /** What instruments have brought that are another's now. */
    private static final int KEPT = 5;

    private static final int STRIDE = 6;
    /** Of {@link #PEAK}: to be taken anew. */
    private static final long FROM_HERE = Long.MIN_VALUE;

    private final AccountBook book;
    private final LimitTable limits;
    private final OrderFlow flow;
    private final int count;
    private final long names;
    private final long[] rows;
    /** Profit of each now, realised and not; brought up to date whenever it is looked at. */
    private final long[] worth;

    private final long[] realized;
    /** Whose an instrument is, and what it had brought when it became that. */
    private final int[] owners;

    private final long[] worthBefore;
    private final long[] netBefore;
    /** What of an instrument is part of the sums; it follows from the rest, so it isn't saved. */
    private final long[] countedWorth;

    private final long[] countedNet;
    private final Changes changes;

    StrategyBook(
            final AccountBook book,
            final LimitTable limits,
            final OrderFlow flow,
            final List<String> strategies,
            final int maxInstruments) {
        this.book = book;
        this.limits = limits;
        this.flow = flow;
        count = Math.min(MOST, limits.strategies());
        names = strategies.hashCode();
        rows = new long[count * STRIDE];
        worth = new long[count];
        realized = new long[count];
        countedWorth = new long[maxInstruments + 1];
        countedNet = new long[maxInstruments + 1];
        owners = new int[maxInstruments + 1];
        Arrays.fill(owners, NOBODY);
        worthBefore = new long[maxInstruments + 1];
        netBefore = new long[maxInstruments + 1];
        changes = new Changes(maxInstruments);
    }

    static long stateBytes(final int highestInstrument) {
        return (4L + MOST * STRIDE) * Long.BYTES + (highestInstrument + 1L) * (2 * Long.BYTES + Integer.BYTES);
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putLong(names);
        state.putLong(count);
        state.putLongs(rows, 0, rows.length);
        state.putInts(owners, 0, highestInstrument + 1);
        state.putLongs(worthBefore, 0, highestInstrument + 1);
        state.putLongs(netBefore, 0, highestInstrument + 1);
    }

    void load(final StateReader state, final int highestInstrument) {
        final boolean same = state.getLong() == names;
        final int saved = state.getInt("strategies", 0, MOST);
        final long[] kept = new long[saved * STRIDE];
        state.getLongs(kept, 0, kept.length);
        state.getInts(owners, 0, highestInstrument + 1);
        state.getLongs(worthBefore, 0, highestInstrument + 1);
        state.getLongs(netBefore, 0, highestInstrument + 1);
        if (same && saved == count) {
            System.arraycopy(kept, 0, rows, 0, rows.length);
        } else {
            Arrays.fill(rows, 0);
            Arrays.fill(owners, NOBODY);
            flow.disown();
        }
        sumUpAnew();
    }

    private void sumUpAnew() {
        for (int strategy = 0; strategy < count; strategy++) {
            worth[strategy] = rows[strategy * STRIDE + KEPT];
            realized[strategy] = rows[strategy * STRIDE + KEPT];
        }
        Arrays.fill(countedWorth, 0);
        Arrays.fill(countedNet, 0);
        allChanged();
    }

    int count() {
        return count;
    }

    /** Profit or owner of {@code instrument} may be another from now on. */
    void changed(final int instrument) {
        changes.add(instrument);
    }

    void allChanged() {
        changes.addAll();
    }

    /** The clock may be another: no wait may be longer than it was meant. */
    void generationStarted(final long nowNs) {
        for (int strategy = 0; strategy < count; strategy++) {
            final long cool = limits.ofStrategy(RiskLimit.LOSS_COOL_DOWN, strategy);
            final int at = strategy * STRIDE + COOL_UNTIL_NS;
            if (cool != RiskLimit.OFF && rows[at] != Long.MAX_VALUE) {
                rows[at] = Math.min(rows[at], nowNs + cool);
            }
        }
    }

    /**
     * Works out what each has earned by now.
     *
     * @throws ArithmeticException if that doesn't fit, each time until it does
     */
    void measure() {
        while (!changes.isEmpty()) {
            recount(changes.newest());
            changes.removeNewest();
        }
        for (int strategy = 0; strategy < count; strategy++) {
            final int row = strategy * STRIDE;
            rows[row + PEAK] = Math.max(rows[row + PEAK], worth[strategy]);
            rows[row + DEEPEST] = Math.max(rows[row + DEEPEST], drawdown(strategy));
        }
    }

    private void recount(final int instrument) {
        final int owner = flow.owner(instrument) < count ? flow.owner(instrument) : NOBODY;
        final long profit = book.worth(instrument);
        final long net = book.net(instrument);
        if (owner != owners[instrument]) {
            handOver(instrument, owner, profit, net);
        }
        if (owner != NOBODY) {
            count(instrument, owner, profit, net);
        }
    }

    /** From now on it is {@code owner}'s; what it has brought to whoever had it stays there. */
    private void handOver(final int instrument, final int owner, final long profit, final long net) {
        final int before = owners[instrument];
        if (before != NOBODY) {
            final long brought = Math.subtractExact(profit, worthBefore[instrument]);
            final int row = before * STRIDE;
            final long sum = Math.addExact(worth[before] - countedWorth[instrument], brought);
            final long realizedSum = Math.addExact(realized[before] - countedNet[instrument], brought);
            rows[row + KEPT] = Math.addExact(rows[row + KEPT], brought);
            worth[before] = sum;
            realized[before] = realizedSum;
        }
        owners[instrument] = owner;
        worthBefore[instrument] = profit;
        netBefore[instrument] = net;
        countedWorth[instrument] = 0;
        countedNet[instrument] = 0;
    }

    private void count(final int instrument, final int owner, final long profit, final long net) {
        final long broughtWorth = Math.subtractExact(profit, worthBefore[instrument]);
        final long broughtNet = Math.subtractExact(net, netBefore[instrument]);
        final long sum = Math.addExact(worth[owner] - countedWorth[instrument], broughtWorth);
        realized[owner] = Math.addExact(realized[owner] - countedNet[instrument], broughtNet);
        worth[owner] = sum;
        countedWorth[instrument] = broughtWorth;
        countedNet[instrument] = broughtNet;
    }

    /** A day begins; behind {@link #measure}. */
    void dayBegins() {
        for (int strategy = 0; strategy < count; strategy++) {
            rows[strategy * STRIDE + DAY_START] = worth[strategy];
        }
    }

    /** A person accepts what was lost: it counts from where {@link #measure} finds it next. */
    void lift() {
        for (int strategy = 0; strategy < count; strategy++) {
            rows[strategy * STRIDE + PEAK] = FROM_HERE;
            rows[strategy * STRIDE + LOSSES] = 0;
            rows[strategy * STRIDE + COOL_UNTIL_NS] = 0;
        }
    }

    /** A position of {@code instrument} was closed, and brought {@code result}. */
    void closed(final int instrument, final long result, final long nowNs) {
        final int strategy = flow.owner(instrument);
        if (strategy < 0 || strategy >= count) {
            return;
        }
        final int row = strategy * STRIDE;
        rows[row + LOSSES] = result < 0 ? rows[row + LOSSES] + 1 : 0;
        if (rows[row + LOSSES] >= limits.ofStrategy(RiskLimit.MAX_LOSSES, strategy)) {
            final long cool = limits.ofStrategy(RiskLimit.LOSS_COOL_DOWN, strategy);
            rows[row + COOL_UNTIL_NS] = cool == RiskLimit.OFF ? Long.MAX_VALUE : nowNs + cool;
        }
    }

    /** Losses in a row of {@code strategy} while they cool down, otherwise 0. */
    long lossesCooling(final int strategy, final long nowNs) {
        return isCounted(strategy) && nowNs < rows[strategy * STRIDE + COOL_UNTIL_NS]
                ? rows[strategy * STRIDE + LOSSES]
                : 0;
    }

    /** Money lost since the day began; negative is a gain. */
    long lossOfDay(final int strategy) {
        return isCounted(strategy) ? Math.subtractExact(rows[strategy * STRIDE + DAY_START], worth[strategy]) : 0;
    }

    /** Money below its peak. */
    long drawdown(final int strategy) {
        return isCounted(strategy) ? Math.subtractExact(rows[strategy * STRIDE + PEAK], worth[strategy]) : 0;
    }

    long deepest(final int strategy) {
        return rows[strategy * STRIDE + DEEPEST];
    }

    long peak(final int strategy) {
        return rows[strategy * STRIDE + PEAK];
    }

    /** Profit less fees of all fills. */
    long realized(final int strategy) {
        return realized[strategy];
    }

    /** The same with what open positions would bring. */
    long worth(final int strategy) {
        return worth[strategy];
    }

    private boolean isCounted(final int strategy) {
        return strategy < count;
    }
}
