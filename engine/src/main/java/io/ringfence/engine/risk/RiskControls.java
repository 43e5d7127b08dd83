package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskConduct;
import io.ringfence.engine.config.RiskLimit;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.config.StrategyChoice;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.KillLevel;
import io.ringfence.journal.message.MarketStatus;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.number.Money;

/**
 * All controls of entries in their order, and what they are held against. The first that refuses counts:
 *
 * <pre>
 *   engine and account ─▶ orders under way ─▶ market ─▶ (size) ─▶ order, position, account
 * </pre>
 *
 * No exit passes any of them. Owned by {@code orders}, which saves this with its state; allocates nothing after it was made.
 */
public final class RiskControls {
    /** A journal of before has decisions that only these controls had a part in. */
    private static final int SCHEMA_OF_ALL = 2;

    private static final int NOBODY = -1;
    private static final int ACCOUNT = 0;

    private final LimitTable limits;
    private final OrderFlow flow;
    private final MarketWatch market;
    private final Exposure exposure;
    private final AccountBook book;
    private final StrategyBook strategies;
    private final Surroundings surroundings = new Surroundings();
    private final OrderCount orderCount = new OrderCount();
    private final KillSwitch killSwitch;
    private final KillLevel killLevel;

    private final EntryControls controls;

    private boolean complete = true;
    /** Who is to be stated next, and all behind it: the account, then strategies from 1. */
    private int owed = NOBODY;

    private boolean overflows;
    private boolean overflown;
    private RiskRule hit;
    private long hitBound;
    private long hitValue;

    /** @param instruments of the stage */
    public RiskControls(final StageSettings settings, final Instruments instruments) {
        final int max = settings.maxInstruments();
        limits = new LimitTable(
                settings.risk(),
                settings.strategies().choices().stream()
                        .map(StrategyChoice::name)
                        .toList(),
                max);
        flow = new OrderFlow(limits, max);
        market = new MarketWatch(instruments, limits, flow, max);
        exposure = new Exposure(instruments, market, limits, max);
        book = new AccountBook(
                instruments,
                exposure,
                limits,
                flow,
                settings.risk().rest().dayStart().ns(),
                settings.initialBalance(),
                max);
        strategies = new StrategyBook(
                book,
                limits,
                flow,
                settings.strategies().choices().stream()
                        .map(StrategyChoice::name)
                        .toList(),
                max);
        book.strategies(strategies);
        killSwitch = new KillSwitch(max);
        killLevel = level(settings.risk().rest().killLevel());
        controls = new EntryControls(
                limits,
                flow,
                orderCount,
                market,
                exposure,
                book,
                strategies,
                surroundings,
                instruments,
                settings.stop().takerFee());
    }

    private static KillLevel level(final RiskConduct.KillChoice choice) {
        return switch (choice) {
            case REDUCE_ONLY -> KillLevel.REDUCE_ONLY;
            case CANCEL_ALL -> KillLevel.CANCEL_ALL;
            case FLATTEN -> KillLevel.FLATTEN;
        };
    }

    /** Bytes that {@link #save} writes at most. */
    public static long stateBytes(final int highestInstrument) {
        return Long.BYTES
                + LimitTable.stateBytes(highestInstrument)
                + OrderFlow.stateBytes(highestInstrument)
                + MarketWatch.stateBytes(highestInstrument)
                + Exposure.stateBytes(highestInstrument)
                + AccountBook.stateBytes(highestInstrument)
                + StrategyBook.stateBytes(highestInstrument)
                + Surroundings.stateBytes()
                + OrderCount.stateBytes()
                + KillSwitch.stateBytes(highestInstrument);
    }

    public void save(final StateWriter state, final int highestInstrument) {
        state.putFlag(complete);
        state.putFlag(overflows);
        state.putLong(owed);
        limits.save(state, highestInstrument);
        flow.save(state, highestInstrument);
        market.save(state, highestInstrument);
        exposure.save(state, highestInstrument);
        book.save(state, highestInstrument);
        strategies.save(state, highestInstrument);
        surroundings.save(state);
        orderCount.save(state);
        killSwitch.save(state, highestInstrument);
    }

    public void load(final StateReader state, final int highestInstrument) {
        complete = state.getFlag();
        overflows = state.getFlag();
        owed = (int) state.getLong();
        limits.load(state, highestInstrument);
        flow.load(state, highestInstrument);
        market.load(state, highestInstrument);
        exposure.load(state, highestInstrument);
        book.load(state, highestInstrument);
        strategies.load(state, highestInstrument);
        surroundings.load(state);
        orderCount.load(state);
        killSwitch.load(state, highestInstrument);
    }

    /** @param schemaVersion of the generation's journal: its decisions are concluded as they were then */
    public void generationStarted(final int schemaVersion, final long nowNs) {
        complete = schemaVersion >= SCHEMA_OF_ALL;
        market.forget();
        exposure.allRepriced();
        strategies.allChanged();
        strategies.generationStarted(nowNs);
        flow.generationStarted();
        book.generationStarted(nowNs);
        surroundings.generationStarted();
    }

    /** Whether this generation has all controls, and a kill switch that only a person lifts. */
    public boolean isComplete() {
        return complete;
    }

    public void defined(final int instrument, final InstrumentDefinitionDecoder definition) {
        market.status(instrument, definition.status() == MarketStatus.HALTED);
        market.marks(
                instrument,
                definition.markPrices() == Flag.YES,
                known(definition.bandUp()),
                known(definition.bandDown()));
        limits.learn(instrument, definition);
        repriced(instrument);
    }

    /** An older schema version has no bands. */
    private static long known(final long band) {
        return band == InstrumentDefinitionDecoder.bandUpNullValue() ? 0 : band;
    }

    public void trade(final int instrument, final long price) {
        market.trade(instrument, price);
        repriced(instrument);
    }

    public void quote(final int instrument, final long bid, final long ask, final long nowNs) {
        market.quote(instrument, bid, ask, nowNs);
        repriced(instrument);
    }

    private void repriced(final int instrument) {
        if (exposure.repriced(instrument)) {
            strategies.changed(instrument);
        }
    }

    public void mark(final int instrument, final long price, final long nowNs) {
        market.mark(instrument, price, nowNs);
    }

    /** An update of the book is missing, or a snapshot has made it whole. */
    public void bookGap(final int instrument, final boolean gap) {
        market.bookGap(instrument, gap);
    }

    /** Venue clock less ours; whether that is worth an alarm. */
    public boolean clockOffset(final long offsetNs) {
        surroundings.clockOffset(offsetNs);
        return complete && Math.absExact(offsetNs) > warnClockNs();
    }

    /** From where on an offset is worth an alarm. */
    public long warnClockNs() {
        return limits.of(RiskLimit.WARN_CLOCK_OFFSET);
    }

    /** Until when the venue wants to hear nothing as far as is known, engine time, ns; 0: it listens. */
    public long blockedUntilNs() {
        return surroundings.blockedUntilNs();
    }

    public void requestUse(final long used, final long limit, final long blockedUntilNs) {
        surroundings.requestUse(used, limit, blockedUntilNs);
    }

    /** How far the stages are behind; whether that is above a limit. */
    public boolean lag(final long events, final long ringSize, final long lagNs) {
        surroundings.lag(events, ringSize, lagNs);
        return lagNs > maxLagNs();
    }

    /** From where on entries are refused. */
    public long maxLagNs() {
        return limits.of(RiskLimit.MAX_LAG);
    }

    /** Money, with all fills so far. */
    public long wallet() {
        return book.wallet();
    }

    /** As the venue states it, money. */
    public void margin(final long balance, final long maintenance) {
        surroundings.margin(balance, maintenance);
    }

    /**
     * How {@code instrument} is held at the venue.
     *
     * @param wanted    configured leverage; 0: whatever it is
     * @param otherType whether the margin type is another than the configured one
     * @return whether that is news and not as configured
     */
    public boolean leverage(final int instrument, final long leverage, final long wanted, final boolean otherType) {
        return exposure.leverage(instrument, leverage, wanted, otherType);
    }

    /**
     * The wallet has changed without a fill.
     *
     * @param wallet    with all fills so far
     * @param deposited what of the change is neither profit nor cost
     */
    public void wallet(final long wallet, final long deposited) {
        book.wallet(wallet, deposited);
    }

    /**
     * A fill was settled.
     *
     * @param quantity   held after it, signed
     * @param net        profit less fees of the instrument, all so far
     * @param accountNet the same of the account
     */
    public void settled(
            final int instrument,
            final long quantity,
            final long openCost,
            final long net,
            final long accountNet,
            final long nowNs) {
        exposure.position(instrument, quantity, openCost);
        book.settled(instrument, quantity, net, accountNet, nowNs);
        strategies.changed(instrument);
    }

    /** On spot, what was paid for what is held beside the position, too little to sell; money. */
    public void dust(final int instrument, final long cost) {
        exposure.dust(instrument, cost);
    }

    /** What entries of {@code instrument} under way may still add to its position, signed. */
    public void inFlight(final int instrument, final long quantity) {
        exposure.inFlight(instrument, quantity);
    }

    /** A strategy wants something new of {@code instrument}. */
    public void signal(final int instrument, final int strategy) {
        flow.signal(instrument, strategy);
        strategies.changed(instrument);
    }

    /** Whose signal was the last of {@code instrument}. */
    public int strategy(final int instrument) {
        return flow.strategy(instrument);
    }

    /** The same; -1 before any. */
    public int owner(final int instrument) {
        return flow.owner(instrument);
    }

    /** An entry of {@code instrument} was filled by {@code quantity}, for the {@code first} time or once more. */
    public void filled(final int instrument, final long quantity, final boolean first, final long nowNs) {
        flow.filled(instrument, quantity, first, nowNs);
    }

    /** An order of whatever kind goes out. */
    public void ordered(final long nowNs) {
        orderCount.add(nowNs);
    }

    /** {@code entry} goes out. */
    public void placed(final Entry entry) {
        flow.placed(entry);
    }

    /** What may still be asked for by the present signal, if it made an entry already; otherwise {@code quantity}. */
    public long restOfSignal(final int instrument, final long quantity) {
        return complete ? Math.min(quantity, flow.signalRest(instrument, quantity)) : quantity;
    }

    /** A person lifts what holds entries of {@code instrument} for its own losses and executions. */
    public void lift(final int instrument) {
        flow.lift(instrument);
        book.lift(instrument);
    }

    /** A person lifts what holds entries of the account for losses; what was lost counts from here. */
    public void liftAccount() {
        flow.lift(OrderFlow.ACCOUNT);
        book.liftAccount();
    }

    /** Thrown by operators and by limits. */
    public KillSwitch killSwitch() {
        return killSwitch;
    }

    /** What limits throw the kill switch to. */
    public KillLevel killLevel() {
        return killLevel;
    }

    /**
     * Brings the account's day and peak up to now; called on ticks.
     *
     * @return the limit that throws the kill switch now, or null; then {@link #hitBound} and {@link #hitValue} tell more
     */
    public RiskRule tick(final long nowNs) {
        hit = null;
        overflown = false;
        if (complete) {
            try {
                bringUp(nowNs);
                look(RiskRule.DAILY_LOSS, RiskLimit.KILL_DAILY_LOSS, book.dayStart(), book.lossOfDay());
                look(RiskRule.DRAWDOWN, RiskLimit.KILL_DRAWDOWN, book.peak(), book.drawdown());
                overflows = false;
            } catch (final ArithmeticException overflow) {
                // A price so far out that its worth doesn't fit says nothing of losses; entries are refused for it
                // elsewhere.
                overflown = !overflows;
                overflows = true;
                return null;
            }
        }
        return hit;
    }

    private void bringUp(final long nowNs) {
        if (book.at(nowNs)) {
            owed = ACCOUNT;
        }
    }

    /** Whether with the last {@link #tick} it began that nobody can say what the account is worth: the sum doesn't fit. */
    public boolean hasOverflown() {
        return overflown;
    }

    /** The instrument whose worth doesn't fit, alone or with those before it; 0: none any more. */
    public int overflowOf() {
        return exposure.overflowOf();
    }

    /** Between bid and ask, rounded down, price units; 0 without any price. */
    public long middle(final int instrument) {
        return market.middle(instrument);
    }

    private void look(final RiskRule rule, final RiskLimit limit, final long of, final long loss) {
        final long parts = limits.of(limit);
        if (hit == null && parts != RiskLimit.OFF && killSwitch.level(0).value() < killLevel.value()) {
            hitBound = Money.multiplyDivideDown(Math.max(0, of), parts, RiskLimit.WHOLE);
            hitValue = loss;
            hit = loss > hitBound ? rule : null;
        }
    }

    public long hitBound() {
        return hitBound;
    }

    public long hitValue() {
        return hitValue;
    }

    /** Engine and account; null if none refuses. */
    public RiskRule checkState(final Entry entry) {
        if (!complete) {
            return null;
        }
        bringUp(entry.nowNs());
        return controls.ofState(entry);
    }

    /** Orders under way; null if none refuses. */
    public RiskRule checkOrders(final Entry entry) {
        return complete ? controls.ofOrders(entry) : controls.formerOfOrders(entry);
    }

    /** Prices; null if none refuses. */
    public RiskRule checkMarket(final Entry entry) {
        return complete ? controls.ofMarket(entry) : controls.formerOfMarket(entry);
    }

    /** The order's size, the position and the account with it; null if none refuses. */
    public RiskRule checkSize(final Entry entry) {
        return complete ? controls.ofSize(entry) : controls.formerOfSize(entry);
    }

    /** Whether there should be a mark price and isn't: none came in this generation, or none for 10 s. */
    public boolean lacksMark(final int instrument, final long nowNs) {
        return market.lacksMark(instrument, nowNs);
    }

    /** The last mark price of this generation, price units; 0 before the first. */
    public long lastMark(final int instrument) {
        return market.mark(instrument);
    }

    /** Up to which price the venue lets buy, or down to which it lets sell, price units; 0: none is known. */
    public long venueBound(final int instrument, final int side, final long nowNs) {
        return market.venueBound(instrument, side, nowNs);
    }

    /** Money: wallet and unrealised profit. */
    public long equity() {
        return book.equity();
    }

    /**
     * A position of {@code instrument} has ended: tells how the account does, and how the strategy does whose it was. If that can't be said, for what is
     * held is worth more than fits, it is owed: nothing of what follows from the event is held up by it.
     */
    public void stateProfit(final int instrument, final long nowNs, final ProfitListener listener) {
        try {
            bringUp(nowNs);
            final int owner = flow.owner(instrument);
            final boolean told = state(ACCOUNT, listener)
                    && (owner < 0 || owner >= strategies.count() || state(owner + 1, listener));
            owed = told ? owed : ACCOUNT;
        } catch (final ArithmeticException overflow) {
            owed = ACCOUNT;
        }
    }

    /** Tells what is owed, since a day began or something couldn't be said, as far as there is room; the rest with the next tick. */
    public void stateOwed(final ProfitListener listener) {
        try {
            while (owed != NOBODY && !overflows && state(owed, listener)) {
                owed = owed == strategies.count() ? NOBODY : owed + 1;
            }
        } catch (final ArithmeticException overflow) {
            // It is owed still.
        }
    }

    /** @param number 0: the account; strategies from 1 */
    private boolean state(final int number, final ProfitListener listener) {
        if (number == ACCOUNT) {
            return listener.onProfit(
                    ACCOUNT,
                    book.net(),
                    Math.subtractExact(book.equity(), book.wallet()),
                    Math.negateExact(book.lossOfDay()),
                    book.peak(),
                    book.drawdown(),
                    book.deepest());
        }
        final int strategy = number - 1;
        return listener.onProfit(
                number,
                strategies.realized(strategy),
                Math.subtractExact(strategies.worth(strategy), strategies.realized(strategy)),
                Math.negateExact(strategies.lossOfDay(strategy)),
                strategies.peak(strategy),
                strategies.drawdown(strategy),
                strategies.deepest(strategy));
    }
}
