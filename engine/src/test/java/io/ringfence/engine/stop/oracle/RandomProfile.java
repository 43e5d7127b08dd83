package io.ringfence.engine.stop.oracle;

import io.ringfence.engine.stop.oracle.Profile.BreakEven;
import io.ringfence.engine.stop.oracle.Profile.Chandelier;
import io.ringfence.engine.stop.oracle.Profile.Confirm;
import io.ringfence.engine.stop.oracle.Profile.GiveBack;
import io.ringfence.engine.stop.oracle.Profile.Hard;
import io.ringfence.engine.stop.oracle.Profile.Level;
import io.ringfence.engine.stop.oracle.Profile.MaxAge;
import io.ringfence.engine.stop.oracle.Profile.Rung;
import io.ringfence.engine.stop.oracle.Profile.Sar;
import io.ringfence.engine.stop.oracle.Profile.Trail;
import io.ringfence.engine.stop.oracle.Profile.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/** Draws profiles whose distances are of the size {@code unit}, so that a path that moves by it meets them. */
final class RandomProfile {
    static final int TIMEFRAMES = 2;

    private static final long HUNDRED_PERCENT = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long MOST_TICKS = 100_000;
    private static final long MOST_MONEY = 100_000_000_000_000_000L;
    private static final long MINUTE = 60_000_000_000L;

    private final SplittableRandom random;
    private final Terms terms;
    private final long price;
    private final long quantity;
    private final double unit;

    /**
     * @param price    about where the path will be
     * @param quantity about what will be held
     * @param unit     part of the price
     */
    RandomProfile(
            final SplittableRandom random,
            final Terms terms,
            final long price,
            final long quantity,
            final double unit) {
        this.random = random;
        this.terms = terms;
        this.price = price;
        this.quantity = quantity;
        this.unit = unit;
    }

    /** @param stepNs about how far events are apart */
    Profile draw(final long stepNs) {
        return new Profile(
                trigger(),
                random.nextBoolean(),
                random.nextInt(4) == 0 ? 0 : random.nextLong(1_500_000),
                random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(6),
                confirm(stepNs),
                hard(),
                chance(50) ? new BreakEven(small(), chance(25) ? zero() : tiny()) : null,
                chance(40) ? profitLock() : List.of(),
                chance(30) ? new GiveBack(small(), share()) : null,
                chance(50) ? new Trail(small(), distance()) : null,
                chance(30) ? new Chandelier(1 + random.nextInt(chance(90) ? 6 : 30), atr()) : null,
                chance(30) ? sar() : null,
                chance(30) ? new MaxAge(duration(100, stepNs), random.nextBoolean()) : null,
                chance(30) ? MINUTE * random.nextInt(1440) : Profile.NONE,
                chance(50) ? takeProfit() : List.of());
    }

    private boolean chance(final int percent) {
        return random.nextInt(100) < percent;
    }

    private Trigger trigger() {
        return chance(60) ? Trigger.QUOTE : chance(50) ? Trigger.TRADE : Trigger.MARK;
    }

    private Confirm confirm(final long stepNs) {
        if (chance(60)) {
            return null;
        }
        return random.nextBoolean() ? new Confirm(1 + random.nextInt(4), 0) : new Confirm(0, duration(4, stepNs));
    }

    /** As it can be written: whole milliseconds, or whole seconds. */
    private long duration(final int steps, final long stepNs) {
        final long ns = random.nextBoolean()
                ? stepNs * (1 + random.nextInt(steps))
                : MILLISECOND + random.nextLong(steps * stepNs);
        return ns - ns % (ns < 900 * SECOND ? MILLISECOND : SECOND);
    }

    private Hard hard() {
        return switch (random.nextInt(4)) {
            case 0 -> new Hard(percent(2), 0);
            case 1 -> new Hard(ticks(2), 0);
            case 2 -> new Hard(atr(), parts(2));
            default -> new Hard(Measure.money(money()), 0);
        };
    }

    /** About what is lost at two units' distance. */
    private long money() {
        final double scale = Math.pow(10, 8 - terms.priceScale() - terms.quantityScale());
        final double money = random.nextDouble(4) * unit * price * quantity * scale;
        return Math.max(1, Math.min(MOST_MONEY, (long) money));
    }

    private Measure distance() {
        return switch (random.nextInt(3)) {
            case 0 -> percent(1);
            case 1 -> ticks(1);
            default -> atr();
        };
    }

    private Measure small() {
        return chance(8) ? zero() : random.nextBoolean() ? percent(1) : ticks(1);
    }

    private Measure tiny() {
        return random.nextBoolean() ? percent(0.2) : ticks(0.2);
    }

    private Measure zero() {
        return random.nextBoolean() ? Measure.percent(0) : Measure.ticks(0);
    }

    private Measure atr() {
        final double multiple = chance(30) ? 1 + random.nextInt(4) : (1 + random.nextInt(500)) / 100.0;
        return Measure.atr(multiple, random.nextInt(TIMEFRAMES));
    }

    private Measure percent(final double units) {
        return Measure.percent(parts(units));
    }

    private Measure ticks(final double units) {
        return Measure.ticks(tickCount(units));
    }

    /** As people write them, or with all seven decimals. */
    private long parts(final double units) {
        final long parts = Math.max(1, (long) (random.nextDouble(2 * units) * unit * HUNDRED_PERCENT));
        final long round = 100_000;
        return parts > round && random.nextBoolean() ? parts - parts % round : parts;
    }

    private long tickCount(final double units) {
        final double ticks = random.nextDouble(2 * units) * unit * price / terms.tick();
        return Math.max(1, Math.min(MOST_TICKS, (long) ticks));
    }

    private long share() {
        return chance(10) ? HUNDRED_PERCENT : 1 + random.nextLong(HUNDRED_PERCENT);
    }

    private List<Rung> profitLock() {
        final boolean inPercent = random.nextBoolean();
        final LongFunction<Measure> measure = inPercent ? Measure::percent : Measure::ticks;
        final List<Rung> rungs = new ArrayList<>();
        final int count = 1 + random.nextInt(chance(80) ? 3 : 8);
        long keep = -1;
        long at = 0;
        for (int i = 0; i < count; i++) {
            keep += 1 + (chance(20) ? 0 : step(inPercent));
            at = Math.max(at, keep) + 1 + (chance(20) ? 0 : step(inPercent));
            rungs.add(new Rung(measure.apply(at), measure.apply(keep)));
        }
        return rungs;
    }

    private long step(final boolean inPercent) {
        return inPercent ? parts(0.4) : tickCount(0.4);
    }

    private List<Level> takeProfit() {
        final boolean inPercent = random.nextBoolean();
        final LongFunction<Measure> measure = inPercent ? Measure::percent : Measure::ticks;
        final int count = 1 + random.nextInt(chance(80) ? 3 : 8);
        final boolean whole = random.nextBoolean();
        final List<Level> levels = new ArrayList<>();
        long left = HUNDRED_PERCENT;
        long at = 0;
        for (int i = 0; i < count; i++) {
            at += 1 + (chance(20) ? 0 : step(inPercent));
            final long portion = whole && i == count - 1 ? left : 1 + random.nextLong(left / (count - i));
            left -= portion;
            levels.add(new Level(measure.apply(at), portion));
        }
        return levels;
    }

    private Sar sar() {
        final double step = chance(50) ? 0.02 : (1 + random.nextInt(100)) / 1000.0;
        return new Sar(random.nextInt(TIMEFRAMES), step, chance(50) ? 0.2 : step * (1 + random.nextInt(8)));
    }
}
