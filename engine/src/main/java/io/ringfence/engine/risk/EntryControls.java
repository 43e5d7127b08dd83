package io.ringfence.engine.risk;

import io.ringfence.engine.stage.Instruments;
import io.ringfence.journal.message.RiskRule;

/**
 * Every control of entries by name, asked in a fixed order; the first that refuses counts. Not a row of them to go through: an entry is
 * rare, so what it needs has left the nearest caches, and finding out of each control which code is its own took longer than the code.
 * Asked by name they are compiled into one piece. Owned by {@code orders}; allocates nothing after it was made.
 */
final class EntryControls {
    private final AllowedControl allowed;
    private final MarketStatusControl marketStatus;
    private final ClockControl clock;
    private final LagControl lag;
    private final RequestControl requests;
    private final DailyLossControl dailyLoss;
    private final DrawdownControl drawdown;
    private final LeverageSettingControl leverageSetting;
    private final MarginControl margin;
    private final LossStreakControl lossStreak;
    private final ExecutionControl executions;
    private final OrderRateControl orderRate;
    private final OrderCountControl orderCount;
    private final SignalControl signal;

    private final InFlightControl inFlight;
    private final OpenOrdersControl openOrders;
    private final SelfTradeControl selfTrade;

    private final StaleDataControl staleData;
    private final PriceBandControl priceBand;
    private final MarkBandControl markBand;
    private final PercentPriceControl percentPrice;
    private final BookGapControl bookGap;
    private final CrossedBookControl crossedBook;
    private final SpreadControl spread;
    private final JumpControl jump;

    private final OrderNotionalControl orderNotional;
    private final PositionNotionalControl positionNotional;
    private final OrderQuantityControl orderQuantity;
    private final DuplicateControl duplicate;
    private final PositionsControl positions;
    private final GroupControl group;
    private final GrossControl gross;
    private final LeverageControl leverage;
    private final BalanceControl balance;

    EntryControls(
            final LimitTable limits,
            final OrderFlow flow,
            final OrderCount counted,
            final MarketWatch market,
            final Exposure exposure,
            final AccountBook book,
            final StrategyBook strategies,
            final Surroundings surroundings,
            final Instruments instruments,
            final long takerFee) {
        allowed = new AllowedControl(limits);
        marketStatus = new MarketStatusControl(limits, market);
        clock = new ClockControl(limits, surroundings);
        lag = new LagControl(limits, surroundings);
        requests = new RequestControl(limits, surroundings);
        dailyLoss = new DailyLossControl(limits, book, strategies);
        drawdown = new DrawdownControl(limits, book, strategies);
        leverageSetting = new LeverageSettingControl(exposure);
        margin = new MarginControl(limits, surroundings);
        lossStreak = new LossStreakControl(book, strategies);
        executions = new ExecutionControl(limits, flow);
        orderRate = new OrderRateControl(limits, flow);
        orderCount = new OrderCountControl(limits, counted, instruments);
        signal = new SignalControl(limits, flow);

        inFlight = new InFlightControl(limits);
        openOrders = new OpenOrdersControl(limits);
        selfTrade = new SelfTradeControl(limits);

        staleData = new StaleDataControl(limits, market);
        priceBand = new PriceBandControl(limits, market);
        markBand = new MarkBandControl(limits, market);
        percentPrice = new PercentPriceControl(market);
        bookGap = new BookGapControl(limits, market);
        crossedBook = new CrossedBookControl(limits, market);
        spread = new SpreadControl(limits, market);
        jump = new JumpControl(limits, market);

        orderNotional = new OrderNotionalControl(limits);
        positionNotional = new PositionNotionalControl(limits, instruments);
        orderQuantity = new OrderQuantityControl(limits, instruments);
        duplicate = new DuplicateControl(limits, flow);
        positions = new PositionsControl(limits, exposure);
        group = new GroupControl(limits, exposure);
        gross = new GrossControl(limits, exposure);
        leverage = new LeverageControl(limits, exposure, book);
        balance = new BalanceControl(limits, exposure, book, takerFee);
    }

    /** Engine and account; null if none refuses. */
    RiskRule ofState(final Entry entry) {
        RiskRule refused = allowed.refusal(entry);
        refused = refused == null ? marketStatus.refusal(entry) : refused;
        refused = refused == null ? clock.refusal(entry) : refused;
        refused = refused == null ? lag.refusal(entry) : refused;
        refused = refused == null ? requests.refusal(entry) : refused;
        refused = refused == null ? dailyLoss.refusal(entry) : refused;
        refused = refused == null ? drawdown.refusal(entry) : refused;
        refused = refused == null ? leverageSetting.refusal(entry) : refused;
        refused = refused == null ? margin.refusal(entry) : refused;
        refused = refused == null ? lossStreak.refusal(entry) : refused;
        refused = refused == null ? executions.refusal(entry) : refused;
        refused = refused == null ? orderRate.refusal(entry) : refused;
        refused = refused == null ? orderCount.refusal(entry) : refused;
        return refused == null ? signal.refusal(entry) : refused;
    }

    /** Orders under way; null if none refuses. */
    RiskRule ofOrders(final Entry entry) {
        RiskRule refused = formerOfOrders(entry);
        refused = refused == null ? openOrders.refusal(entry) : refused;
        return refused == null ? selfTrade.refusal(entry) : refused;
    }

    /** The same as far as journals of before {@link #ofState} know it. */
    RiskRule formerOfOrders(final Entry entry) {
        return inFlight.refusal(entry);
    }

    /** Prices; null if none refuses. */
    RiskRule ofMarket(final Entry entry) {
        RiskRule refused = formerOfMarket(entry);
        refused = refused == null ? markBand.refusal(entry) : refused;
        refused = refused == null ? percentPrice.refusal(entry) : refused;
        refused = refused == null ? bookGap.refusal(entry) : refused;
        refused = refused == null ? crossedBook.refusal(entry) : refused;
        refused = refused == null ? spread.refusal(entry) : refused;
        return refused == null ? jump.refusal(entry) : refused;
    }

    /** The same as far as journals of before {@link #ofState} know it. */
    RiskRule formerOfMarket(final Entry entry) {
        RiskRule refused = staleData.refusal(entry);
        return refused == null ? priceBand.refusal(entry) : refused;
    }

    /** The order's size, the position and the account with it; null if none refuses. */
    RiskRule ofSize(final Entry entry) {
        RiskRule refused = formerOfSize(entry);
        refused = refused == null ? orderQuantity.refusal(entry) : refused;
        refused = refused == null ? duplicate.refusal(entry) : refused;
        refused = refused == null ? positions.refusal(entry) : refused;
        refused = refused == null ? group.refusal(entry) : refused;
        refused = refused == null ? gross.refusal(entry) : refused;
        refused = refused == null ? leverage.refusal(entry) : refused;
        return refused == null ? balance.refusal(entry) : refused;
    }

    /** The same as far as journals of before {@link #ofState} know it. */
    RiskRule formerOfSize(final Entry entry) {
        RiskRule refused = orderNotional.refusal(entry);
        return refused == null ? positionNotional.refusal(entry) : refused;
    }
}
