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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.yaml.snakeyaml.Yaml;

/** A profile as people write it in {@code config/stops}: what the engine is given, and what is shipped. */
final class ProfileText {
    private static final int PERCENT_SCALE = 7;
    private static final int MONEY_SCALE = 8;
    private static final long MILLISECOND = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private final List<String> timeframes;

    /** @param timeframes names of the timeframes, by index */
    ProfileText(final List<String> timeframes) {
        this.timeframes = timeframes;
    }

    // ---- Writing

    String write(final Profile profile) {
        final List<String> lines = new ArrayList<>();
        lines.add("trigger: " + profile.trigger().name().toLowerCase(Locale.ROOT));
        lines.add("fees: " + (profile.feesIncluded() ? "included" : "excluded"));
        lines.add("minStep: " + profile.minStep());
        lines.add("hard: {distance: " + text(profile.hard().distance()) + fallback(profile.hard()) + "}");
        add(lines, profile.confirm(), confirm -> "confirm: {" + text(confirm) + "}");
        add(
                lines,
                profile.breakEven(),
                rule -> "breakEven: {trigger: " + text(rule.trigger()) + ", offset: " + text(rule.offset()) + "}");
        addAll(
                lines,
                "profitLock",
                profile.profitLock(),
                rung -> "at: " + text(rung.at()) + ", keep: " + text(rung.keep()));
        add(
                lines,
                profile.giveBack(),
                rule -> "giveBack: {activation: " + text(rule.activation()) + ", share: " + percent(rule.share())
                        + "}");
        add(
                lines,
                profile.trail(),
                rule -> "trail: {activation: " + text(rule.activation()) + ", distance: " + text(rule.distance())
                        + "}");
        add(
                lines,
                profile.chandelier(),
                rule -> "chandelier: {bars: " + rule.bars() + ", distance: " + text(rule.distance()) + "}");
        add(
                lines,
                profile.sar(),
                rule -> "sar: {timeframe: " + timeframes.get(rule.timeframe()) + ", step: " + rule.step() + ", max: "
                        + rule.max() + "}");
        add(
                lines,
                profile.time(),
                rule -> "time: {maxAge: " + duration(rule.maxAgeNs()) + ", onlyInLoss: " + rule.onlyInLoss() + "}");
        if (profile.sessionEnd() != Profile.NONE) {
            lines.add(String.format(
                    "sessionEnd: \"%02d:%02d\"", profile.sessionEnd() / HOUR, profile.sessionEnd() % HOUR / MINUTE));
        }
        addAll(
                lines,
                "takeProfit",
                profile.takeProfit(),
                level -> "at: " + text(level.at()) + ", portion: " + percent(level.portion()));
        return String.join("\n", lines) + "\n";
    }

    private static <T> void add(final List<String> lines, final T rule, final Function<T, String> line) {
        if (rule != null) {
            lines.add(line.apply(rule));
        }
    }

    private static <T> void addAll(
            final List<String> lines, final String key, final List<T> items, final Function<T, String> text) {
        if (!items.isEmpty()) {
            lines.add(key + ":");
            items.forEach(item -> lines.add("  - {" + text.apply(item) + "}"));
        }
    }

    private static String fallback(final Hard hard) {
        return hard.distance().is(Measure.Kind.ATR) ? ", fallback: " + percent(hard.fallback()) : "";
    }

    private static String text(final Confirm confirm) {
        return confirm.events() > 0 ? "events: " + confirm.events() : "duration: " + duration(confirm.durationNs());
    }

    private String text(final Measure measure) {
        return switch (measure.kind()) {
            case PERCENT -> percent(measure.amount());
            case TICKS -> measure.amount() + " ticks";
            case ATR ->
                BigDecimal.valueOf(measure.multiple()).toPlainString() + " ATR " + timeframes.get(measure.timeframe());
            case MONEY -> BigDecimal.valueOf(measure.amount(), MONEY_SCALE).toPlainString() + " USDT";
        };
    }

    private static String percent(final long parts) {
        return BigDecimal.valueOf(parts, PERCENT_SCALE).toPlainString() + "%";
    }

    private static String duration(final long ns) {
        return ns % SECOND == 0 ? ns / SECOND + "s" : ns / MILLISECOND + "ms";
    }

    // ---- Reading

    /** @param takerFee of the account, which no profile knows */
    Profile read(final String text, final long takerFee) {
        final Map<String, Object> keys = map(new Yaml().load(text));
        final Map<String, Object> hard = map(keys.get("hard"));
        return new Profile(
                Trigger.valueOf(keys.getOrDefault("trigger", "quote").toString().toUpperCase(Locale.ROOT)),
                "included".equals(keys.get("fees")),
                takerFee,
                ((Number) keys.getOrDefault("minStep", 1)).longValue(),
                optional(keys.get("confirm"), this::confirm),
                new Hard(measure(hard.get("distance")), optionalParts(hard.get("fallback"))),
                optional(
                        keys.get("breakEven"),
                        rule -> new BreakEven(measure(rule.get("trigger")), orNothing(rule.get("offset")))),
                list(keys.get("profitLock"), rung -> new Rung(measure(rung.get("at")), measure(rung.get("keep")))),
                optional(
                        keys.get("giveBack"),
                        rule -> new GiveBack(orNothing(rule.get("activation")), parts(rule.get("share")))),
                optional(
                        keys.get("trail"),
                        rule -> new Trail(orNothing(rule.get("activation")), measure(rule.get("distance")))),
                optional(
                        keys.get("chandelier"),
                        rule -> new Chandelier((Integer) rule.get("bars"), measure(rule.get("distance")))),
                optional(keys.get("sar"), this::sar),
                optional(
                        keys.get("time"),
                        rule -> new MaxAge(ns(rule.get("maxAge")), Boolean.TRUE.equals(rule.get("onlyInLoss")))),
                keys.containsKey("sessionEnd") ? timeOfDay(keys.get("sessionEnd")) : Profile.NONE,
                list(
                        keys.get("takeProfit"),
                        level -> new Level(measure(level.get("at")), parts(level.get("portion")))));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(final Object value) {
        return (Map<String, Object>) value;
    }

    private static <T> T optional(final Object value, final Function<Map<String, Object>, T> read) {
        return value == null ? null : read.apply(map(value));
    }

    private static <T> List<T> list(final Object value, final Function<Map<String, Object>, T> read) {
        final List<T> items = new ArrayList<>();
        if (value != null) {
            ((List<?>) value).forEach(item -> items.add(read.apply(map(item))));
        }
        return items;
    }

    private Confirm confirm(final Map<String, Object> keys) {
        return keys.containsKey("events")
                ? new Confirm((Integer) keys.get("events"), 0)
                : new Confirm(0, ns(keys.get("duration")));
    }

    private Sar sar(final Map<String, Object> keys) {
        return new Sar(
                timeframes.indexOf(keys.get("timeframe").toString()),
                ((Number) keys.getOrDefault("step", 0.02)).doubleValue(),
                ((Number) keys.getOrDefault("max", 0.2)).doubleValue());
    }

    private Measure orNothing(final Object value) {
        return value == null ? Measure.ticks(0) : measure(value);
    }

    private Measure measure(final Object value) {
        final String[] words = value.toString().split(" ");
        if (words[0].endsWith("%")) {
            return Measure.percent(parts(value));
        }
        return switch (words[1]) {
            case "tick", "ticks" -> Measure.ticks(Long.parseLong(words[0]));
            case "ATR" -> Measure.atr(Double.parseDouble(words[0]), timeframes.indexOf(words[2]));
            default ->
                Measure.money(
                        new BigDecimal(words[0]).movePointRight(MONEY_SCALE).longValueExact());
        };
    }

    private static long optionalParts(final Object value) {
        return value == null ? 0 : parts(value);
    }

    private static long parts(final Object value) {
        return new BigDecimal(value.toString().replace("%", ""))
                .movePointRight(PERCENT_SCALE)
                .longValueExact();
    }

    private static long ns(final Object value) {
        final String text = value.toString();
        final long number = Long.parseLong(text.replaceAll("\\D", ""));
        return switch (text.replaceAll("\\d", "")) {
            case "ms" -> number * MILLISECOND;
            case "s" -> number * SECOND;
            case "m" -> number * MINUTE;
            case "h" -> number * HOUR;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static long timeOfDay(final Object value) {
        final String[] words = value.toString().split(":");
        return Long.parseLong(words[0]) * HOUR + Long.parseLong(words[1]) * MINUTE;
    }
}
