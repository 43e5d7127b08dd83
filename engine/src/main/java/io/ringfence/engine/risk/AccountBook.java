package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.number.Money;

/**
 * What the account is worth and how it does: equity against the day's start and its peak, profit of the day by instrument, and losses in a
 * row, of the account (row 0) and of each instrument. Equity is the wallet with all fills so far, and the profit that positions would bring. A
 * deposit or withdrawal moves the day's start and the peak with it: it is no profit. Owned by {@code orders}.
 */
final class AccountBook {
    private static final int ACCOUNT = 0;
    private static final long DAY_NS = 86_400_000_000_000L;

    private static final int NET = 0;
    /** Net when the position was opened. */
    private static final int NET_AT_OPEN = 1;
    /** Net and unrealised profit when the day began. */
    private static final int DAY_START = 2;

    private static final int LOSSES = 3;
    private static final int COOL_UNTIL_NS = 4;
    private static final int HELD = 5;
    private static final int STRIDE = 6;

    private final Instruments instruments;
    private final Exposure exposure;
    private final LimitTable limits;
    private final OrderFlow flow;
    private final long dayStartNs;
    private final long[] rows;

    private long wallet;
    private long day = Long.MIN_VALUE;
    private long dayStart;
    private long peak;
    private long deepest;
    private StrategyBook strategies;

    AccountBook(
            final Instruments instruments,
            final Exposure exposure,
            final LimitTable limits,
            final OrderFlow flow,
            final long dayStartNs,
            final long initialBalance,
            final int maxInstruments) {
        this.instruments = instruments;
        this.exposure = exposure;
        this.limits = limits;
        this.flow = flow;
        this.dayStartNs = dayStartNs;
        rows = new long[(maxInstruments + 1) * STRIDE];
        wallet = initialBalance;
    }

    static long stateBytes(final int highestInstrument) {
        return 6 * Long.BYTES + (highestInstrument + 1L) * STRIDE * Long.BYTES;
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putLong(wallet);
        state.putLong(day);
        state.putLong(dayStart);
        state.putLong(peak);
        state.putLong(deepest);
        state.putLongs(rows, 0, (highestInstrument + 1) * STRIDE);
    }

    void load(final StateReader state, final int highestInstrument) {
        wallet = state.getLong();
        day = state.getLong();
        dayStart = state.getLong();
        peak = state.getLong();
        deepest = state.getLong();
        state.getLongs(rows, 0, (highestInstrument + 1) * STRIDE);
    }

    /** Who counts by strategy. */
    void strategies(final StrategyBook book) {
        strategies = book;
    }

    /**
     * The venue stated the wallet, or it changed without a fill.
     *
     * @param wallet   with all fills so far
     * @param deposited what of the change is neither profit nor cost
     */
    void wallet(final long wallet, final long deposited) {
        this.wallet = wallet;
        if (day != Long.MIN_VALUE) {
            dayStart = Math.addExact(dayStart, deposited);
            peak = Math.addExact(peak, deposited);
        }
    }

    /**
     * A fill was settled.
     *
     * @param quantity   held after it, signed
     * @param net        profit less fees of the instrument, all so far
     * @param accountNet the same of the account
     */
    void settled(final int instrument, final long quantity, final long net, final long accountNet, final long nowNs) {
        final int row = instrument * STRIDE;
        wallet = Math.addExact(wallet, Math.subtractExact(accountNet, rows[ACCOUNT + NET]));
        rows[ACCOUNT + NET] = accountNet;
        final long held = rows[row + HELD];
        final long before = rows[row + NET];
        rows[row + NET] = net;
        rows[row + HELD] = quantity;
        if (held != 0 && Long.signum(held) != Long.signum(quantity)) {
            closed(instrument, Math.subtractExact(net, rows[row + NET_AT_OPEN]), nowNs);
            rows[row + NET_AT_OPEN] = net;
        } else if (held == 0) {
            rows[row + NET_AT_OPEN] = before;
        }
    }

    private void closed(final int instrument, final long result, final long nowNs) {
        final int strategy = flow.strategy(instrument);
        strategies.closed(instrument, result, nowNs);
        count(ACCOUNT, result, limits.of(RiskLimit.MAX_LOSSES), limits.of(RiskLimit.LOSS_COOL_DOWN), nowNs);
        count(
                instrument * STRIDE,
                result,
                limits.of(RiskLimit.MAX_LOSSES, strategy, instrument),
                limits.of(RiskLimit.LOSS_COOL_DOWN, strategy, instrument),
                nowNs);
    }

    private void count(final int row, final long result, final long limit, final long coolNs, final long nowNs) {
        rows[row + LOSSES] = result < 0 ? rows[row + LOSSES] + 1 : 0;
        if (rows[row + LOSSES] >= limit) {
            rows[row + COOL_UNTIL_NS] = coolNs == RiskLimit.OFF ? Long.MAX_VALUE : nowNs + coolNs;
        }
    }

    /** A person says that entries may go on. */
    void lift(final int instrument) {
        rows[instrument * STRIDE + COOL_UNTIL_NS] = 0;
        rows[instrument * STRIDE + LOSSES] = 0;
    }

    /** The same of the account; the day's loss and the drawdown are accepted, and count from here. */
    void liftAccount() {
        rows[ACCOUNT + COOL_UNTIL_NS] = 0;
        rows[ACCOUNT + LOSSES] = 0;
        day = Long.MIN_VALUE;
        strategies.lift();
    }

    /** The clock may be another: no wait may be longer than it was meant. */
    void generationStarted(final long nowNs) {
        shorten(ACCOUNT, limits.of(RiskLimit.LOSS_COOL_DOWN), nowNs);
        for (int i = 1; i <= instruments.highest(); i++) {
            shorten(i * STRIDE, limits.of(RiskLimit.LOSS_COOL_DOWN, flow.strategy(i), i), nowNs);
        }
    }

    private void shorten(final int row, final long coolNs, final long nowNs) {
        if (coolNs != RiskLimit.OFF && rows[row + COOL_UNTIL_NS] != Long.MAX_VALUE) {
            rows[row + COOL_UNTIL_NS] = Math.min(rows[row + COOL_UNTIL_NS], nowNs + coolNs);
        }
    }

    /**
     * Brings day and peak up to {@code nowNs}; called on ticks, before an entry is judged, and when a position has ended.
     *
     * @return whether a day began
     * @throws ArithmeticException if what is held is worth more than fits; then no day has begun
     */
    boolean at(final long nowNs) {
        strategies.measure();
        final long today = Math.floorDiv(nowNs - dayStartNs, DAY_NS);
        final long equity = equity();
        final boolean begins = today != day;
        if (begins) {
            beginDay(today, equity);
        }
        peak = Math.max(peak, equity);
        deepest = Math.max(deepest, Math.subtractExact(peak, equity));
        return begins;
    }

    private void beginDay(final long today, final long equity) {
        for (int i = 1; i <= instruments.highest(); i++) {
            rows[i * STRIDE + DAY_START] = worth(i);
        }
        peak = day == Long.MIN_VALUE ? equity : peak;
        day = today;
        dayStart = equity;
        strategies.dayBegins();
    }

    /** The largest drawdown so far. */
    long deepest() {
        return deepest;
    }

    /** Profit less fees of all fills of {@code instrument}. */
    long net(final int instrument) {
        return rows[instrument * STRIDE + NET];
    }

    /** The same of the account. */
    long net() {
        return rows[ACCOUNT + NET];
    }

    /** Profit of {@code instrument}, realised and not. */
    long worth(final int instrument) {
        return Math.addExact(rows[instrument * STRIDE + NET], exposure.unrealizedProfit(instrument));
    }

    /** Money: wallet and unrealised profit. */
    long equity() {
        return Math.addExact(wallet, exposure.totalUnrealizedProfit());
    }

    long wallet() {
        return wallet;
    }

    /** Equity when the day began. */
    long dayStart() {
        return dayStart;
    }

    long peak() {
        return peak;
    }

    /** What the account has lost since the day began; negative is a gain. */
    long lossOfDay() {
        return Math.subtractExact(dayStart, equity());
    }

    /** The same of one instrument. */
    long lossOfDay(final int instrument) {
        return Math.subtractExact(rows[instrument * STRIDE + DAY_START], worth(instrument));
    }

    /** Money below the peak. */
    long drawdown() {
        return Math.subtractExact(peak, equity());
    }

    /** Losses in a row of the account or of {@code instrument} while they cool down, the larger; otherwise 0. */
    long lossesCooling(final int instrument, final long nowNs) {
        return Math.max(cooling(ACCOUNT, nowNs), cooling(instrument * STRIDE, nowNs));
    }

    private long cooling(final int row, final long nowNs) {
        return nowNs < rows[row + COOL_UNTIL_NS] ? rows[row + LOSSES] : 0;
    }

    /** Whether {@code loss} is more than {@code parts} of what the day began with. */
    boolean exceedsLoss(final long parts, final long loss, final Entry entry) {
        return parts != RiskLimit.OFF
                && entry.exceeds(Money.multiplyDivideDown(Math.max(0, dayStart), parts, RiskLimit.WHOLE), loss);
    }
}
