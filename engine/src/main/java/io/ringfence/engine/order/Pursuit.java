package io.ringfence.engine.order;

import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.RiskRule;

/**
 * Drives every instrument towards what is wanted, until the settled position shows it:
 *
 * <ul>
 *   <li>An exit that a stop or an operator wants beats every target. It ends when the position is flat and no order is
 *       under way that could open it again.
 *   <li>A take-profit closes a portion of the position and leaves the rest; a reduction counts towards it, whatever it came from. An exit of
 *       all that is held takes over.
 *   <li>A position on another side than the target is closed; only when it is shown flat is the new one entered.
 *   <li>Any position on the target's side reaches it: an entry that was filled in part is not topped up.
 *   <li>After an exit the direction that was left is not entered again until a new signal.
 *   <li>One exit under way at a time, for all that is held. It is tried again on the first event {@value
 *       #EXIT_RETRY_MS} ms after one that did not leave or found no market; after a refusal by the venue, which raises an alarm,
 *       and while order entry is known to be down, the wait doubles up to {@value #MAX_EXIT_RETRY_MS} ms. It ends when order
 *       entry is up again. An exit of unknown outcome is repeated only when the venue has said that it never got it.
 *   <li>An entry that is withheld, as all are in shadow mode, counts as made: the next one follows the next signal.
 *   <li>An entry that ends without a fill is tried again after 1 s, then 2 s; after {@value #MAX_ENTRY_ATTEMPTS} attempts
 *       not until a new signal.
 *   <li>A refusal is recorded when its rule changes, not per event.
 * </ul>
 *
 * A position that no signal of this engine ever concerned is left alone. Owned by {@code orders}; allocates nothing.
 * Issue 4 widens exits (limit in a collar, escalation) in {@link #pursueExit}.
 */
final class Pursuit {
    static final long EXIT_RETRY_MS = 250;
    static final long MAX_EXIT_RETRY_MS = 8_000;
    static final int MAX_ENTRY_ATTEMPTS = 3;

    private static final long MS = 1_000_000L;
    private static final long EXIT_RETRY_NS = EXIT_RETRY_MS * MS;
    private static final long MAX_EXIT_RETRY_NS = MAX_EXIT_RETRY_MS * MS;
    private static final long ENTRY_RETRY_NS = 1_000 * MS;

    private static final int POSITION = 0;
    private static final int TARGET = 1;
    private static final int TARGET_SEQUENCE = 2;
    private static final int TARGET_INDEX = 3;
    /** The direction that is not to be entered until a new signal; 0 none. */
    private static final int BARRED = 4;

    private static final int EXITING = 5;
    private static final int EXIT_SEQUENCE = 6;
    private static final int EXIT_INDEX = 7;
    private static final int EXIT_NOT_BEFORE = 8;
    private static final int EXIT_REFUSALS = 9;
    private static final int ENTRY_NOT_BEFORE = 10;
    private static final int ENTRY_ATTEMPTS = 11;
    private static final int CANCELLING = 12;
    private static final int REFUSED_BY = 13;
    private static final int EXIT_UNSENT = 14;
    /** What take-profits want closed and the position doesn't show yet. */
    private static final int PORTION = 15;

    private static final int PORTION_SEQUENCE = 16;
    private static final int PORTION_INDEX = 17;
    private static final int STRIDE = 18;

    private static final long NO_TARGET = Long.MIN_VALUE;
    private static final long NOT_REFUSED = 0;

    private final Instruments instruments;
    private final MarketPrices prices;
    private final OrderTable orders;
    private final EntryCheck check;
    private final OrderListener listener;
    private final long[] rows;
    private final boolean[] busy;

    private boolean orderEntryUp;
    private int epoch;
    private long sequence;
    private long nowNs;

    Pursuit(
            final int maxInstruments,
            final Instruments instruments,
            final MarketPrices prices,
            final OrderTable orders,
            final EntryCheck check,
            final OrderListener listener) {
        this.instruments = instruments;
        this.prices = prices;
        this.orders = orders;
        this.check = check;
        this.listener = listener;
        rows = new long[(maxInstruments + 1) * STRIDE];
        for (int row = 0; row < rows.length; row += STRIDE) {
            rows[row + TARGET] = NO_TARGET;
        }
        busy = new boolean[maxInstruments + 1];
    }

    static long stateBytes(final int highestInstrument) {
        return Long.BYTES + (highestInstrument + 1L) * (STRIDE * Long.BYTES + 1) + Long.BYTES;
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putFlag(orderEntryUp);
        state.putLongs(rows, 0, (highestInstrument + 1) * STRIDE);
        state.putFlags(busy, 0, highestInstrument + 1);
    }

    void load(final StateReader state, final int highestInstrument) {
        orderEntryUp = state.getFlag();
        state.getLongs(rows, 0, (highestInstrument + 1) * STRIDE);
        state.getFlags(busy, 0, highestInstrument + 1);
    }

    /** Called first at every event: who asks, and when. */
    void at(final int epoch, final long sequence, final long nowNs) {
        this.epoch = epoch;
        this.sequence = sequence;
        this.nowNs = nowNs;
    }

    /**
     * A generation starts. A target that isn't reached waits for a new signal: who knows how old it is. Waits end at latest
     * now, since the clock may be another; and everything is looked at once.
     */
    void generationStarted() {
        orderEntryUp = false;
        for (int instrument = 0; instrument < busy.length; instrument++) {
            final int row = instrument * STRIDE;
            final long target = rows[row + TARGET];
            if (target != NO_TARGET && target != Long.signum(rows[row + POSITION])) {
                rows[row + BARRED] = target;
            }
            rows[row + EXIT_NOT_BEFORE] = Math.min(rows[row + EXIT_NOT_BEFORE], nowNs);
            rows[row + ENTRY_NOT_BEFORE] = Math.min(rows[row + ENTRY_NOT_BEFORE], nowNs);
            rows[row + REFUSED_BY] = NOT_REFUSED;
            busy[instrument] = true;
        }
    }

    /** Whether there is a settled position in {@code instrument}. */
    boolean isHeld(final int instrument) {
        return rows[instrument * STRIDE + POSITION] != 0;
    }

    /** Settled, signed. */
    long position(final int instrument) {
        return rows[instrument * STRIDE + POSITION];
    }

    /** A signal: the position wanted from now on, -1, 0 or 1. */
    void target(final int instrument, final int target, final long sequence, final int index) {
        final int row = instrument * STRIDE;
        rows[row + TARGET] = target;
        rows[row + TARGET_SEQUENCE] = sequence;
        rows[row + TARGET_INDEX] = index;
        rows[row + BARRED] = 0;
        rows[row + ENTRY_ATTEMPTS] = 0;
        rows[row + ENTRY_NOT_BEFORE] = nowNs;
        rows[row + REFUSED_BY] = NOT_REFUSED;
        busy[instrument] = true;
    }

    /** Close what is held, because of the decision named, or because of the present event if {@code index} is 0. */
    void exit(final int instrument, final long sequence, final int index) {
        final int row = instrument * STRIDE;
        rows[row + EXITING] = 1;
        rows[row + PORTION] = 0;
        rows[row + EXIT_SEQUENCE] = sequence;
        rows[row + EXIT_INDEX] = index;
        bar(instrument);
        busy[instrument] = true;
    }

    /** Close {@code quantity} of what is held, because of the decision named. */
    void exitPortion(final int instrument, final long quantity, final long sequence, final int index) {
        final int row = instrument * STRIDE;
        rows[row + PORTION] += quantity;
        rows[row + PORTION_SEQUENCE] = sequence;
        rows[row + PORTION_INDEX] = index;
        bar(instrument);
        busy[instrument] = true;
    }

    /** Cancel entries under way and don't enter this direction again until a new signal. */
    void cancelEntries(final int instrument) {
        rows[instrument * STRIDE + CANCELLING] = 1;
        bar(instrument);
        busy[instrument] = true;
    }

    /** What is wanted now waits for a new signal: it was refused for as long as a person wanted, or others traded against it. */
    void barTarget(final int instrument) {
        bar(instrument);
        busy[instrument] = true;
    }

    /** A position that others opened isn't this engine's to close; until a new signal. */
    void release(final int instrument) {
        rows[instrument * STRIDE + TARGET] = NO_TARGET;
    }

    /** A position that others opened is held from now on as if a signal had wanted it. */
    void adopt(final int instrument) {
        rows[instrument * STRIDE + TARGET] = Long.signum(rows[instrument * STRIDE + POSITION]);
    }

    private void bar(final int instrument) {
        final int row = instrument * STRIDE;
        final long held = Long.signum(rows[row + POSITION]);
        final long wanted = rows[row + TARGET] == NO_TARGET ? 0 : rows[row + TARGET];
        rows[row + BARRED] = held != 0 ? held : wanted;
    }

    /** The settled position has changed. */
    void position(final int instrument, final long quantity) {
        final int row = instrument * STRIDE;
        final long before = rows[row + POSITION];
        final boolean sameSide = Long.signum(before) == Long.signum(quantity);
        final long reduction = Math.max(0, Math.abs(before) - Math.abs(quantity));
        rows[row + PORTION] = sameSide ? Math.max(0, rows[row + PORTION] - reduction) : 0;
        rows[row + POSITION] = quantity;
        busy[instrument] = true;
    }

    /** Order entry is lost, or there again: then exits that could not be sent needn't wait. */
    void orderEntryUp(final boolean up) {
        orderEntryUp = up;
        for (int row = 0; up && row < rows.length; row += STRIDE) {
            if (rows[row + EXIT_UNSENT] != 0) {
                rows[row + EXIT_UNSENT] = 0;
                rows[row + EXIT_NOT_BEFORE] = nowNs;
            }
        }
    }

    /** Something became known of an order. */
    void woken(final int instrument) {
        busy[instrument] = true;
    }

    /** An order came to its end. */
    void ended(final int order, final OrderNews news) {
        final OrderLife life = orders.life(order);
        if (orders.isExit(order)) {
            exitEnded(order, life, news);
        } else if (news == OrderNews.WITHHELD) {
            bar(orders.instrument(order));
        } else if (orders.filled(order) == 0) {
            entryFailed(orders.instrument(order));
        }
    }

    private void exitEnded(final int order, final OrderLife life, final OrderNews news) {
        final int row = orders.instrument(order) * STRIDE;
        if (life == OrderLife.FILLED) {
            rows[row + EXIT_REFUSALS] = 0;
            rows[row + EXIT_UNSENT] = 0;
        } else if (news == OrderNews.NOT_SENT && !orderEntryUp) {
            rows[row + EXIT_NOT_BEFORE] = nowNs + doubled(rows[row + EXIT_UNSENT]++);
        } else if (life == OrderLife.REJECTED && news != OrderNews.NOT_SENT) {
            exitRefused(order, row);
        } else {
            rows[row + EXIT_NOT_BEFORE] = Math.max(nowNs, orders.placedNs(order) + EXIT_RETRY_NS);
        }
    }

    private void exitRefused(final int order, final int row) {
        rows[row + EXIT_NOT_BEFORE] = nowNs + doubled(rows[row + EXIT_REFUSALS]++);
        listener.onAlarm(
                orders.instrument(order), order, AlarmKind.EXIT_REFUSED, orders.quantity(order), rows[row + POSITION]);
    }

    private static long doubled(final long times) {
        return Math.min(EXIT_RETRY_NS << Math.min(times, Long.SIZE / 2), MAX_EXIT_RETRY_NS);
    }

    private void entryFailed(final int instrument) {
        final int row = instrument * STRIDE;
        rows[row + ENTRY_NOT_BEFORE] = nowNs + (ENTRY_RETRY_NS << rows[row + ENTRY_ATTEMPTS]);
        rows[row + ENTRY_ATTEMPTS]++;
        if (rows[row + ENTRY_ATTEMPTS] >= MAX_ENTRY_ATTEMPTS) {
            bar(instrument);
        }
    }

    /** Whether {@link #drive} may have something to do. */
    boolean isBusy(final int instrument) {
        return busy[instrument];
    }

    /** Does what is next for {@code instrument}: at most one order, and the cancels that were asked for. */
    void drive(final int instrument) {
        final int row = instrument * STRIDE;
        if (rows[row + CANCELLING] != 0) {
            cancelOrders(instrument);
        }
        if (rows[row + EXITING] != 0 && rows[row + POSITION] == 0 && orders.outstanding(instrument) == 0) {
            rows[row + EXITING] = 0;
            rows[row + EXIT_REFUSALS] = 0;
            rows[row + EXIT_UNSENT] = 0;
        }
        if (wantsExit(row)) {
            pursueExit(instrument);
        } else if (wantsPortion(row)) {
            pursuePortion(instrument);
        } else if (wantsEntry(row)) {
            pursueEntry(instrument);
        }
        busy[instrument] = wantsExit(row)
                || wantsPortion(row)
                || wantsEntry(row)
                || rows[row + EXITING] != 0
                || rows[row + CANCELLING] != 0
                || orders.outstanding(instrument) != 0;
    }

    private boolean wantsExit(final int row) {
        final long position = rows[row + POSITION];
        final long target = rows[row + TARGET];
        return position != 0 && (rows[row + EXITING] != 0 || (target != NO_TARGET && target != Long.signum(position)));
    }

    private boolean wantsPortion(final int row) {
        return rows[row + POSITION] != 0 && rows[row + PORTION] != 0;
    }

    private boolean wantsEntry(final int row) {
        final long target = rows[row + TARGET];
        return rows[row + POSITION] == 0
                && rows[row + EXITING] == 0
                && (target == 1 || target == -1)
                && target != rows[row + BARRED];
    }

    private void cancelOrders(final int instrument) {
        for (int order = orders.first(instrument); order < orders.end(instrument); order = orders.next(order)) {
            if (isCancellable(order)) {
                if (!listener.hasRoom()) {
                    return;
                }
                orders.cancelAsked(order);
                listener.onCancelled(order);
            }
        }
        rows[instrument * STRIDE + CANCELLING] = 0;
    }

    private boolean isCancellable(final int order) {
        return orders.isUsed(order)
                && !orders.isExit(order)
                && !orders.life(order).isEnded()
                && !orders.isCancelAsked(order);
    }

    private void pursueExit(final int instrument) {
        final int row = instrument * STRIDE;
        if (nowNs < rows[row + EXIT_NOT_BEFORE] || orders.hasOutstanding(instrument, true) || !listener.hasRoom()) {
            return;
        }
        final long position = rows[row + POSITION];
        final long quantity = exitQuantity(instrument, Math.abs(position));
        final int side = -Long.signum(position);
        if (quantity == 0) {
            refuse(instrument, RiskRule.QUANTITY, side, true, instruments.lotSize(instrument), Math.abs(position));
            return;
        }
        final boolean bySignal = rows[row + EXITING] == 0;
        place(instrument, side, true, quantity, rows[row + (bySignal ? TARGET_SEQUENCE : EXIT_SEQUENCE)], (int)
                rows[row + (bySignal ? TARGET_INDEX : EXIT_INDEX)]);
    }

    private void pursuePortion(final int instrument) {
        final int row = instrument * STRIDE;
        if (nowNs < rows[row + EXIT_NOT_BEFORE] || orders.hasOutstanding(instrument, true) || !listener.hasRoom()) {
            return;
        }
        final long position = rows[row + POSITION];
        final long quantity = exitQuantity(instrument, Math.min(rows[row + PORTION], Math.abs(position)));
        if (quantity == 0) {
            // What a part fill left over stays with the rest, which its stop guards.
            rows[row + PORTION] = 0;
            return;
        }
        place(instrument, -Long.signum(position), true, quantity, rows[row + PORTION_SEQUENCE], (int)
                rows[row + PORTION_INDEX]);
    }

    /** What is to be closed, in whole lots and not more than the venue takes at once. */
    private long exitQuantity(final int instrument, final long held) {
        final long lot = instruments.lotSize(instrument);
        final long max = instruments.maxQuantity(instrument);
        return Math.min(held, max > 0 ? max : Long.MAX_VALUE) / lot * lot;
    }

    private void pursueEntry(final int instrument) {
        final int row = instrument * STRIDE;
        final int side = (int) rows[row + TARGET];
        if (nowNs < rows[row + ENTRY_NOT_BEFORE] || orders.hasLiveEntry(instrument, side) || !listener.hasRoom()) {
            return;
        }
        final RiskRule rule = check.check(instrument, side, rows[row + POSITION], nowNs);
        if (rule != null) {
            refuse(instrument, rule, side, false, check.bound(), check.value());
            return;
        }
        rows[row + REFUSED_BY] = NOT_REFUSED;
        place(instrument, side, false, check.quantity(), rows[row + TARGET_SEQUENCE], (int) rows[row + TARGET_INDEX]);
        check.placed();
    }

    private void refuse(
            final int instrument,
            final RiskRule rule,
            final int side,
            final boolean exit,
            final long bound,
            final long value) {
        final int row = instrument * STRIDE;
        if (rows[row + REFUSED_BY] != rule.value()) {
            rows[row + REFUSED_BY] = rule.value();
            listener.onRefused(instrument, rule, side, exit, bound, value, exit ? 0 : check.quantity());
        }
    }

    private void place(
            final int instrument,
            final int side,
            final boolean exit,
            final long quantity,
            final long causeSequence,
            final int causeIndex) {
        final int order = orders.add(instrument, epoch, sequence, listener.nextIndex(), nowNs);
        if (order == OrderTable.NO_ORDER) {
            return;
        }
        orders.describe(order, side, exit, quantity);
        final long reference = prices.reference(instrument, side);
        final long notional = exit ? exitNotional(instrument, reference, quantity) : check.notional();
        listener.onPlaced(order, reference, notional, causeSequence, causeIndex);
    }

    /** For the record only: an exit is never refused for what it is worth. */
    private long exitNotional(final int instrument, final long reference, final long quantity) {
        try {
            return instruments.notional(instrument, reference, quantity);
        } catch (final ArithmeticException overflow) {
            return Long.MAX_VALUE;
        }
    }
}
