package io.ringfence.engine.stop;

import io.ringfence.engine.config.FeeBasis;
import io.ringfence.engine.config.Measure;
import io.ringfence.engine.config.StopProfile;
import io.ringfence.engine.config.StopTrigger;
import io.ringfence.engine.config.Timeframe;
import java.util.ArrayList;
import java.util.List;

/** A profile, made ready: its rules in the order in which equal candidates win. Immutable. */
final class StopRules {
    private final StopTrigger trigger;
    private final long feeParts;
    private final int minStep;
    private final HardRule hard;
    private final SarRule sar;
    private final StopRule[] inOrder;
    private final int barsTimeframe;
    private final int barsBack;
    private final Confirmation confirmation;
    private final TimeRules time;
    private final TakeProfits takeProfits;

    /**
     * @param timeframes of closed bars, by their index
     * @param takerFee   one side, parts of 1e9
     */
    StopRules(final StopProfile profile, final List<Timeframe> timeframes, final long takerFee) {
        trigger = profile.trigger();
        feeParts = profile.fees() == FeeBasis.INCLUDED ? 2 * takerFee : 0;
        minStep = profile.minStep();
        hard = HardRule.of(profile.hard(), timeframes);
        sar = profile.sar()
                .map(rule -> new SarRule(Distance.indexOf(rule.timeframe(), timeframes), rule.step(), rule.max()))
                .orElse(null);
        inOrder = inOrder(profile, timeframes).toArray(StopRule[]::new);
        barsTimeframe = profile.chandelier()
                .map(rule -> Distance.indexOf(rule.range().timeframe(), timeframes))
                .orElse(HardRule.NO_TIMEFRAME);
        barsBack = profile.chandelier().map(StopProfile.Chandelier::bars).orElse(0);
        confirmation = Confirmation.of(profile.confirm());
        time = TimeRules.of(profile);
        takeProfits = new TakeProfits(profile.takeProfit());
    }

    private List<StopRule> inOrder(final StopProfile profile, final List<Timeframe> timeframes) {
        final List<StopRule> rules = new ArrayList<>(List.of(hard));
        profile.breakEven()
                .ifPresent(rule ->
                        rules.add(new BreakEvenRule(PriceShare.of(rule.trigger()), PriceShare.of(rule.offset()))));
        if (!profile.profitLock().isEmpty()) {
            rules.add(ladder(profile.profitLock()));
        }
        profile.giveBack()
                .ifPresent(rule -> rules.add(
                        new GiveBackRule(PriceShare.of(rule.activation()), ((Measure.Percent) rule.share()).parts())));
        profile.trail()
                .ifPresent(rule -> rules.add(
                        new TrailRule(PriceShare.of(rule.activation()), Distance.of(rule.distance(), timeframes))));
        profile.chandelier().ifPresent(rule -> rules.add(new ChandelierRule(Distance.atr(rule.range(), timeframes))));
        if (sar != null) {
            rules.add(sar);
        }
        return rules;
    }

    private static StopRule ladder(final List<StopProfile.Lock> locks) {
        return new ProfitLockRule(
                locks.stream().map(lock -> PriceShare.of(lock.at())).toArray(PriceShare[]::new),
                locks.stream().map(lock -> PriceShare.of(lock.keep())).toArray(PriceShare[]::new));
    }

    boolean isTriggeredBy(final StopTrigger kind) {
        return trigger == kind;
    }

    /** Of both sides, as far as they count, parts of 1e9. */
    long feeParts() {
        return feeParts;
    }

    int barsBack() {
        return barsBack;
    }

    Confirmation confirmation() {
        return confirmation;
    }

    TimeRules time() {
        return time;
    }

    TakeProfits takeProfits() {
        return takeProfits;
    }

    /** What a position starts with. Returns where its first stop is. */
    long arm(final GuardedPosition position) {
        fixHardAtr(position);
        final long stop = hard.candidate(position);
        if (sar != null) {
            sar.start(position, stop);
        }
        return stop;
    }

    /** The hard stop takes the ATR of now, if there is one. */
    void fixHardAtr(final GuardedPosition position) {
        if (hard.timeframe() != HardRule.NO_TIMEFRAME && position.atr(hard.timeframe()) != ClosedBars.UNKNOWN) {
            position.hardAtr(position.atr(hard.timeframe()));
        }
    }

    /** Where the hard rule alone would have the stop now. */
    long hardStop(final GuardedPosition position) {
        return hard.candidate(position);
    }

    /** Keeps a bar if a rule looks back on those of its timeframe. */
    void lookBack(final int instrument, final ClosedBars bars, final int timeframe, final long high, final long low) {
        if (timeframe == barsTimeframe) {
            bars.add(instrument, timeframe, barsBack, high, low);
        }
    }

    /** There is an ATR: a hard stop that was made without one takes it. */
    void onAtr(final GuardedPosition position, final int timeframe) {
        if (position.isArmed() && timeframe == hard.timeframe() && position.hardAtr() == ClosedBars.UNKNOWN) {
            fixHardAtr(position);
        }
    }

    /** A bar of the selected instrument has closed; its ATR is taken already, and so is what {@link #lookBack} keeps. */
    void onBar(final GuardedPosition position, final int timeframe, final long high, final long low) {
        onAtr(position, timeframe);
        if (!position.isArmed()) {
            return;
        }
        if (sar != null && timeframe == sar.timeframe()) {
            sar.onBar(position, hardStop(position), high, low);
        }
    }

    /** The rule with the most protective candidate, and of equals the first. There is always one. */
    StopRule best(final GuardedPosition position) {
        StopRule best = hard;
        long price = hard.candidate(position);
        for (int i = 1; i < inOrder.length; i++) {
            final long candidate = inOrder[i].candidate(position);
            if (candidate != StopRule.NONE && position.ahead(candidate, price) > 0) {
                price = candidate;
                best = inOrder[i];
            }
        }
        return best;
    }

    /** Whether a stop at {@code price} is enough of a step from the present one. */
    boolean isStep(final GuardedPosition position, final long price) {
        return position.ahead(price, position.stop()) >= minStep * position.tick();
    }
}
