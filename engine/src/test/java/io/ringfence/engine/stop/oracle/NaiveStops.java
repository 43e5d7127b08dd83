package io.ringfence.engine.stop.oracle;

import io.ringfence.engine.stop.oracle.Event.Bar;
import io.ringfence.engine.stop.oracle.Measure.Kind;
import io.ringfence.engine.stop.oracle.Profile.Level;
import io.ringfence.engine.stop.oracle.Profile.Rung;
import io.ringfence.engine.stop.oracle.Profile.Trigger;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code engine/STOPS.md}, sentence by sentence. Headings below are the page's. Feed it a path event by event; each call
 * returns what is decided on that event.
 */
final class NaiveStops {
    private static final long DAY = 86_400_000_000_000L;
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
    private static final int MONEY_SCALE = 8;

    private final Profile profile;
    private final Terms terms;

    // Of the instrument, since the start of the engine.
    private final Map<Integer, List<Bar>> bars = new HashMap<>();
    private boolean quoted;

    // Of the position, since it was opened.
    private long quantity;
    private long entry;
    private long best;
    private long opened;
    private long largest;
    private long lastLatest;
    private int levelsDone;
    private long asked;
    private double hardAtr;
    private long sarStart;
    private long sarEntry;
    private int barsBefore;
    private boolean fired;

    private long stop;
    private Rule reason;

    // Prices at or beyond the stop without a break.
    private int beyond;
    private long beyondSince;

    private long now;
    private List<Decided> decided;

    NaiveStops(final Profile profile, final Terms terms) {
        this.profile = profile;
        this.terms = terms;
    }

    /** Takes the next event of the path. */
    List<Decided> on(final Event event) {
        decided = new ArrayList<>();
        now = event.timeNs();
        if (event.is(Event.Kind.POSITION)) {
            position(event.quantity(), event.entry());
        }
        closedBars(event.bars());
        quoted |= event.is(Event.Kind.QUOTE);
        final long latest = isOwnPrice(event) ? event.latest(isLong()) : 0;
        if (latest > 0) {
            price(latest, worst(event.worst(isLong()), latest));
        }
        time();
        if (latest > 0) {
            takeProfit(latest);
        }
        return decided;
    }

    boolean hasFired() {
        return fired;
    }

    long quantity() {
        return quantity;
    }

    @Override
    public String toString() {
        return "stands now: Q=" + quantity + " E=" + entry + " H=" + best + " stop=" + stop + " by " + reason
                + ", fired="
                + fired + " beyond=" + beyond + " since " + beyondSince + " levels=" + levelsDone + " asked=" + asked
                + " opened=" + opened + " B=" + breakEvenPrice();
    }

    // ---- Inputs

    private boolean isOwnPrice(final Event event) {
        return switch (event.kind()) {
            case QUOTE -> profile.trigger() == Trigger.QUOTE;
            case TRADE -> profile.trigger() == Trigger.TRADE || (profile.trigger() == Trigger.QUOTE && !quoted);
            case MARK -> profile.trigger() == Trigger.MARK;
            default -> false;
        };
    }

    /** No price, or one that its own latest is behind of, counts as latest. */
    private long worst(final long worst, final long latest) {
        return worst <= 0 || ahead(worst, latest) ? latest : worst;
    }

    private boolean isArmed() {
        return quantity != 0 && !fired;
    }

    private boolean isLong() {
        return quantity > 0;
    }

    private long s() {
        return isLong() ? 1 : -1;
    }

    private boolean ahead(final long a, final long b) {
        return s() * (a - b) > 0;
    }

    private boolean reached(final long price, final long line) {
        return s() * (price - line) <= 0;
    }

    // ---- When the position changes

    private void position(final long newQuantity, final long newEntry) {
        if (quantity != 0 && Long.signum(newQuantity) != Long.signum(quantity)) {
            decided.add(Decided.disarmed());
            quantity = 0;
            fired = false;
        }
        if (newQuantity == 0) {
            return;
        }
        if (quantity == 0) {
            open(newQuantity, newEntry);
        } else if (Math.abs(newQuantity) < Math.abs(quantity)) {
            reduce(newQuantity);
        } else if (newQuantity != quantity || newEntry != entry) {
            rebase(newQuantity, newEntry);
        }
    }

    private void open(final long newQuantity, final long newEntry) {
        quantity = newQuantity;
        entry = newEntry;
        best = newEntry;
        opened = now;
        largest = Math.abs(newQuantity);
        lastLatest = 0;
        levelsDone = 0;
        asked = 0;
        beyond = 0;
        barsBefore = profile.sar() == null ? 0 : bars(profile.sar().timeframe()).size();
        hardAtr = newestHardAtr();
        stop = hard();
        reason = Rule.HARD;
        sarStart = stop;
        sarEntry = entry;
        decided.add(Decided.armed(quantity, stop, entry));
    }

    private void reduce(final long newQuantity) {
        final long reducedBy = Math.abs(quantity) - Math.abs(newQuantity);
        asked = Math.max(0, asked - reducedBy);
        quantity = newQuantity;
    }

    private void rebase(final long newQuantity, final long newEntry) {
        quantity = newQuantity;
        entry = newEntry;
        largest = Math.max(largest, Math.abs(newQuantity));
        hardAtr = newestHardAtr();
        if (isArmed()) {
            move();
        }
    }

    private void closedBars(final List<Bar> closed) {
        closed.forEach(bar -> bars(bar.timeframe()).add(bar));
        if (Double.isNaN(hardAtr)) {
            hardAtr = newestHardAtr();
        }
    }

    private double newestHardAtr() {
        final Measure distance = profile.hard().distance();
        return distance.is(Kind.ATR) ? atr(distance.timeframe()) : Double.NaN;
    }

    // ---- The event's own price

    private void price(final long latest, final long worst) {
        if (!isArmed()) {
            return;
        }
        against(worst);
        if (fired) {
            return;
        }
        lastLatest = latest;
        if (ahead(latest, best)) {
            best = latest;
        }
        if (move()) {
            against(latest);
        }
    }

    /** One price against the stop as it stands. */
    private void against(final long price) {
        if (!reached(price, stop)) {
            beyond = 0;
            return;
        }
        if (beyond == 0) {
            beyondSince = now;
        }
        beyond++;
        if (reason == Rule.HARD || isConfirmed()) {
            fire(reason, price, Math.abs(price - stop));
        } else if (reached(price, hard())) {
            fire(Rule.HARD, price, Math.abs(price - stop));
        }
    }

    private boolean isConfirmed() {
        final Profile.Confirm confirm = profile.confirm();
        if (confirm == null) {
            return true;
        }
        return confirm.events() > 0 ? beyond >= confirm.events() : now - beyondSince >= confirm.durationNs();
    }

    private void fire(final Rule rule, final long price, final long slip) {
        decided.add(Decided.hit(rule, Math.abs(quantity), stop, price, slip));
        fired = true;
    }

    // ---- The effective stop

    private boolean move() {
        Rule winner = null;
        long winning = 0;
        for (final Rule rule : Rule.values()) {
            final Long candidate = candidate(rule);
            if (candidate != null && (winner == null || ahead(candidate, winning))) {
                winner = rule;
                winning = candidate;
            }
        }
        if (s() * (winning - stop) < profile.minStep() * terms.tick() || !ahead(winning, stop)) {
            return false;
        }
        stop = winning;
        reason = winner;
        beyond = 0;
        decided.add(Decided.moved(reason, quantity, stop, best));
        return true;
    }

    private Long candidate(final Rule rule) {
        return switch (rule) {
            case HARD -> Long.valueOf(hard());
            case BREAK_EVEN -> breakEven();
            case PROFIT_LOCK -> profitLock();
            case GIVE_BACK -> giveBack();
            case TRAIL -> trail();
            case CHANDELIER -> chandelier();
            case SAR -> sar();
            default -> null;
        };
    }

    // ---- Rules

    private long hard() {
        final Measure distance = profile.hard().distance();
        final long d = switch (distance.kind()) {
            case MONEY -> moneyDistance(distance.amount());
            case ATR ->
                Double.isNaN(hardAtr)
                        ? percentDown(entry, profile.hard().fallback())
                        : (long) Math.floor(distance.multiple() * hardAtr);
            default -> distanceDown(distance, entry);
        };
        return behind(entry, d);
    }

    /** Price units: {@code (money - |Q| x F) / |Q|}, where money in price x quantity units may be a fraction. */
    private long moneyDistance(final long money) {
        final BigInteger numerator =
                BigInteger.valueOf(money).multiply(BigInteger.TEN.pow(terms.priceScale() + terms.quantityScale()));
        final BigInteger denominator = BigInteger.TEN.pow(MONEY_SCALE).multiply(BigInteger.valueOf(Math.abs(quantity)));
        final BigInteger distance = numerator.divide(denominator).subtract(BigInteger.valueOf(fees()));
        // Farther than the entry price is as good as the entry price, see behind().
        return distance.max(BigInteger.ZERO).min(BigInteger.valueOf(entry)).longValueExact();
    }

    private Long breakEven() {
        final Profile.BreakEven rule = profile.breakEven();
        if (rule == null || !gained(rule.trigger())) {
            return null;
        }
        return keeping(rule.offset());
    }

    private Long profitLock() {
        Long candidate = null;
        for (final Rung rung : profile.profitLock()) {
            if (gained(rung.at())) {
                candidate = keeping(rung.keep());
            }
        }
        return candidate;
    }

    private long keeping(final Measure profit) {
        return rounded(breakEvenPrice() + s() * distanceDown(profit, entry));
    }

    private Long giveBack() {
        final Profile.GiveBack rule = profile.giveBack();
        if (rule == null || !gained(rule.activation())) {
            return null;
        }
        final long g = gain(best);
        return rounded(breakEvenPrice() + s() * (g - percentDown(g, rule.share())));
    }

    private Long trail() {
        final Profile.Trail rule = profile.trail();
        if (rule == null || !isKnown(rule.distance()) || !gained(rule.activation())) {
            return null;
        }
        return behind(best, distanceDown(rule.distance(), best));
    }

    private Long chandelier() {
        final Profile.Chandelier rule = profile.chandelier();
        if (rule == null || !isKnown(rule.distance())) {
            return null;
        }
        final List<Bar> all = bars(rule.distance().timeframe());
        if (all.size() < rule.bars()) {
            return null;
        }
        long extreme = extreme(all.get(all.size() - 1));
        for (final Bar bar : all.subList(all.size() - rule.bars(), all.size())) {
            extreme = ahead(extreme(bar), extreme) ? extreme(bar) : extreme;
        }
        return behind(extreme, distanceDown(rule.distance(), extreme));
    }

    private long extreme(final Bar bar) {
        return isLong() ? bar.high() : bar.low();
    }

    /** Wilder's system over all bars since arming, from the beginning. */
    private Long sar() {
        final Profile.Sar rule = profile.sar();
        if (rule == null) {
            return null;
        }
        double sar = sarStart;
        double ep = sarEntry;
        double af = rule.step();
        Bar before = null;
        final List<Bar> all = bars(rule.timeframe());
        for (final Bar bar : all.subList(barsBefore, all.size())) {
            sar += af * (ep - sar);
            sar = isLong() ? Math.min(sar, bar.low()) : Math.max(sar, bar.high());
            if (before != null) {
                sar = isLong() ? Math.min(sar, before.low()) : Math.max(sar, before.high());
            }
            if (isLong() ? bar.high() > ep : bar.low() < ep) {
                ep = extreme(bar);
                af = Math.min(rule.max(), af + rule.step());
            }
            before = bar;
        }
        return rounded((long) (isLong() ? Math.ceil(sar) : Math.floor(sar)));
    }

    // ---- Time

    private void time() {
        final Profile.Confirm confirm = profile.confirm();
        final boolean waits = isArmed() && beyond > 0 && confirm != null && confirm.events() == 0;
        if (waits && reached(lastLatest, stop) && now - beyondSince >= confirm.durationNs()) {
            fire(reason, lastLatest, Math.abs(lastLatest - stop));
        }
        final Profile.MaxAge rule = profile.time();
        if (isArmed() && rule != null && now - opened >= rule.maxAgeNs() && (!rule.onlyInLoss() || isInLoss())) {
            fire(Rule.TIME, lastLatest, 0);
        }
        final long end = profile.sessionEnd();
        if (isArmed() && end != Profile.NONE && Math.floorDiv(now - end, DAY) > Math.floorDiv(opened - end, DAY)) {
            fire(Rule.SESSION_END, lastLatest, 0);
        }
    }

    private boolean isInLoss() {
        return lastLatest > 0 && gain(lastLatest) < 0;
    }

    // ---- Take-profit

    private void takeProfit(final long latest) {
        while (isArmed() && levelsDone < profile.takeProfit().size()) {
            final Level level = profile.takeProfit().get(levelsDone);
            if (gain(latest) < triggerUp(level.at())) {
                return;
            }
            levelsDone++;
            final long portion = portion(level);
            if (portion >= terms.lot()) {
                asked += portion;
                decided.add(Decided.takeProfit(levelsDone, portion, latest));
            }
        }
    }

    private long portion(final Level level) {
        final long left = Math.abs(quantity) - asked;
        final long sum = profile.takeProfit().stream().mapToLong(Level::portion).sum();
        final boolean takesAll = levelsDone == profile.takeProfit().size() && sum == BILLION.longValue();
        final long portion = takesAll ? left : Math.min(percentDown(largest, level.portion()), left);
        return portion - portion % terms.lot();
    }

    // ---- Measures

    private static long percentDown(final long x, final long parts) {
        return BigInteger.valueOf(x)
                .multiply(BigInteger.valueOf(parts))
                .divide(BILLION)
                .longValueExact();
    }

    private static long percentUp(final long x, final long parts) {
        return BigInteger.valueOf(x)
                .multiply(BigInteger.valueOf(parts))
                .add(BILLION)
                .subtract(BigInteger.ONE)
                .divide(BILLION)
                .longValueExact();
    }

    private long distanceDown(final Measure measure, final long x) {
        return switch (measure.kind()) {
            case PERCENT -> percentDown(x, measure.amount());
            case TICKS -> measure.amount() * terms.tick();
            case ATR -> (long) Math.floor(measure.multiple() * atr(measure.timeframe()));
            case MONEY -> throw new IllegalStateException("money is for HARD alone");
        };
    }

    private long triggerUp(final Measure measure) {
        return switch (measure.kind()) {
            case PERCENT -> percentUp(entry, measure.amount());
            case TICKS -> measure.amount() * terms.tick();
            default -> throw new IllegalStateException("no trigger: " + measure);
        };
    }

    private boolean isKnown(final Measure measure) {
        return !measure.is(Kind.ATR) || !Double.isNaN(atr(measure.timeframe()));
    }

    private boolean gained(final Measure trigger) {
        return gain(best) >= triggerUp(trigger);
    }

    private long gain(final long price) {
        return s() * (price - breakEvenPrice());
    }

    private long breakEvenPrice() {
        return entry + s() * fees();
    }

    /** {@code F}: both sides' fees per unit of quantity. */
    private long fees() {
        return profile.feesIncluded() ? percentUp(entry, 2 * profile.takerFee()) : 0;
    }

    /** The stop at distance {@code d} behind {@code x}: at least a tick, and never so far that it is no price. */
    private long behind(final long x, final long d) {
        return rounded(x - s() * Math.max(terms.tick(), Math.min(d, x - terms.tick())));
    }

    /** To the protective side, towards the price. */
    private long rounded(final long price) {
        final long below = Math.floorDiv(price, terms.tick()) * terms.tick();
        return isLong() && below != price ? below + terms.tick() : below;
    }

    private double atr(final int timeframe) {
        final List<Bar> all = bars(timeframe);
        for (int i = all.size() - 1; i >= 0; i--) {
            if (!Double.isNaN(all.get(i).atr())) {
                return all.get(i).atr();
            }
        }
        return Double.NaN;
    }

    private List<Bar> bars(final int timeframe) {
        return bars.computeIfAbsent(timeframe, none -> new ArrayList<>());
    }
}
