package io.ringfence.engine.strategy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a strategy, while it is made, reads its parameters and declares what it needs. A parameter is declared by asking for it: one
 * that is configured and never asked for is a mistake, and so is one out of its range. Start-up code.
 */
public final class Setup {
    /** What a strategy may declare of each: memories, series, reasons. */
    public static final int MOST = 64;

    /** Indicators that a strategy may declare: what a slot has places for. */
    public static final int MOST_INDICATORS = 256;

    private static final String NAME_FORM = "[a-z0-9-]{1,32}";

    private final Map<String, String> configured;
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<Series> series = new ArrayList<>();
    private final List<Indicator> indicators = new ArrayList<>();
    private final List<Reason> reasons = new ArrayList<>();
    private int memories;
    private long timerNs;

    /** @param configured parameters as written; those of a section within as {@code section.name} */
    public Setup(final Map<String, String> configured) {
        this.configured = new LinkedHashMap<>(configured);
    }

    /** A whole number. */
    public int whole(final String name, final int usual, final int least, final int most) {
        final String written = written(name);
        if (written == null) {
            return usual;
        }
        try {
            final int value = Integer.parseInt(written);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (final NumberFormatException e) {
            throw refused(name, "must be a whole number from " + least + " to " + most, e);
        }
        throw refused(name, "must be from " + least + " to " + most, null);
    }

    /** A number. */
    public double number(final String name, final double usual, final double least, final double most) {
        final String written = written(name);
        return written == null ? usual : number(name, least, most);
    }

    private double number(final String name, final double least, final double most) {
        try {
            final double value = Double.parseDouble(configured.get(name));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (final NumberFormatException e) {
            throw refused(name, "must be a number from " + least + " to " + most, e);
        }
        throw refused(name, "must be from " + least + " to " + most, null);
    }

    /** {@code true} or {@code false}. */
    public boolean flag(final String name, final boolean usual) {
        return word(name, String.valueOf(usual), "true", "false").equals("true");
    }

    /** One of several words. */
    public String word(final String name, final String usual, final String... allowed) {
        final String written = written(name);
        final String word = written == null ? usual : written;
        if (!List.of(allowed).contains(word)) {
            throw refused(name, "must be one of " + String.join(", ", allowed), null);
        }
        return word;
    }

    /** The numbers of a section, {@code weights: {15m: 1, 30m: 2}}, by name, in order; empty if there is none. */
    public Map<String, Double> numbers(final String name, final double least, final double most) {
        final Map<String, Double> numbers = new LinkedHashMap<>();
        final String prefix = name + ".";
        for (final String key : configured.keySet()) {
            if (key.startsWith(prefix)) {
                asked.add(key);
                numbers.put(key.substring(prefix.length()), number(key, least, most));
            }
        }
        asked.add(name);
        return numbers;
    }

    /** The candles of the timeframe that parameter {@code name} names; it must be one that the engine is configured with. */
    public Series series(final String name, final String usual) {
        final String written = written(name);
        return seriesOf(name, written == null ? usual : written);
    }

    /**
     * The candles of {@code timeframe}.
     *
     * @param parameter that brought it, for messages
     */
    public Series seriesOf(final String parameter, final String timeframe) {
        final Series one = new Series(this, series.size(), parameter, timeframe);
        add(series, one, "series", MOST);
        return one;
    }

    /** A cell per instrument. */
    public Memory memory() {
        if (memories == MOST) {
            throw new IllegalStateException("memories=" + (MOST + 1) + ": must be at most " + MOST);
        }
        return new Memory(memories++);
    }

    /** @param name small letters, digits and {@code -}, at most 32 */
    public Reason reason(final String name) {
        if (!name.matches(NAME_FORM)) {
            throw new IllegalArgumentException("reason '" + name + "': must be " + NAME_FORM);
        }
        final Reason reason = new Reason(name);
        add(reasons, reason, "reasons", MOST);
        return reason;
    }

    /**
     * Calls {@link Strategy#onTimer} at every multiple of {@code period} since 1970, by engine time, as exactly as the tick.
     *
     * @param period 100 ms and up
     */
    public void timer(final Duration period) {
        if (period.toMillis() < 100) {
            throw new IllegalArgumentException("timer=" + period + ": must be at least 100 ms");
        }
        timerNs = period.toNanos();
    }

    Indicator indicator(
            final Series of,
            final String feature,
            final Map<String, Double> parameters,
            final String column,
            final boolean live) {
        final Indicator one = new Indicator(indicators.size(), of, feature, parameters, column, live);
        add(indicators, one, "indicators", MOST_INDICATORS);
        return one;
    }

    private static <T> void add(final List<T> list, final T one, final String what, final int most) {
        if (list.size() == most) {
            throw new IllegalStateException(what + "=" + (most + 1) + ": must be at most " + most);
        }
        list.add(one);
    }

    /** Declared candles, in order. For the engine, as is everything below. */
    public List<Series> series() {
        return List.copyOf(series);
    }

    /** Declared values, in order. */
    public List<Indicator> indicators() {
        return List.copyOf(indicators);
    }

    /** How many cells were declared. */
    public int memories() {
        return memories;
    }

    /** Declared reasons, in order. */
    public List<Reason> reasons() {
        return List.copyOf(reasons);
    }

    /** 0 if there is none. */
    public long timerNs() {
        return timerNs;
    }

    /** What was asked for so far. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** What is configured and wasn't asked for. */
    public List<String> unasked() {
        return configured.keySet().stream()
                .filter(name -> !asked.contains(name))
                .toList();
    }

    private String written(final String name) {
        asked.add(name);
        return configured.get(name);
    }

    private InvalidParameter refused(final String name, final String message, final Throwable cause) {
        final InvalidParameter refused = new InvalidParameter(name, name + "=" + configured.get(name) + ": " + message);
        refused.initCause(cause);
        return refused;
    }
}
