package io.ringfence.engine.stop.oracle;

import io.ringfence.engine.stop.oracle.Event.Bar;
import io.ringfence.engine.stop.oracle.Profile.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A market and a position in it, event by event: walks, trends, silence, gaps and spikes; quotes with extremes and empty
 * sides; entries that are added to, reduced, turned and closed.
 */
final class RandomPath {
    private enum Mood {
        WALK,
        FLAT,
        UP,
        DOWN
    }

    private static final long DAY = 86_400_000_000_000L;
    /** 2024-08-08 00:00 UTC. */
    private static final long SOME_DAY = 19_943 * DAY;

    private static final double WIDEST = 20;

    private final SplittableRandom random;
    private final Profile profile;
    private final Terms terms;
    private final double unit;
    private final double stride;
    private final long stepNs;
    private final long typicalQuantity;
    private int eventsToFirstQuote;
    private final boolean inStep;
    private final int barsWithoutAtr;

    private long nowNs;
    private double price;
    private Mood mood = Mood.WALK;
    private double spike;
    private long quantity;
    private long entry;
    private int eventsToFirstEntry;
    private final int[] barsClosed = new int[RandomProfile.TIMEFRAMES];
    private double range = 1;

    RandomPath(
            final SplittableRandom random,
            final Profile profile,
            final Terms terms,
            final long price,
            final long typicalQuantity,
            final double unit,
            final long stepNs) {
        this.random = random;
        this.profile = profile;
        this.terms = terms;
        this.price = price;
        this.typicalQuantity = typicalQuantity;
        this.unit = unit;
        this.stepNs = stepNs;
        stride = unit * Math.pow(10, -1.5 * random.nextDouble());
        eventsToFirstQuote = chance(5) ? Integer.MAX_VALUE : chance(20) ? random.nextInt(60) : 0;
        inStep = chance(30);
        barsWithoutAtr = random.nextInt(4);
        eventsToFirstEntry = random.nextInt(12);
        nowNs = SOME_DAY + beginOfDay();
    }

    /** Somewhat before the end of the session, if there is one. */
    private long beginOfDay() {
        final long before = inStep ? stepNs * random.nextInt(200) : random.nextLong(200 * stepNs);
        return profile.sessionEnd() == Profile.NONE ? random.nextLong(DAY) : profile.sessionEnd() - before;
    }

    private boolean chance(final int percent) {
        return random.nextInt(100) < percent;
    }

    /** @param fired whether an exit of the whole position is under way */
    Event next(final boolean fired) {
        passTime();
        eventsToFirstEntry--;
        if (eventsToFirstEntry == 0 || chance(quantity == 0 ? 15 : fired ? 25 : 4)) {
            return changePosition(fired);
        }
        wander();
        return market();
    }

    /** Some paths go in whole steps, so that limits of time are met exactly. */
    private void passTime() {
        if (chance(85)) {
            nowNs += inStep ? stepNs * random.nextInt(3) : 1 + random.nextLong(2 * stepNs);
        }
        if (random.nextInt(400) == 0) {
            nowNs += stepNs * random.nextLong(DAY / stepNs);
        }
    }

    private void wander() {
        if (chance(6)) {
            mood = Mood.values()[random.nextInt(Mood.values().length)];
        }
        price *= 1 + drift() * stride;
        spike = chance(2) ? (random.nextDouble() - 0.5) * 6 * unit : 0;
        if (random.nextInt(150) == 0) {
            price *= 1 + (random.nextDouble() - 0.5) * 8 * unit;
        }
        price = Math.max(price, 20.0 * terms.tick());
    }

    private double drift() {
        final double step = random.nextDouble() - 0.5;
        return switch (mood) {
            case WALK -> 2 * step;
            case FLAT -> 0;
            case UP -> step + 0.35;
            case DOWN -> step - 0.35;
        };
    }

    private long priceUnits() {
        return Math.max(terms.tick(), Math.round(price * (1 + spike)));
    }

    // ---- The market

    private Event market() {
        final int own = profile.trigger().ordinal();
        final int kind = random.nextInt(10);
        final int which = kind < 6 ? own : kind < 9 ? (own + 1 + random.nextInt(2)) % 3 : 3;
        if (which == Trigger.QUOTE.ordinal() && --eventsToFirstQuote < 0) {
            return quote();
        }
        if (which == Trigger.MARK.ordinal()) {
            return mark();
        }
        return which == 3 && random.nextBoolean() ? clock() : trade();
    }

    /** One in a few first quotes has an empty side. */
    private Event quote() {
        final int empty = eventsToFirstQuote == -1 ? 25 : 2;
        final boolean onTick = !chance(5);
        final long bid = onTick ? Math.floorDiv(priceUnits(), terms.tick()) * terms.tick() : priceUnits();
        final long ask = bid + terms.tick() * (1 + random.nextInt(3));
        final boolean conflated = chance(15);
        final long low = conflated ? Math.max(0, bid - extreme()) : bid;
        final long high = conflated ? ask + extreme() : ask;
        return Event.quote(
                nowNs, chance(empty) ? 0 : bid, chance(empty) ? 0 : ask, chance(2) ? 0 : low, chance(2) ? 0 : high);
    }

    /** Now and then nonsense: a worst price that is better than the latest. */
    private long extreme() {
        return (chance(3) ? -1 : 1) * random.nextLong(1 + (long) (2 * unit * price));
    }

    private Event mark() {
        final long mark = priceUnits();
        final boolean conflated = chance(15);
        return Event.mark(
                nowNs,
                chance(1) ? 0 : mark,
                conflated ? Math.max(0, mark - extreme()) : mark,
                conflated ? mark + extreme() : mark);
    }

    private Event trade() {
        return Event.trade(nowNs, chance(25) ? bars() : List.of(), priceUnits());
    }

    private Event clock() {
        return random.nextBoolean() ? Event.boundary(nowNs, bars()) : Event.tick(nowNs);
    }

    private List<Bar> bars() {
        final List<Bar> bars = new ArrayList<>();
        for (int timeframe = 0; timeframe < RandomProfile.TIMEFRAMES; timeframe++) {
            if (timeframe == 0 ? !chance(10) : chance(30)) {
                bars.add(bar(timeframe));
            }
        }
        return bars;
    }

    private Bar bar(final int timeframe) {
        range = Math.min(WIDEST, range * (chance(10) ? 3 : 0.6 + random.nextDouble() * 0.8));
        final double height = unit * price * range * random.nextDouble();
        final double where = random.nextDouble();
        final long low = Math.max(1, (long) (price - where * height));
        final long high = Math.max(low, (long) (price + (1 - where) * height));
        return new Bar(timeframe, high, low, atr(timeframe));
    }

    private double atr(final int timeframe) {
        barsClosed[timeframe]++;
        if (barsClosed[timeframe] <= barsWithoutAtr || chance(3)) {
            return Double.NaN;
        }
        return chance(2) ? 0 : unit * price * range * (0.2 + random.nextDouble());
    }

    // ---- The position

    private Event changePosition(final boolean fired) {
        if (quantity == 0) {
            return open(random.nextBoolean() ? 1 : -1);
        }
        final int what = random.nextInt(100);
        final int flat = fired ? 60 : 12;
        if (what < flat) {
            return hold(0, 0);
        }
        if (what < flat + 10) {
            return open(-Long.signum(quantity));
        }
        if (what < flat + 12) {
            return hold(quantity, entry);
        }
        if (what < flat + 15) {
            return hold(quantity, Math.max(2 * terms.tick(), entry + random.nextInt(5) - 2));
        }
        return random.nextInt(5) < 2 ? reduce() : add();
    }

    private Event open(final int side) {
        return hold(side * someQuantity(), fillPrice());
    }

    private Event add() {
        final long added = Long.signum(quantity) * someQuantity();
        final double average = ((double) entry * quantity + (double) fillPrice() * added) / (quantity + added);
        return hold(quantity + added, Math.round(average));
    }

    /** The average of what is left may round differently. */
    private Event reduce() {
        final long lots = Math.abs(quantity) / terms.lot();
        final long left = chance(20) ? lots / 2 : random.nextLong(lots + 1);
        return hold(Long.signum(quantity) * left * terms.lot(), entry + (chance(15) ? random.nextInt(3) - 1 : 0));
    }

    private long someQuantity() {
        final long lots = typicalQuantity / terms.lot();
        return terms.lot() * (chance(10) ? 1 : 1 + random.nextLong(2 * lots));
    }

    private long fillPrice() {
        final double slip = (random.nextDouble() - 0.5) * unit * (chance(20) ? 4 : 0.5);
        return Math.max(20 * terms.tick(), Math.round(price * (1 + slip)));
    }

    private Event hold(final long newQuantity, final long newEntry) {
        final boolean isReduction = newQuantity != 0
                && Long.signum(newQuantity) == Long.signum(quantity)
                && Math.abs(newQuantity) < Math.abs(quantity);
        entry = isReduction ? entry : newEntry;
        quantity = newQuantity;
        return Event.position(nowNs, newQuantity, newQuantity == 0 ? 0 : newEntry);
    }
}
