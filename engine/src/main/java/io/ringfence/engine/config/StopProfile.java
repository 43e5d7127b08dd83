package io.ringfence.engine.config;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What protects a position: a file in {@code config/stops}. What each rule does, to the last unit, is written in STOPS.md.
 *
 * @param trigger    which prices count
 * @param fees       whether profit is counted after fees
 * @param minStep    ticks that the stop moves at least, 1 to 1,000,000
 * @param confirm    what must follow a first price beyond a stop that isn't the hard one
 * @param hard       the first stop
 * @param profitLock ascending, at most {@value #MAX_RUNGS}
 * @param takeProfit ascending, at most {@value #MAX_RUNGS}
 * @param disaster   the stop that rests at the venue
 */
public record StopProfile(
        @Default("quote") StopTrigger trigger,
        @Default("excluded") FeeBasis fees,
        @Default("1") int minStep,
        Optional<Confirm> confirm,
        Hard hard,
        Optional<BreakEven> breakEven,
        @Default("[]") List<Lock> profitLock,
        Optional<GiveBack> giveBack,
        Optional<Trail> trail,
        Optional<Chandelier> chandelier,
        Optional<Sar> sar,
        Optional<TimeLimit> time,
        Optional<TimeOfDay> sessionEnd,
        @Default("[]") List<Level> takeProfit,
        Optional<Disaster> disaster) {
    /** Of {@code profitLock} and of {@code takeProfit}. */
    public static final int MAX_RUNGS = 8;

    private static final BigDecimal MAX_BEHIND = BigDecimal.valueOf(50);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public StopProfile {
        profitLock = List.copyOf(profitLock);
        takeProfit = List.copyOf(takeProfit);
        Range.check("minStep", minStep, 1, 1_000_000);
        Range.check("profitLock (count)", profitLock.size(), 0, MAX_RUNGS);
        Range.check("takeProfit (count)", takeProfit.size(), 0, MAX_RUNGS);
        for (int i = 0; i < profitLock.size(); i++) {
            checkAhead("profitLock[" + i + "].at", profitLock.get(i).at());
            checkAhead("profitLock[" + i + "].keep", profitLock.get(i).keep());
        }
        for (int i = 0; i < takeProfit.size(); i++) {
            checkAhead("takeProfit[" + i + "].at", takeProfit.get(i).at());
        }
        checkLocks(profitLock);
        checkLevels(takeProfit);
    }

    /** {@code events} prices in a row, or {@code duration} from the first to the last of them: one of both. */
    public record Confirm(Optional<Integer> events, Optional<Timeframe> duration) {
        public Confirm {
            if (events.isPresent() == duration.isPresent()) {
                throw new InvalidSetting("confirm", "{}", "must have exactly one of events, duration");
            }
            events.ifPresent(count -> Range.check("confirm.events", count, 1, 1_000_000));
        }
    }

    /** {@code fallback} is a percentage, there if and only if {@code distance} is in ATR. */
    public record Hard(Measure distance, Optional<Measure> fallback) {
        public Hard {
            checkBehind("hard.distance", distance);
            fallback.ifPresent(measure -> {
                checkPercent("hard.fallback", measure);
                checkBehind("hard.fallback", measure);
            });
            if (distance instanceof Measure.Atr != fallback.isPresent()) {
                throw new InvalidSetting(
                        "hard.fallback",
                        fallback.map(Measure::toString).orElse("(missing)"),
                        "must be there if hard.distance is in ATR, as in 1%, and only then");
            }
        }
    }

    public record BreakEven(
            Measure trigger, @Default("0 ticks") Measure offset) {
        public BreakEven {
            checkAhead("breakEven.trigger", trigger);
            checkAhead("breakEven.offset", offset);
        }
    }

    public record Lock(Measure at, Measure keep) {}

    /** {@code share} of the best profit, above 0 to 100 %. */
    public record GiveBack(@Default("0 ticks") Measure activation, Measure share) {
        public GiveBack {
            checkAhead("giveBack.activation", activation);
            checkShare("giveBack.share", share);
        }
    }

    public record Trail(@Default("0 ticks") Measure activation, Measure distance) {
        public Trail {
            checkAhead("trail.activation", activation);
            checkBehind("trail.distance", distance);
            if (distance instanceof Measure.Amount) {
                throw new InvalidSetting("trail.distance", distance, "must be in percent, ticks or ATR");
            }
        }
    }

    /** {@code distance} is in ATR, whose timeframe is also that of the bars. */
    public record Chandelier(int bars, Measure distance) {
        public static final int MAX_BARS = 500;

        public Chandelier {
            Range.check("chandelier.bars", bars, 1, MAX_BARS);
            if (!(distance instanceof Measure.Atr)) {
                throw new InvalidSetting("chandelier.distance", distance, "must be in ATR, as in 3 ATR 5m");
            }
        }

        public Measure.Atr range() {
            return (Measure.Atr) distance;
        }
    }

    /** Wilder's parabolic stop and reverse. */
    public record Sar(
            Timeframe timeframe,
            @Default("0.02") double step,
            @Default("0.2") double max) {
        public Sar {
            Range.check("sar.step", step, 0.0001, 1);
            Range.check("sar.max", max, step, 1);
        }
    }

    public record TimeLimit(
            Timeframe maxAge, @Default("false") boolean onlyInLoss) {}

    /**
     * A stop order at the venue, for the time when the engine itself is gone. It lies behind the engine's stop, wherever that is, so
     * it is always the wider one, and follows it.
     *
     * @param distance behind the engine's stop; percent, above 0 to 50
     * @param step     nearer to the price by less than this it isn't worth another order; percent
     * @param every    a stop that moves or a position that shrinks is followed at most as often
     * @param trigger  which price fires it
     */
    public record Disaster(
            Measure distance,
            @Default("0.5%") Measure step,
            @Default("10s") Timeframe every,
            @Default("mark") DisasterTrigger trigger) {
        public Disaster {
            checkPercent("disaster.distance", distance);
            checkBehind("disaster.distance", distance);
            checkPercent("disaster.step", step);
            checkBehind("disaster.step", step);
        }
    }

    /** {@code portion} of the largest position, above 0 to 100 %. */
    public record Level(Measure at, Measure portion) {}

    /** Every timeframe of which a rule needs bars, ascending. */
    public List<Timeframe> namedTimeframes() {
        return timeframes().values().stream()
                .distinct()
                .sorted(Comparator.comparingLong(Timeframe::ns))
                .toList();
    }

    /** Every timeframe that a rule needs, with the key that names it. */
    Map<String, Timeframe> timeframes() {
        final Map<String, Timeframe> needed = new LinkedHashMap<>();
        add(needed, "hard.distance", hard.distance());
        trail.ifPresent(rule -> add(needed, "trail.distance", rule.distance()));
        chandelier.ifPresent(rule -> add(needed, "chandelier.distance", rule.distance()));
        sar.ifPresent(rule -> needed.put("sar.timeframe", rule.timeframe()));
        return needed;
    }

    private static void add(final Map<String, Timeframe> needed, final String key, final Measure measure) {
        if (measure instanceof Measure.Atr atr) {
            needed.put(key, atr.timeframe());
        }
    }

    private static void checkLocks(final List<Lock> locks) {
        final Set<Class<?>> units = units(locks.stream().flatMap(lock -> Stream.of(lock.at(), lock.keep())));
        for (int i = 0; i < locks.size(); i++) {
            final String key = "profitLock[" + i + "]";
            final Lock lock = locks.get(i);
            checkOneUnit(key, units);
            if (size(lock.keep()).compareTo(size(lock.at())) >= 0) {
                throw new InvalidSetting(key + ".keep", lock.keep(), "must be below at=" + lock.at());
            }
            if (i > 0) {
                checkRises(key + ".at", locks.get(i - 1).at(), lock.at());
                checkRises(key + ".keep", locks.get(i - 1).keep(), lock.keep());
            }
        }
    }

    private static void checkLevels(final List<Level> levels) {
        final Set<Class<?>> units = units(levels.stream().map(Level::at));
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < levels.size(); i++) {
            final String key = "takeProfit[" + i + "]";
            final Level level = levels.get(i);
            checkOneUnit(key, units);
            checkShare(key + ".portion", level.portion());
            if (i > 0) {
                checkRises(key + ".at", levels.get(i - 1).at(), level.at());
            }
            sum = sum.add(size(level.portion()));
            if (sum.compareTo(HUNDRED) > 0) {
                throw new InvalidSetting(
                        key + ".portion", level.portion(), "makes the sum of portions " + sum + "%; at most 100%");
            }
        }
    }

    private static Set<Class<?>> units(final Stream<Measure> measures) {
        final Set<Class<?>> units = new TreeSet<>(Comparator.comparing(Class::getName));
        measures.forEach(measure -> units.add(measure.getClass()));
        return units;
    }

    private static void checkOneUnit(final String key, final Set<Class<?>> units) {
        if (units.size() > 1) {
            throw new InvalidSetting(key, "(mixed)", "all of one list must be in percent, or all in ticks");
        }
    }

    private static void checkRises(final String key, final Measure before, final Measure measure) {
        if (size(measure).compareTo(size(before)) <= 0) {
            throw new InvalidSetting(key, measure, "must be above that of the rung before it, " + before);
        }
    }

    private static void checkAhead(final String key, final Measure measure) {
        if (!(measure instanceof Measure.Percent) && !(measure instanceof Measure.Ticks)) {
            throw new InvalidSetting(key, measure, "must be in percent or ticks");
        }
    }

    private static void checkBehind(final String key, final Measure measure) {
        final boolean sized = measure instanceof Measure.Percent || measure instanceof Measure.Ticks;
        if (sized && size(measure).signum() == 0) {
            throw new InvalidSetting(key, measure, "must be above 0");
        }
        if (measure instanceof Measure.Percent && size(measure).compareTo(MAX_BEHIND) > 0) {
            throw new InvalidSetting(key, measure, "must be at most " + MAX_BEHIND + "%");
        }
    }

    private static void checkPercent(final String key, final Measure measure) {
        if (!(measure instanceof Measure.Percent)) {
            throw new InvalidSetting(key, measure, "must be in percent");
        }
    }

    private static void checkShare(final String key, final Measure measure) {
        checkPercent(key, measure);
        if (size(measure).signum() <= 0 || size(measure).compareTo(HUNDRED) > 0) {
            throw new InvalidSetting(key, measure, "must be above 0% and at most 100%");
        }
    }

    private static BigDecimal size(final Measure measure) {
        return measure instanceof Measure.Percent percent
                ? percent.percent()
                : BigDecimal.valueOf(((Measure.Ticks) measure).ticks());
    }
}
