package io.ringfence.gateway.simulated;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How often which fault happens, drawn from a seed. Written as {@code drop=0.05,delay=0.1:5s,seed=7}: a probability for
 * each kind, and after a colon the longest time for the kinds that take time (ms or s; the actual one is drawn evenly
 * from 0 to it). A request meets one fault at most.
 */
public record FaultOptions(long seed, Map<FaultKind, Rate> rates) {
    /** Nothing goes wrong. */
    public static final FaultOptions NONE = new FaultOptions(0, Map.of());

    private static final Duration DEFAULT_TIME = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String SEED = "seed";

    /**
     * @param probability from 0 to 1, for each request
     * @param atMost      of the host's time; unused where the kind takes none
     */
    public record Rate(double probability, Duration atMost) {}

    public FaultOptions {
        rates = Map.copyOf(rates);
        double sum = 0;
        for (final Rate rate : rates.values()) {
            sum += rate.probability();
        }
        if (sum > 1) {
            throw new IllegalArgumentException("faults: the probabilities add up to " + sum + ", more than 1");
        }
    }

    /**
     * Reads the form above; an empty text is {@link #NONE}.
     *
     * @param seed used unless the text names one
     * @throws IllegalArgumentException naming the part that isn't understood
     */
    public static FaultOptions parse(final String text, final long seed) {
        final Map<FaultKind, Rate> rates = new EnumMap<>(FaultKind.class);
        long drawnFrom = seed;
        for (final String part : text.split(",")) {
            final String[] pair = part.trim().split("=", 2);
            if (pair.length == 1 && pair[0].isEmpty()) {
                continue;
            }
            if (pair.length == 1) {
                throw wrong(part, "expected <kind>=<probability>");
            }
            if (pair[0].equals(SEED)) {
                drawnFrom = seed(part, pair[1]);
            } else {
                final FaultKind kind = kind(part, pair[0]);
                rates.put(kind, rate(part, kind, pair[1]));
            }
        }
        return new FaultOptions(drawnFrom, rates);
    }

    private static long seed(final String part, final String value) {
        try {
            return Long.parseLong(value);
        } catch (final NumberFormatException e) {
            throw wrong(part, "the seed is a whole number");
        }
    }

    private static FaultKind kind(final String part, final String word) {
        return Arrays.stream(FaultKind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> wrong(
                        part,
                        "known are "
                                + Arrays.stream(FaultKind.values())
                                        .map(FaultKind::word)
                                        .collect(Collectors.joining(", "))
                                + " and seed"));
    }

    private static Rate rate(final String part, final FaultKind kind, final String value) {
        final String[] halves = value.split(":", 2);
        if (halves.length == 2 && !kind.isTimed()) {
            throw wrong(part, "this kind takes no time");
        }
        return new Rate(probability(part, halves[0]), halves.length == 2 ? time(part, halves[1]) : DEFAULT_TIME);
    }

    private static double probability(final String part, final String text) {
        try {
            final double probability = Double.parseDouble(text);
            if (probability >= 0 && probability <= 1) {
                return probability;
            }
        } catch (final NumberFormatException e) {
            throw wrong(part, "the probability is a number from 0 to 1");
        }
        throw wrong(part, "the probability is a number from 0 to 1");
    }

    private static Duration time(final String part, final String text) {
        final boolean millis = text.endsWith("ms");
        final String number = text.replaceAll("m?s$", "");
        if (!text.matches("[0-9]{1,6}m?s")) {
            throw wrong(part, "a time is written as 500ms or 5s");
        }
        final long value = Long.parseLong(number);
        final Duration time = millis ? Duration.ofMillis(value) : Duration.ofSeconds(value);
        if (time.compareTo(LONGEST) > 0) {
            throw wrong(part, "the longest time is " + LONGEST.toSeconds() + "s");
        }
        return time;
    }

    private static IllegalArgumentException wrong(final String part, final String why) {
        return new IllegalArgumentException("faults: \"" + part.trim() + "\": " + why);
    }

    double probability(final FaultKind kind) {
        final Rate rate = rates.get(kind);
        return rate == null ? 0 : rate.probability();
    }

    long atMostMs(final FaultKind kind) {
        return rates.get(kind).atMost().toMillis();
    }
}
