package io.ringfence.engine.order;

import io.ringfence.engine.config.ExitSettings;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.RiskRule;
import java.util.Arrays;

/**
 * Drives every instrument towards what is wanted, until the settled position shows it:
 *
 * <ul>
 *   <li>An exit that a stop or an operator wants beats every target. It ends when the position is flat and no order is
 *       under way that could open it again.
 *   <li>A take-profit closes a portion of the position and leaves the rest; a reduction counts towards it, whatever it came from. An exit of
 *       all that is held takes over. On spot a portion that is too little to sell stays with the rest, and one that would leave too
 *       little to sell takes it along.
 *   <li>A position on another side than the target is closed; only when it is shown flat is the new one entered.
 *   <li>Any position on the target's side reaches it: an entry that was filled in part is not topped up.
 *   <li>After an exit the direction that was left is not entered again until a new signal.
 *   <li>One exit under way at a time, for all that is held, in the form that {@link ExitSteps} gives the attempt. It is tried again
 *       on the first event a configured time after one that did not leave or left something; after a refusal by the venue,
 *       of which the 1st, 2nd, 4th, 8th ... in a row raises an alarm, and while order entry is known to be down, the wait doubles up to a configured one.
 *       It ends when order entry is up again. An exit of unknown outcome is repeated only when the venue has said that it never got it.
 *   <li>That there is nothing to reduce (-2022) or to sell (spot's -2010; there -2022 says that the stop whose place the exit was to take isn't
 *       there) is no alarm the first time: a report may be on its way that says why. That
 *       the venue is throttling is none at all: the exit waits as after a refusal, and until it listens again where it has said when, and entries wait {@value #THROTTLED_MS} ms.
 *   <li>What spot takes no order for at the price of now waits for another price.
 *   <li>An exit wanted for too long raises an alarm, whatever the reason, and again after twice the time, until it is done.
 *   <li>An entry that is withheld, as all are in shadow mode, counts as made: the next one follows the next signal.
 *   <li>An entry that ends without a fill is tried again after 1 s, then 2 s; after {@value #MAX_ENTRY_ATTEMPTS} attempts
 *       not until a new signal.
 *   <li>A refusal is recorded when its rule changes, not per event.
 * </ul>
 *
 * On spot a stop that rests at the venue locks what it is to sell, so an exit takes its place in one step. When the venue says that there is no stop (-2022),
 * the next attempts go without, until it says that there is nothing to sell (-2010): then the stop may be there after all.
 *
 * A position that no signal of this engine ever concerned is left alone. Owned by {@code orders}; allocates nothing.
 */
final class Pursuit {
    static final int MAX_ENTRY_ATTEMPTS = 3;
    static final long THROTTLED_MS = 10_000;

    private static final long MS = 1_000_000L;
    private static final long ENTRY_RETRY_NS = 1_000 * MS;
    private static final long THROTTLED_NS = THROTTLED_MS * MS;
    /** Binance: "Too many requests", "Server is currently overloaded", "Too many new orders". */
    private static final int TOO_MANY_REQUESTS = -1003;

    private static final int OVERLOADED = -1008;
    private static final int TOO_MANY_ORDERS = -1015;
    /** Binance: "ReduceOnly Order is rejected." */
    static final int NOTHING_TO_REDUCE = -2022;
    /** Binance spot, for which there is no reduce-only: "Account has insufficient balance for requested action." and whatever else speaks against it. */
    private static final int NOTHING_TO_SELL = -2010;

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
    /** In a row, for other reasons than that the venue is throttling. */
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
    /** Attempts of the present exit that the market has seen. */
    private static final int EXIT_ATTEMPTS = 18;
    /** Engine time from which it has been wanted; {@link #NOT_WANTED} without one. */
    private static final int EXIT_SINCE = 19;

    private static final int EXIT_ALARM_AT = 20;
    private static final int EXIT_ALARMS = 21;
    /** On spot: the next attempt is to leave the stop at the venue where it is, since the venue says that there is none. */
    private static final int EXIT_ALONE = 22;
    /** How often the wait has doubled. */
    private static final int EXIT_WAITS = 23;

    private static final int STRIDE = 24;

    private static final long NOT_WANTED = Long.MIN_VALUE;

    private static final int MAX_DOUBLINGS = 20;
    private static final long NO_TARGET = Long.MIN_VALUE;
    private static final long NOT_REFUSED = 0;

    private final Instruments instruments;
    private final MarketPrices prices;
    private final OrderTable orders;
    private final DisasterTable stops;
    private final EntryCheck check;
    private final ExitSteps steps;
    private final OrderListener listener;
    private final long exitRetryNs;
    private final long maxExitRetryNs;
    private final long alarmAfterNs;
    private final long[] rows;
    private final boolean[] busy;
    /** Asked of every instrument on every tick, so packed close: it follows from the rows. */
    private final boolean[] isHeld;

    private boolean orderEntryUp;
    private long entriesThrottledUntilNs = Long.MIN_VALUE;
    private int epoch;
    private long sequence;
    private long nowNs;

    Pursuit(
            final int maxInstruments,
            final Instruments instruments,
            final MarketPrices prices,
            final OrderTable orders,
            final DisasterTable stops,
            final EntryCheck check,
            final ExitSettings exits,
            final OrderListener listener) {
        this.instruments = instruments;
        this.prices = prices;
        this.orders = orders;
        this.stops = stops;
        this.check = check;
        this.listener = listener;
        steps = new ExitSteps(exits, instruments, prices);
        exitRetryNs = exits.retry().ns();
        maxExitRetryNs = exits.maxRetry().ns();
        alarmAfterNs = exits.alarmAfter().ns();
        rows = new long[(maxInstruments + 1) * STRIDE];
        for (int row = 0; row < rows.length; row += STRIDE) {
            rows[row + TARGET] = NO_TARGET;
            rows[row + EXIT_SINCE] = NOT_WANTED;
        }
        busy = new boolean[maxInstruments + 1];
        // As a generation's start leaves it: a state that was saved before an instrument was defined says nothing of
        // it.
        Arrays.fill(busy, true);
        isHeld = new boolean[maxInstruments + 1];
    }

    static long stateBytes(final int highestInstrument) {
        return 2 * Long.BYTES + (highestInstrument + 1L) * (STRIDE * Long.BYTES + 1) + Long.BYTES;
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putFlag(orderEntryUp);
        state.putLong(entriesThrottledUntilNs);
        state.putLongs(rows, 0, (highestInstrument + 1) * STRIDE);
        state.putFlags(busy, 0, highestInstrument + 1);
    }

    void load(final StateReader state, final int highestInstrument) {
        orderEntryUp = state.getFlag();
        entriesThrottledUntilNs = state.getLong();
        state.getLongs(rows, 0, (highestInstrument + 1) * STRIDE);
        state.getFlags(busy, 0, highestInstrument + 1);
        for (int instrument = 0; instrument <= highestInstrument; instrument++) {
            isHeld[instrument] = position(instrument) != 0;
        }
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
        entriesThrottledUntilNs = Math.min(entriesThrottledUntilNs, nowNs + THROTTLED_NS);
        for (int instrument = 0; instrument < busy.length; instrument++) {
            final int row = instrument * STRIDE;
            final long target = rows[row + TARGET];
            if (target != NO_TARGET && target != Long.signum(rows[row + POSITION])) {
                rows[row + BARRED] = target;
            }
            rows[row + EXIT_NOT_BEFORE] = Math.min(rows[row + EXIT_NOT_BEFORE], nowNs);
            rows[row + ENTRY_NOT_BEFORE] = Math.min(rows[row + ENTRY_NOT_BEFORE], nowNs);
            rows[row + REFUSED_BY] = NOT_REFUSED;
            restartAlarm(row);
            busy[instrument] = true;
        }
    }

    /** The clock may be another. */
    private void restartAlarm(final int row) {
        if (rows[row + EXIT_SINCE] != NOT_WANTED) {
            rows[row + EXIT_SINCE] = Math.min(rows[row + EXIT_SINCE], nowNs);
            rows[row + EXIT_ALARMS] = 0;
            rows[row + EXIT_ALARM_AT] = nowNs + alarmAfterNs;
        }
    }

    /** Whether there is a settled position in {@code instrument}. */
    boolean isHeld(final int instrument) {
        return isHeld[instrument];
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
        final int row = instrument * STRIDE;
        rows[row + BARRED] = rows[row + TARGET] == NO_TARGET ? 0 : rows[row + TARGET];
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
        isHeld[instrument] = quantity != 0;
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

    /**
     * An order came to its end.
     *
     * @param errorCode of the venue's refusal; 0 if there was none
     */
    void ended(final int order, final OrderNews news, final int errorCode) {
        final OrderLife life = orders.life(order);
        if (isThrottled(errorCode)) {
            entriesThrottledUntilNs = nowNs + THROTTLED_NS;
        }
        if (orders.isExit(order)) {
            exitEnded(order, life, news, errorCode);
        } else if (news == OrderNews.WITHHELD) {
            bar(orders.instrument(order));
        } else if (orders.filled(order) == 0) {
            entryFailed(orders.instrument(order));
        }
    }

    static boolean isThrottled(final int errorCode) {
        return errorCode == TOO_MANY_REQUESTS || errorCode == TOO_MANY_ORDERS || errorCode == OVERLOADED;
    }

    private void exitEnded(final int order, final OrderLife life, final OrderNews news, final int errorCode) {
        final int row = orders.instrument(order) * STRIDE;
        if (life == OrderLife.FILLED) {
            forgetRefusals(row);
        } else if (news == OrderNews.NOT_SENT && !orderEntryUp) {
            rows[row + EXIT_NOT_BEFORE] = nowNs + doubled(rows[row + EXIT_UNSENT]++);
        } else if (life == OrderLife.REJECTED && news != OrderNews.NOT_SENT) {
            exitRefused(order, row, errorCode);
        } else {
            rows[row + EXIT_ALONE] = 0;
            rows[row + EXIT_ATTEMPTS] += news == OrderNews.NOT_SENT ? 0 : 1;
            rows[row + EXIT_NOT_BEFORE] = Math.max(nowNs, orders.placedNs(order) + exitRetryNs);
        }
    }

    private void forgetRefusals(final int row) {
        rows[row + EXIT_ALONE] = 0;
        rows[row + EXIT_REFUSALS] = 0;
        rows[row + EXIT_UNSENT] = 0;
        rows[row + EXIT_WAITS] = 0;
    }

    private void exitRefused(final int order, final int row, final int errorCode) {
        rows[row + EXIT_NOT_BEFORE] = nowNs + doubled(rows[row + EXIT_WAITS]++);
        if (isThrottled(errorCode)) {
            // Every knock may make a ban longer.
            rows[row + EXIT_NOT_BEFORE] = Math.max(rows[row + EXIT_NOT_BEFORE], check.blockedUntilNs());
            return;
        }
        final long refusals = ++rows[row + EXIT_REFUSALS];
        // A collar that the venue's own band refuses is left behind by the next attempts.
        rows[row + EXIT_ATTEMPTS]++;
        if (errorCode == NOTHING_TO_REDUCE) {
            rows[row + EXIT_ALONE] = 1;
        } else if (errorCode == NOTHING_TO_SELL) {
            rows[row + EXIT_ALONE] = 0;
        }
        final boolean perhapsExplainedSoon = isSaidToBeGone(orders.instrument(order), errorCode) && refusals == 1;
        if (!perhapsExplainedSoon && Long.bitCount(refusals) == 1) {
            listener.onAlarm(
                    orders.instrument(order),
                    order,
                    AlarmKind.EXIT_REFUSED,
                    orders.quantity(order),
                    rows[row + POSITION]);
        }
    }

    private boolean isSaidToBeGone(final int instrument, final int errorCode) {
        return errorCode == NOTHING_TO_REDUCE || errorCode == NOTHING_TO_SELL && instruments.isSpot(instrument);
    }

    private long doubled(final long times) {
        return Math.min(exitRetryNs << Math.min(times, MAX_DOUBLINGS), maxExitRetryNs);
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

    /** Whether {@link #drive} closes something: such instruments come before all others. One that isn't busy wants nothing. */
    boolean wantsOut(final int instrument) {
        return busy[instrument] && (wantsExit(instrument * STRIDE) || wantsPortion(instrument * STRIDE));
    }

    /**
     * Does what is next for {@code instrument}: at most one order, and the cancels that were asked for.
     *
     * @param entries false while an exit, of whatever instrument, waits for room
     */
    void drive(final int instrument, final boolean entries) {
        final int row = instrument * STRIDE;
        if (rows[row + CANCELLING] != 0) {
            cancelOrders(instrument);
        }
        if (rows[row + EXITING] != 0 && rows[row + POSITION] == 0 && orders.outstanding(instrument) == 0) {
            rows[row + EXITING] = 0;
        }
        watch(instrument);
        if (wantsExit(row)) {
            pursueExit(instrument);
        } else if (wantsPortion(row)) {
            pursuePortion(instrument);
        } else if (entries && wantsEntry(row)) {
            pursueEntry(instrument);
        }
        busy[instrument] = wantsExit(row)
                || wantsPortion(row)
                || wantsEntry(row)
                || rows[row + EXITING] != 0
                || rows[row + CANCELLING] != 0
                || orders.outstanding(instrument) != 0;
    }

    /** An exit begins, goes on for too long, or is over. */
    private void watch(final int instrument) {
        final int row = instrument * STRIDE;
        if (!wantsExit(row) && !wantsPortion(row)) {
            rows[row + EXIT_SINCE] = NOT_WANTED;
            rows[row + EXIT_ATTEMPTS] = 0;
            forgetRefusals(row);
            rows[row + EXIT_NOT_BEFORE] = nowNs;
        } else if (rows[row + EXIT_SINCE] == NOT_WANTED) {
            rows[row + EXIT_SINCE] = nowNs;
            rows[row + EXIT_ALARMS] = 0;
            rows[row + EXIT_ALARM_AT] = nowNs + alarmAfterNs;
        } else if (nowNs >= rows[row + EXIT_ALARM_AT] && listener.hasRoom()) {
            final long doublings = Math.min(++rows[row + EXIT_ALARMS], ExitSettings.MAX_ALARM_DOUBLINGS);
            rows[row + EXIT_ALARM_AT] = nowNs + (alarmAfterNs << doublings);
            listener.onAlarm(
                    instrument,
                    OrderTable.NO_ORDER,
                    AlarmKind.EXIT_OVERDUE,
                    nowNs - rows[row + EXIT_SINCE],
                    rows[row + POSITION]);
        }
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
        for (int order = orders.firstOfUse(instrument); order != OrderTable.NO_ORDER; order = orders.nextOfUse(order)) {
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
        return !orders.isExit(order) && !orders.life(order).isEnded() && !orders.isCancelAsked(order);
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
            refuse(instrument, RiskRule.QUANTITY, side, true, instruments.lotSize(instrument), Math.abs(position), 0);
            return;
        }
        if (isTooLittleToSell(instrument, side, quantity)) {
            refuse(
                    instrument,
                    RiskRule.MIN_NOTIONAL,
                    side,
                    true,
                    instruments.minNotional(instrument),
                    exitNotional(instrument, prices.reference(instrument, side), quantity),
                    quantity);
            return;
        }
        final boolean bySignal = rows[row + EXITING] == 0;
        place(instrument, side, true, quantity, rows[row + (bySignal ? TARGET_SEQUENCE : EXIT_SEQUENCE)], (int)
                rows[row + (bySignal ? TARGET_INDEX : EXIT_INDEX)]);
    }

    /** On spot nothing may be too small because it reduces: the venue would refuse it as long as the price is what it is. */
    private boolean isTooLittleToSell(final int instrument, final int side, final long quantity) {
        final long price = prices.reference(instrument, side);
        return instruments.isSpot(instrument)
                && price != 0
                && (quantity < instruments.minQuantity(instrument)
                        || exitNotional(instrument, price, quantity) < instruments.minNotional(instrument));
    }

    private void pursuePortion(final int instrument) {
        final int row = instrument * STRIDE;
        if (nowNs < rows[row + EXIT_NOT_BEFORE] || orders.hasOutstanding(instrument, true) || !listener.hasRoom()) {
            return;
        }
        final long position = rows[row + POSITION];
        final long quantity = portionQuantity(instrument, Math.min(rows[row + PORTION], Math.abs(position)));
        if (quantity == 0) {
            // What a part fill left over stays with the rest, which its stop guards.
            rows[row + PORTION] = 0;
            return;
        }
        place(instrument, -Long.signum(position), true, quantity, rows[row + PORTION_SEQUENCE], (int)
                rows[row + PORTION_INDEX]);
    }

    /** On spot, where nothing may be too small because it reduces, none that is too little to sell, and all if too little would be left. */
    private long portionQuantity(final int instrument, final long wanted) {
        final long quantity = exitQuantity(instrument, wanted);
        final long position = Math.abs(rows[instrument * STRIDE + POSITION]);
        final int side = -Long.signum(rows[instrument * STRIDE + POSITION]);
        if (quantity == 0 || isTooLittleToSell(instrument, side, quantity)) {
            return 0;
        }
        final long left = exitQuantity(instrument, position - quantity);
        return isTooLittleToSell(instrument, side, left) ? exitQuantity(instrument, position) : quantity;
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
        if (nowNs < entriesThrottledUntilNs) {
            refuse(instrument, RiskRule.THROTTLED, side, false, THROTTLED_NS, entriesThrottledUntilNs - nowNs, 0);
            return;
        }
        final RiskRule rule = check.check(instrument, side, rows[row + POSITION], nowNs);
        if (rule != null) {
            refuse(instrument, rule, side, false, check.bound(), check.value(), check.quantity());
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
            final long value,
            final long quantity) {
        final int row = instrument * STRIDE;
        if (rows[row + REFUSED_BY] != rule.value()) {
            rows[row + REFUSED_BY] = rule.value();
            listener.onRefused(instrument, rule, side, exit, bound, value, quantity);
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
        final long price = exit
                ? steps.limitPrice(
                        instrument,
                        side,
                        rows[instrument * STRIDE + EXIT_ATTEMPTS],
                        check.venueBound(instrument, side, nowNs))
                : ExitSteps.MARKET;
        final long notional = exit ? exitNotional(instrument, reference, quantity) : check.notional();
        final int replaced = exit ? replaced(instrument, side) : DisasterTable.NONE;
        if (replaced != DisasterTable.NONE) {
            stops.yieldTo(replaced, sequence, orders.index(order), nowNs);
        }
        listener.onPlaced(
                order, price, reference, notional, causeSequence, causeIndex, replaced, check.strategy(instrument));
    }

    /** Whose place an exit takes. */
    private int replaced(final int instrument, final int side) {
        final boolean inOneStep = instruments.isSpot(instrument) && rows[instrument * STRIDE + EXIT_ALONE] == 0;
        return inOneStep ? stops.newestStanding(instrument, side) : DisasterTable.NONE;
    }

    /** Whether an exit is wanted that may go out within {@code ns}. */
    boolean exitsWithin(final int instrument, final long ns) {
        return wantsOut(instrument) && rows[instrument * STRIDE + EXIT_NOT_BEFORE] - nowNs < ns;
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
