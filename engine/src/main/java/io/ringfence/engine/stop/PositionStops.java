package io.ringfence.engine.stop;

import io.ringfence.engine.config.StopProfile;
import io.ringfence.engine.config.StopTrigger;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.message.StopReason;
import java.util.Arrays;
import java.util.List;

/**
 * The stop of every position, one per instrument, by the rules of STOPS.md. Within one event: {@link #position}, {@link #bar}, and then
 * one of {@link #quote}, {@link #trade}, {@link #mark} or, if the event is none of these, {@link #time}. Prices and quantities are in
 * the instrument's units, times are engine time. Owned by {@code stops}; allocates nothing after it was made.
 */
public final class PositionStops {
    private final Instruments instruments;
    private final StopListener listener;
    private final StopRules[] profiles;
    private final int[] profileOf;
    private final ClosedBars bars;
    private final GuardedPosition position;

    private StopRules rules;

    /**
     * One profile for all instruments.
     *
     * @param timeframes of the bars that {@link #bar} is told of, by index
     * @param takerFee   of the account, one side, parts of 1e9
     */
    public PositionStops(
            final StopProfile profile,
            final List<Timeframe> timeframes,
            final long takerFee,
            final Instruments instruments,
            final int maxInstruments,
            final StopListener listener) {
        this(List.of(profile), timeframes, takerFee, instruments, maxInstruments, listener);
    }

    /** Several profiles, the first for every instrument until {@link #assign} says otherwise. */
    PositionStops(
            final List<StopProfile> profiles,
            final List<Timeframe> timeframes,
            final long takerFee,
            final Instruments instruments,
            final int maxInstruments,
            final StopListener listener) {
        this.instruments = instruments;
        this.listener = listener;
        this.profiles = profiles.stream()
                .map(profile -> new StopRules(profile, timeframes, takerFee))
                .toArray(StopRules[]::new);
        profileOf = new int[maxInstruments + 1];
        bars = new ClosedBars(
                maxInstruments,
                timeframes.stream().mapToLong(Timeframe::ns).toArray(),
                Arrays.stream(this.profiles).mapToInt(StopRules::barsBack).max().orElse(0));
        position = new GuardedPosition(instruments, maxInstruments, bars);
    }

    long stateBytes(final int highestInstrument) {
        return GuardedPosition.stateBytes(highestInstrument) + bars.stateBytes(highestInstrument);
    }

    void save(final StateWriter state) {
        position.save(state, instruments.highest());
        bars.save(state, instruments.highest());
    }

    void load(final StateReader state) {
        position.load(state, instruments.highest());
        bars.load(state, instruments.highest());
    }

    /** From now on {@code instrument} is protected by the profile with that index. A stop that stands stays. */
    void assign(final int instrument, final int profile) {
        profileOf[instrument] = profile;
    }

    private void select(final int instrument) {
        rules = profiles[profileOf[instrument]];
        position.select(instrument, rules.feeParts());
    }

    /**
     * Takes the position as it is now.
     *
     * @param quantity   signed, 0 when flat
     * @param entryPrice average
     */
    public void position(final int instrument, final long quantity, final long entryPrice, final long nowNs) {
        select(instrument);
        final long before = position.quantity();
        if (position.isThere() && Long.signum(before) != Long.signum(quantity)) {
            disarm();
        }
        if (quantity == 0) {
            return;
        }
        if (!position.isThere()) {
            arm(quantity, entryPrice, nowNs);
        } else if (Math.abs(quantity) < Math.abs(before)) {
            position.reduce(quantity);
        } else if (quantity != before || entryPrice != position.entry()) {
            add(quantity, entryPrice);
        }
        checkTime(nowNs);
    }

    private void arm(final long quantity, final long entryPrice, final long nowNs) {
        position.open(quantity, entryPrice, nowNs);
        position.stop(rules.arm(position), StopReason.HARD);
        listener.onArmed(position.instrument(), quantity, position.stop(), entryPrice);
    }

    private void disarm() {
        position.clear();
        listener.onDisarmed(position.instrument());
    }

    private void add(final long quantity, final long entryPrice) {
        position.take(quantity, entryPrice);
        if (position.isArmed()) {
            rules.fixHardAtr(position);
            follow();
        }
    }

    /**
     * Takes a closed bar; stops follow with the next price.
     *
     * @param timeframe index of the configured row
     * @param atr       in price units, NaN while there is none
     */
    public void bar(final int instrument, final int timeframe, final long high, final long low, final double atr) {
        bar(instrument, timeframe, high, low, atr, true);
    }

    /** @param whole false: the same candle is told later as {@link #past}, and in what rules look back on it isn't counted */
    void bar(
            final int instrument,
            final int timeframe,
            final long high,
            final long low,
            final double atr,
            final boolean whole) {
        select(instrument);
        bars.atr(instrument, timeframe, atr);
        if (whole) {
            rules.lookBack(instrument, bars, timeframe, high, low);
        }
        rules.onBar(position, timeframe, high, low);
    }

    /** Takes a closed bar of the past: nobody acts on it, but rules may look back on it. */
    void past(final int instrument, final long timeframeNs, final long high, final long low) {
        final int timeframe = bars.timeframeOf(timeframeNs);
        if (timeframe >= 0) {
            select(instrument);
            rules.lookBack(instrument, bars, timeframe, high, low);
        }
    }

    /** All bars of a timeframe are told anew as {@link #past}. */
    void forget(final int instrument, final int timeframe) {
        bars.forget(instrument, timeframe);
    }

    /**
     * Takes an ATR without a bar: the past has been told.
     *
     * @param atr in price units, NaN while there is none
     */
    void atr(final int instrument, final int timeframe, final double atr) {
        select(instrument);
        bars.atr(instrument, timeframe, atr);
        rules.onAtr(position, timeframe);
    }

    /** Takes a quote with the extremes of those it replaced. */
    public void quote(
            final int instrument,
            final long bid,
            final long ask,
            final long lowestBid,
            final long highestAsk,
            final long nowNs) {
        select(instrument);
        position.quoted();
        if (!position.isArmed()) {
            return;
        }
        if (rules.isTriggeredBy(StopTrigger.QUOTE)) {
            final boolean isLong = position.side() > 0;
            price(isLong ? lowestBid : highestAsk, isLong ? bid : ask, nowNs);
        } else {
            checkTime(nowNs);
        }
    }

    /** Takes a market trade. */
    public void trade(final int instrument, final long price, final long nowNs) {
        if (!position.isArmed(instrument)) {
            return;
        }
        select(instrument);
        final boolean unquoted = rules.isTriggeredBy(StopTrigger.QUOTE) && !position.isQuoted();
        if (unquoted || rules.isTriggeredBy(StopTrigger.TRADE)) {
            price(price, price, nowNs);
        } else {
            checkTime(nowNs);
        }
    }

    /** Takes a mark price with the extremes of those it replaced. */
    public void mark(final int instrument, final long price, final long lowest, final long highest, final long nowNs) {
        if (!position.isArmed(instrument)) {
            return;
        }
        select(instrument);
        if (rules.isTriggeredBy(StopTrigger.MARK)) {
            price(position.side() > 0 ? lowest : highest, price, nowNs);
        } else {
            checkTime(nowNs);
        }
    }

    /** Takes the time: any other event of {@code instrument}, or a tick. */
    public void time(final int instrument, final long nowNs) {
        if (position.isArmed(instrument)) {
            select(instrument);
            checkTime(nowNs);
        }
    }

    private void price(final long worst, final long latest, final long nowNs) {
        // An empty side of the book is no price.
        if (latest <= 0) {
            checkTime(nowNs);
            return;
        }
        if (fires(worst > 0 && position.ahead(worst, latest) < 0 ? worst : latest, nowNs)) {
            return;
        }
        position.latest(latest);
        if (follow() && fires(latest, nowNs)) {
            return;
        }
        checkTime(nowNs);
        if (position.isArmed()) {
            rules.takeProfits().take(position, latest, listener);
        }
    }

    private boolean fires(final long price, final long nowNs) {
        if (position.ahead(price, position.stop()) > 0) {
            position.endBeyond();
            return false;
        }
        if (position.reason() == StopReason.HARD || rules.confirmation().isGivenBy(position, nowNs)) {
            fire(price, position.reason());
        } else if (position.ahead(price, rules.hardStop(position)) <= 0) {
            fire(price, StopReason.HARD);
        }
        return !position.isArmed();
    }

    private void fire(final long price, final StopReason reason) {
        position.fired();
        listener.onHit(
                position.instrument(),
                position.quantity(),
                position.stop(),
                price,
                Math.abs(price - position.stop()),
                reason);
    }

    /** Moves the stop to where the rules want it; never away from the price. */
    private boolean follow() {
        final StopRule best = rules.best(position);
        final long stop = best.candidate(position);
        final long previous = position.stop();
        if (!rules.isStep(position, stop)) {
            return false;
        }
        position.stop(stop, best.reason());
        listener.onMoved(position.instrument(), position.quantity(), stop, previous, position.best(), best.reason());
        return true;
    }

    private void checkTime(final long nowNs) {
        if (!position.isArmed()) {
            return;
        }
        if (rules.confirmation().isGivenByTime(position, nowNs)) {
            fire(position.lastPrice(), position.reason());
        } else if (rules.time().isTooOld(position, nowNs)) {
            end(StopReason.TIME);
        } else if (rules.time().isSessionOver(position, nowNs)) {
            end(StopReason.SESSION_END);
        }
    }

    private void end(final StopReason reason) {
        position.fired();
        listener.onHit(position.instrument(), position.quantity(), position.stop(), position.lastPrice(), 0, reason);
    }

    /** Whether a stop guards {@code instrument}'s position, not fired yet. */
    public boolean isArmed(final int instrument) {
        return position.isArmed(instrument);
    }

    /** The stop's price; 0 without a position. */
    public long stopPrice(final int instrument) {
        select(instrument);
        return position.stop();
    }
}
