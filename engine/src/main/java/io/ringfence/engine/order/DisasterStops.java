package io.ringfence.engine.order;

import static io.ringfence.engine.order.DisasterLife.CANCELLING;
import static io.ringfence.engine.order.DisasterLife.FIRED;
import static io.ringfence.engine.order.DisasterLife.GONE;
import static io.ringfence.engine.order.DisasterLife.PLACED;
import static io.ringfence.engine.order.DisasterLife.RESTING;

import io.ringfence.engine.config.ExitSettings;
import io.ringfence.engine.config.OnUnguarded;
import io.ringfence.engine.config.RecoverySettings;
import io.ringfence.engine.config.StopProfiles;
import io.ringfence.engine.risk.RiskControls;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.AlgoStatus;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps a stop order resting at the venue behind the engine's own, for every position whose profile asks for one:
 *
 * <ul>
 *   <li>Placed with the fill that opens the position, for all that is held and all that entries under way may add, as far as the venue takes it
 *       in one order; of a position that is larger, somebody is told.
 *   <li>Followed when the position outgrows it, at once; when the engine's stop has brought it nearer by the profile's step, or the
 *       position has shrunk, as often as the profile allows and at most {@value #AMENDMENTS} times in {@value #WINDOW_S} s over all
 *       instruments. The new one rests before the old one is cancelled.
 *   <li>Cancelled when the position is gone. A cancel is repeated until the venue says that there is nothing to cancel any more.
 *   <li>One that doesn't answer is cancelled by its name and replaced. One of ours that nobody here knows, or that was given up, is taken
 *       over if it is needed and cancelled else; it is never left behind.
 *   <li>After a loss of user data, and in a new generation, one counts as resting only when the venue has told of it again; what the
 *       venue doesn't list is gone. Meanwhile none is placed.
 *   <li>One that fires becomes an exit order of the same id, which is followed like any other; the engine wants out from then on. Both
 *       only reduce, so neither can sell what the other has sold.
 * </ul>
 *
 * On spot a stop locks what it is to sell. So it is for what is held alone, in whole lots; a new one takes the old one's place in one step, as an exit does
 * ({@link Pursuit}), and none is placed between the attempts of an exit unless these are more than a second apart. How long a position is without both is measured.
 *
 * Owned by {@code orders}; allocates nothing.
 */
final class DisasterStops {
    static final int AMENDMENTS = 30;
    static final int WINDOW_S = 10;

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long WINDOW_NS = WINDOW_S * SECOND_NS;
    private static final int MAX_DOUBLINGS = 5;

    private static final int POSITION = 0;
    /** The engine's; 0 without one. */
    private static final int STOP = 1;

    private static final int NOT_BEFORE = 2;
    private static final int FAILURES = 3;
    private static final int AMENDED_NS = 4;
    private static final int MISSING_SINCE = 5;
    private static final int ALARM_AT = 6;
    private static final int ALARMS = 7;
    /** Whether it was told that the position is larger than one stop may be. */
    private static final int CAPPED_TOLD = 8;

    private static final int STRIDE = 9;

    private static final long NOT_MISSING = Long.MIN_VALUE;

    private final Instruments instruments;
    private final DisasterTerms terms;
    private final DisasterTable table;
    private final OrderTable orders;
    private final EntryGate gate;
    private final Pursuit pursuit;
    private final OrderListener listener;
    private final RiskControls controls;
    private final long answerTimeoutNs;
    private final long alarmAfterNs;
    private final long guardWithinNs;
    private final boolean flatten;
    private final long[] rows;
    /** Where there may be something to do; only to pass over the others, so it isn't saved. */
    private final boolean[] busy;

    private boolean orderEntryUp;
    private long windowNs;
    private long amendments;
    private int epoch;
    private long sequence;
    private long nowNs;

    DisasterStops(
            final int maxInstruments,
            final StopProfiles profiles,
            final Instruments instruments,
            final DisasterTable table,
            final OrderTable orders,
            final EntryGate gate,
            final Pursuit pursuit,
            final OrderListener listener,
            final RiskControls controls,
            final long answerTimeoutNs,
            final long alarmAfterNs,
            final RecoverySettings unguarded) {
        guardWithinNs = unguarded.guardWithin().ns();
        flatten = unguarded.onUnguarded() == OnUnguarded.FLATTEN;
        this.instruments = instruments;
        this.table = table;
        this.orders = orders;
        this.gate = gate;
        this.pursuit = pursuit;
        this.listener = listener;
        this.controls = controls;
        this.answerTimeoutNs = answerTimeoutNs;
        this.alarmAfterNs = alarmAfterNs;
        terms = new DisasterTerms(profiles, maxInstruments);
        rows = new long[(maxInstruments + 1) * STRIDE];
        busy = new boolean[maxInstruments + 1];
        Arrays.fill(busy, true);
        for (int row = 0; row < rows.length; row += STRIDE) {
            rows[row + MISSING_SINCE] = NOT_MISSING;
        }
    }

    /** The instrument's that may rest at the venue. Start-up code: allocates. */
    List<StopAtVenue> standing(final int instrument, final int engineId) {
        final List<StopAtVenue> standing = new ArrayList<>();
        for (int row = table.first(instrument); row < table.end(instrument); row = table.next(row)) {
            if (table.isLive(row)) {
                standing.add(new StopAtVenue(
                        instrument,
                        engineId,
                        table.epoch(row),
                        table.sequence(row),
                        table.index(row),
                        table.trigger(row),
                        table.life(row).state()));
            }
        }
        standing.sort(Comparator.comparingInt(StopAtVenue::epoch).thenComparingLong(StopAtVenue::sequence));
        return standing;
    }

    /** Whether a stop of the instrument may rest at the venue. */
    boolean mayRest(final int instrument) {
        return table.isAnyLive(instrument);
    }

    static long stateBytes(final int highestInstrument) {
        return 3 * Long.BYTES
                + DisasterTerms.stateBytes(highestInstrument)
                + DisasterTable.stateBytes(highestInstrument)
                + (highestInstrument + 1L) * STRIDE * Long.BYTES;
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putFlag(orderEntryUp);
        state.putLong(windowNs);
        state.putLong(amendments);
        terms.save(state, highestInstrument);
        table.save(state, highestInstrument);
        state.putLongs(rows, 0, (highestInstrument + 1) * STRIDE);
    }

    void load(final StateReader state, final int highestInstrument) {
        orderEntryUp = state.getFlag();
        windowNs = state.getLong();
        amendments = state.getLong();
        terms.load(state, highestInstrument);
        table.load(state, highestInstrument);
        state.getLongs(rows, 0, (highestInstrument + 1) * STRIDE);
    }

    /** Called first at every event: who asks, and when. */
    void at(final int epoch, final long sequence, final long nowNs) {
        this.epoch = epoch;
        this.sequence = sequence;
        this.nowNs = nowNs;
    }

    void learn(final int instrument, final InstrumentDefinitionDecoder definition) {
        terms.learn(instrument, definition);
    }

    /** A generation starts: what rests, the venue has to tell again. Waits end at latest now, since the clock may be another. */
    void generationStarted(final int highestInstrument) {
        orderEntryUp = false;
        windowNs = Math.min(windowNs, nowNs);
        lost(highestInstrument);
        for (int instrument = 0; instrument <= highestInstrument; instrument++) {
            final int row = instrument * STRIDE;
            rows[row + NOT_BEFORE] = Math.min(rows[row + NOT_BEFORE], nowNs);
            rows[row + AMENDED_NS] = Math.min(rows[row + AMENDED_NS], nowNs);
            rows[row + MISSING_SINCE] = NOT_MISSING;
            for (int one = table.first(instrument); one < table.end(instrument); one = table.next(one)) {
                table.noLaterThan(one, nowNs);
                table.stays(one);
            }
        }
    }

    /** User data is lost, or comes back: what happened meanwhile comes with the reconciliation. */
    void lost(final int highestInstrument) {
        for (int one = table.first(1); one < table.end(highestInstrument); one = table.next(one)) {
            table.seen(one, false);
        }
    }

    void orderEntryUp(final boolean up) {
        orderEntryUp = up;
    }

    /** The settled position has changed. */
    void position(final int instrument, final long quantity) {
        final int row = instrument * STRIDE;
        if (Long.signum(quantity) != Long.signum(rows[row + POSITION])) {
            rows[row + NOT_BEFORE] = nowNs;
            rows[row + FAILURES] = 0;
        }
        rows[row + POSITION] = quantity;
        busy[instrument] = true;
    }

    /** The engine's stop is there or has moved; 0: it has gone with its position. */
    void stop(final int instrument, final long price) {
        rows[instrument * STRIDE + STOP] = price;
        busy[instrument] = true;
    }

    /** Whose it is. */
    int instrument(final int one) {
        return table.instrument(one);
    }

    /** The row of that id, or {@link DisasterTable#NONE}; {@code instrument} 0 looks through all. */
    int find(final int instrument, final int epoch, final long sequence, final int index) {
        return table.find(instrument, epoch, sequence, index);
    }

    /**
     * Whether nothing is missing: no position, none wanted, or one for all of the position is confirmed at the venue. While one that fired
     * is being filled the position is guarded by the exit that it became.
     */
    boolean isGuarded(final int instrument) {
        if (!isWanted(instrument)) {
            return rows[instrument * STRIDE + POSITION] == 0 || !terms.has(instrument);
        }
        final long position = rows[instrument * STRIDE + POSITION];
        final int resting = table.newest(instrument, RESTING, -Long.signum(position));
        return orders.hasOutstanding(instrument, true)
                || (resting != DisasterTable.NONE
                        && table.isSeen(resting)
                        && table.quantity(resting) >= held(instrument));
    }

    /** Whether the engine's own stop listens to mark prices. */
    boolean isOwnByMark(final int instrument) {
        return terms.isOwnByMark(instrument);
    }

    private boolean isWanted(final int instrument) {
        final int row = instrument * STRIDE;
        return rows[row + POSITION] != 0 && rows[row + STOP] != 0 && terms.has(instrument);
    }

    /** What a stop has to be for. */
    private long held(final int instrument) {
        return Math.min(sellable(instrument), largest(instrument));
    }

    /** On spot it must be in whole lots. */
    private long sellable(final int instrument) {
        final long position = Math.abs(rows[instrument * STRIDE + POSITION]);
        final long lot = instruments.lotSize(instrument);
        return instruments.isSpot(instrument) ? position / lot * lot : position;
    }

    /** What the venue takes at once. */
    private long largest(final int instrument) {
        final long lot = instruments.lotSize(instrument);
        final long max = instruments.maxQuantity(instrument);
        return max > 0 ? max / lot * lot : Long.MAX_VALUE;
    }

    /** The venue has cancelled what was to make room for the order of that decision. */
    void replaced(final int instrument, final long sequence, final int index) {
        for (int one = table.firstOfUse(instrument); one != DisasterTable.NONE; one = table.nextOfUse(one)) {
            if (table.yieldsTo(one, sequence, index)) {
                change(one, GONE, 0);
            }
        }
    }

    /** The venue has refused the order of that decision, and nothing has made room for it. */
    void notReplaced(final int instrument, final long sequence, final int index) {
        for (int one = table.firstOfUse(instrument); one != DisasterTable.NONE; one = table.nextOfUse(one)) {
            if (table.yieldsTo(one, sequence, index)) {
                table.stays(one);
            }
        }
    }

    /** The venue's answer to a placement. */
    void placeAnswered(final int one, final long algoId, final int errorCode, final boolean unknown) {
        table.algoId(one, algoId);
        if (unknown || !table.is(one, PLACED)) {
            return;
        }
        if (errorCode == 0) {
            rests(one);
        } else {
            refused(one, errorCode);
        }
    }

    /** The venue's answer to a cancel. Not known any more is as good as cancelled; what has fired tells so itself. */
    void cancelAnswered(final int one, final int errorCode, final boolean unknown, final boolean known) {
        final boolean settled = errorCode == 0 || (!known && !mayHaveOvertaken(one));
        if (!unknown && table.is(one, CANCELLING) && settled) {
            change(one, GONE, errorCode);
        }
    }

    /** Whether the venue has taken it, perhaps only after the one cancel so far, which found nothing: the next one settles it. */
    private boolean mayHaveOvertaken(final int one) {
        return table.algoId(one) != 0 && table.cancels(one) == 1;
    }

    /** A placement did not leave. */
    void placeFailed(final int one, final boolean perhapsSent, final boolean withheld) {
        if (!table.is(one, PLACED) || perhapsSent) {
            return;
        }
        if (withheld) {
            // Shadow mode: from here on as if it had been taken.
            rests(one);
        } else {
            failed(one, 0);
        }
    }

    /** A cancel did not leave; it is tried again unless nothing ever leaves. */
    void cancelFailed(final int one, final boolean withheld) {
        if (withheld && table.is(one, CANCELLING)) {
            change(one, GONE, 0);
        }
    }

    private void rests(final int one) {
        table.seen(one, true);
        rows[table.instrument(one) * STRIDE + FAILURES] = 0;
        // It wouldn't rest if what it replaces still did.
        replaced(table.instrument(one), table.sequence(one), table.index(one));
        change(one, RESTING, 0);
    }

    private void refused(final int one, final int errorCode) {
        final int instrument = table.instrument(one);
        failed(one, errorCode);
        listener.onAlarm(instrument, OrderTable.NO_ORDER, AlarmKind.DISASTER_REFUSED, table.trigger(one), errorCode);
    }

    private void failed(final int one, final int errorCode) {
        final int row = table.instrument(one) * STRIDE;
        rows[row + NOT_BEFORE] = nowNs + (SECOND_NS << Math.min(rows[row + FAILURES]++, MAX_DOUBLINGS));
        if (Pursuit.isThrottled(errorCode)) {
            rows[row + NOT_BEFORE] = Math.max(rows[row + NOT_BEFORE], controls.blockedUntilNs());
        }
        change(one, GONE, errorCode);
    }

    /** What the venue tells of one that is known here. */
    void reported(final int one, final AlgoStatus status, final long algoId) {
        table.algoId(one, algoId);
        table.seen(one, true);
        switch (status) {
            case NEW -> toldToRest(one);
            case TRIGGERING, TRIGGERED, FINISHED -> fired(one);
            case CANCELED, EXPIRED -> ended(one);
            case REJECTED -> rejected(one);
            default -> {}
        }
    }

    private void toldToRest(final int one) {
        if (table.is(one, PLACED) || table.is(one, GONE)) {
            rests(one);
        }
    }

    private void ended(final int one) {
        if (!table.isLive(one)) {
            return;
        }
        final boolean asked = table.is(one, CANCELLING) || table.isYielding(one);
        final int instrument = table.instrument(one);
        change(one, GONE, 0);
        if (!asked) {
            rows[instrument * STRIDE + NOT_BEFORE] = nowNs;
            listener.onAlarm(
                    instrument,
                    OrderTable.NO_ORDER,
                    AlarmKind.DISASTER_GONE,
                    table.trigger(one),
                    rows[instrument * STRIDE + POSITION]);
        }
    }

    /** It fired, and the order that it was to become was refused. The venue gives no code; it only reduces, so that is the likely one. */
    private void rejected(final int one) {
        fired(one);
        final int order = orders.find(table.instrument(one), table.epoch(one), table.sequence(one), table.index(one));
        if (order != OrderTable.NO_ORDER && !orders.life(order).isEnded()) {
            final OrderLife from = orders.life(order);
            orders.life(order, OrderLife.REJECTED);
            listener.onChanged(order, from, OrderLife.REJECTED, 0);
            pursuit.ended(order, OrderNews.REPORTED_REJECTED, Pursuit.NOTHING_TO_REDUCE);
        }
    }

    /** It has become an order; called with the first word of either. */
    void fired(final int one) {
        if (table.is(one, FIRED)) {
            return;
        }
        final int instrument = table.instrument(one);
        change(one, FIRED, 0);
        listener.onAlarm(
                instrument,
                OrderTable.NO_ORDER,
                AlarmKind.DISASTER_FIRED,
                table.trigger(one),
                rows[instrument * STRIDE + POSITION]);
        final int order = orders.add(instrument, table.epoch(one), table.sequence(one), table.index(one), nowNs);
        if (order != OrderTable.NO_ORDER) {
            orders.describe(order, table.side(one), true, table.quantity(one));
        }
        pursuit.exit(instrument, sequence, 0);
    }

    /** One of ours that nobody here knows rests at the venue: a decision of a tail that was lost. */
    void found(
            final int instrument,
            final int epoch,
            final long sequence,
            final int index,
            final long algoId,
            final int side,
            final long trigger,
            final long quantity) {
        final int one =
                table.add(instrument, epoch, sequence, index, RESTING, side, trigger, Math.max(1, quantity), nowNs);
        if (one == DisasterTable.NONE) {
            listener.onAlarm(instrument, OrderTable.NO_ORDER, AlarmKind.UNKNOWN_ORDER, quantity, 0);
            return;
        }
        table.algoId(one, algoId);
        table.seen(one, true);
        busy[instrument] = true;
        listener.onDisasterChanged(one, GONE, RESTING, 0);
    }

    /** Whether {@link #drive} may have something to do. */
    boolean isBusy(final int instrument) {
        return busy[instrument];
    }

    /** Does what is next for {@code instrument}, as far as there is room. */
    void drive(final int instrument) {
        if (!gate.isReconciling()) {
            giveUpUnlisted(instrument);
        }
        repeatCancels(instrument);
        if (isWanted(instrument)) {
            protect(instrument);
        } else {
            cancelBut(instrument, DisasterTable.NONE);
        }
        watch(instrument);
        watchSize(instrument);
        busy[instrument] =
                isWanted(instrument) || mayRest(instrument) || rows[instrument * STRIDE + MISSING_SINCE] != NOT_MISSING;
    }

    /** All that rests has been listed, and these were not. */
    private void giveUpUnlisted(final int instrument) {
        for (int one = table.firstOfUse(instrument); one != DisasterTable.NONE; one = table.nextOfUse(one)) {
            if (!table.isSeen(one) && listener.hasRoom()) {
                change(one, GONE, 0);
            }
        }
    }

    private void protect(final int instrument) {
        final int side = -Long.signum(rows[instrument * STRIDE + POSITION]);
        final int resting = table.newest(instrument, RESTING, side);
        final int pending = table.newest(instrument, PLACED, side);
        if (gate.isReconciling()) {
            // Which of them rest isn't known yet, of those without an answer, too: the venue's list tells.
            return;
        }
        if (pending != DisasterTable.NONE) {
            if (nowNs - table.askedNs(pending) > answerTimeoutNs) {
                cancel(pending);
            }
            return;
        }
        cancelBut(instrument, resting);
        if (mayPlace(instrument) && isDue(instrument, resting)) {
            place(instrument, side);
        }
    }

    private boolean mayPlace(final int instrument) {
        return orderEntryUp
                && nowNs >= rows[instrument * STRIDE + NOT_BEFORE]
                && !orders.hasOutstanding(instrument, true)
                && !(instruments.isSpot(instrument) && pursuit.exitsWithin(instrument, SECOND_NS))
                && listener.hasRoom();
    }

    private boolean isDue(final int instrument, final int resting) {
        final long position = held(instrument);
        if (resting == DisasterTable.NONE || table.quantity(resting) < position) {
            return true;
        }
        final int side = table.side(resting);
        final long nearer = -side * (trigger(instrument) - table.trigger(resting));
        final boolean worth = nearer >= Math.max(1, terms.step(instrument, table.trigger(resting)));
        final boolean surplus = table.quantity(resting) > coverage(instrument);
        return (worth || surplus)
                && nowNs - rows[instrument * STRIDE + AMENDED_NS] >= terms.everyNs(instrument)
                && hasBudget();
    }

    private boolean hasBudget() {
        if (nowNs - windowNs >= WINDOW_NS) {
            windowNs = nowNs;
            amendments = 0;
        }
        if (amendments >= AMENDMENTS) {
            return false;
        }
        amendments++;
        return true;
    }

    /** What is held, and what entries under way may add to it, as far as the venue takes it at once. */
    private long coverage(final int instrument) {
        if (instruments.isSpot(instrument)) {
            return held(instrument);
        }
        final long position = rows[instrument * STRIDE + POSITION];
        final long inFlight = orders.entriesInFlight(instrument) * Long.signum(position);
        return Math.min(Math.abs(position) + Math.max(0, inFlight), largest(instrument));
    }

    /** Behind the engine's stop, rounded to the tick away from the price. */
    private long trigger(final int instrument) {
        final int row = instrument * STRIDE;
        final long stop = rows[row + STOP];
        final long tick = instruments.tickSize(instrument);
        final long distance = terms.distance(instrument, stop, tick);
        return rows[row + POSITION] > 0
                ? Math.max(tick, Math.floorDiv(stop - distance, tick) * tick)
                : -Math.floorDiv(-(stop + distance), tick) * tick;
    }

    private void place(final int instrument, final int side) {
        final int row = instrument * STRIDE;
        final int one = table.add(
                instrument,
                epoch,
                sequence,
                listener.nextIndex(),
                PLACED,
                side,
                trigger(instrument),
                coverage(instrument),
                nowNs);
        if (one != DisasterTable.NONE) {
            table.seen(one, true);
            rows[row + AMENDED_NS] = nowNs;
            final boolean spot = instruments.isSpot(instrument);
            final int replaced = spot ? table.newest(instrument, RESTING, side) : DisasterTable.NONE;
            if (replaced != DisasterTable.NONE) {
                table.yieldTo(replaced, table.sequence(one), table.index(one), nowNs);
            }
            // Spot has no mark price.
            listener.onDisasterPlaced(one, rows[row + STOP], !spot && terms.isByMark(instrument), replaced);
        }
    }

    /** Cancels all that rest but {@code kept}, and all that may still begin to. */
    private void cancelBut(final int instrument, final int kept) {
        for (int one = table.firstOfUse(instrument); one != DisasterTable.NONE; one = table.nextOfUse(one)) {
            if (one != kept && (table.is(one, RESTING) || table.is(one, PLACED)) && !makesRoom(one)) {
                cancel(one);
            }
        }
    }

    /** Whether it has just been asked to make room for another. */
    private boolean makesRoom(final int one) {
        return table.isYielding(one) && nowNs - table.askedNs(one) <= answerTimeoutNs;
    }

    private void cancel(final int one) {
        if (orderEntryUp && listener.hasRoom()) {
            change(one, CANCELLING, 0);
            listener.onDisasterCancelled(one, (int) table.cancelled(one, nowNs));
        }
    }

    private void repeatCancels(final int instrument) {
        if (nowNs < controls.blockedUntilNs()) {
            return;
        }
        for (int one = table.firstOfUse(instrument); one != DisasterTable.NONE; one = table.nextOfUse(one)) {
            final boolean overdue = table.is(one, CANCELLING) && nowNs - table.askedNs(one) > answerTimeoutNs;
            if (overdue && orderEntryUp && listener.hasRoom()) {
                listener.onDisasterCancelled(one, (int) table.cancelled(one, nowNs));
            }
        }
    }

    /** The rest of such a position has the engine's own stop alone. */
    private void watchSize(final int instrument) {
        final int row = instrument * STRIDE;
        final boolean capped = isWanted(instrument) && sellable(instrument) > largest(instrument);
        if (capped && rows[row + CAPPED_TOLD] == 0) {
            if (!listener.hasRoom()) {
                return;
            }
            listener.onAlarm(
                    instrument,
                    OrderTable.NO_ORDER,
                    AlarmKind.DISASTER_CAPPED,
                    rows[row + POSITION],
                    largest(instrument));
        }
        rows[row + CAPPED_TOLD] = capped ? 1 : 0;
    }

    /** Somebody is told of a position that goes without for too long, again and again. */
    private void watch(final int instrument) {
        final int row = instrument * STRIDE;
        if (isGuarded(instrument)) {
            endNaked(instrument);
        } else if (rows[row + MISSING_SINCE] == NOT_MISSING) {
            rows[row + MISSING_SINCE] = nowNs;
            rows[row + ALARMS] = 0;
            rows[row + ALARM_AT] = nowNs + alarmAfterNs;
        } else if (nowNs >= rows[row + ALARM_AT] && listener.hasRoom()) {
            final long doublings = Math.min(++rows[row + ALARMS], ExitSettings.MAX_ALARM_DOUBLINGS);
            rows[row + ALARM_AT] = nowNs + (alarmAfterNs << doublings);
            listener.onAlarm(
                    instrument,
                    OrderTable.NO_ORDER,
                    AlarmKind.DISASTER_MISSING,
                    nowNs - rows[row + MISSING_SINCE],
                    rows[row + POSITION]);
        }
        if (flatten && isMissingTooLong(row) && !pursuit.wantsOut(instrument)) {
            pursuit.exit(instrument, sequence, 0);
        }
    }

    private boolean isMissingTooLong(final int row) {
        return rows[row + POSITION] != 0
                && rows[row + MISSING_SINCE] != NOT_MISSING
                && nowNs - rows[row + MISSING_SINCE] > guardWithinNs;
    }

    private void endNaked(final int instrument) {
        final int row = instrument * STRIDE;
        final long sinceNs = rows[row + MISSING_SINCE];
        // A stop that another has replaced in one step is told of before that one, in the same moment.
        if (sinceNs != NOT_MISSING && nowNs > sinceNs && instruments.isSpot(instrument)) {
            if (!listener.hasRoom()) {
                return;
            }
            listener.onNaked(instrument, nowNs - sinceNs, rows[row + POSITION]);
        }
        rows[row + MISSING_SINCE] = NOT_MISSING;
    }

    /** The one transition. */
    private void change(final int one, final DisasterLife to, final int errorCode) {
        final DisasterLife from = table.life(one);
        busy[table.instrument(one)] = true;
        if (from != to) {
            table.life(one, to);
            listener.onDisasterChanged(one, from, to, errorCode);
        }
    }
}
