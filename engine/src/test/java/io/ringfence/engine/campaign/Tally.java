package io.ringfence.engine.campaign;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a campaign counts. Owned by the campaign's thread. */
final class Tally {
    private static final long NS_PER_MS = 1_000_000;

    private final List<Long> guardedMs = new ArrayList<>();
    private final Map<Moment, Integer> moments = new EnumMap<>(Moment.class);
    private final Map<Hit, Integer> hits = new EnumMap<>(Hit.class);
    private final Map<String, Integer> killsByMarket = new TreeMap<>();
    private final Map<String, Integer> alarms = new TreeMap<>();
    private final Map<Hold, Integer> overdue = new EnumMap<>(Hold.class);
    private int disasters;
    private int disastersFired;
    private long longestMissingNs;
    private long longestLeftNs;
    private int kills;
    private int orders;
    private int fills;
    private long replayedGenerations;
    private long replayedEvents;
    private long replayedDecisions;

    void guarded(final long ms) {
        guardedMs.add(ms);
    }

    void killed(final Moment moment, final String market) {
        kills++;
        moments.merge(moment, 1, Integer::sum);
        killsByMarket.merge(market, 1, Integer::sum);
    }

    void hit(final Hit hit) {
        hits.merge(hit, 1, Integer::sum);
    }

    void alarm(final String kind) {
        alarms.merge(kind, 1, Integer::sum);
    }

    /** An exit that took long, and what held it up most. */
    void overdue(final Hold hold) {
        overdue.merge(hold, 1, Integer::sum);
    }

    /** For how long a position has been without its stop at the venue, and a stop without its position. */
    void disasters(final long missingNs, final long leftNs) {
        longestMissingNs = Math.max(longestMissingNs, missingNs);
        longestLeftNs = Math.max(longestLeftNs, leftNs);
    }

    /** Stops at the venue. */
    void rested(final int moreDisasters, final int moreFired) {
        disasters += moreDisasters;
        disastersFired += moreFired;
    }

    int disasters() {
        return disasters;
    }

    void traded(final int moreOrders, final int moreFills) {
        orders += moreOrders;
        fills += moreFills;
    }

    void replayed(final long generations, final long events, final long decisions) {
        replayedGenerations += generations;
        replayedEvents += events;
        replayedDecisions += decisions;
    }

    int kills() {
        return kills;
    }

    int count(final Hit hit) {
        return hits.getOrDefault(hit, 0);
    }

    long replayedGenerations() {
        return replayedGenerations;
    }

    List<Long> guardedMs() {
        return guardedMs;
    }

    /** Members of a JSON object. */
    String json() {
        return "\"kills_by_market\":" + json(killsByMarket) + ",\"kills_aimed_at\":" + json(words(moments))
                + ",\"kills_that_hit\":" + json(allHits()) + ",\"orders\":" + orders + ",\"fills\":" + fills
                + ",\"replayed\":{\"generations\":" + replayedGenerations + ",\"events\":" + replayedEvents
                + ",\"decisions\":" + replayedDecisions + "},\"alarms\":" + json(alarms)
                + ",\"exits_overdue_by\":" + json(words(overdue)) + ",\"disaster_stops\":{\"rested\":" + disasters
                + ",\"fired\":" + disastersFired + ",\"longest_missing_ms\":" + longestMissingNs / NS_PER_MS
                + ",\"longest_left_ms\":" + longestLeftNs / NS_PER_MS + "}";
    }

    String text() {
        return String.format(
                "  markets   %s%n  aimed at  %s%n  hit       %s%n  traded    %,d orders, %,d fills; alarms %s%n"
                        + "  overdue   %s%n"
                        + "  stops     %,d at the venue, %,d fired; missing for %,d ms at most, left for %,d ms%n"
                        + "  replayed  %,d generations in one go, %,d events, %,d decisions",
                killsByMarket,
                words(moments),
                allHits(),
                orders,
                fills,
                alarms,
                words(overdue),
                disasters,
                disastersFired,
                longestMissingNs / NS_PER_MS,
                longestLeftNs / NS_PER_MS,
                replayedGenerations,
                replayedEvents,
                replayedDecisions);
    }

    /** Those that were never hit, too: they are what one looks for. */
    private Map<String, Integer> allHits() {
        final Map<Hit, Integer> all = new EnumMap<>(Hit.class);
        for (final Hit hit : Hit.values()) {
            all.put(hit, count(hit));
        }
        return words(all);
    }

    private static <E extends Enum<E>> Map<String, Integer> words(final Map<E, Integer> counts) {
        final Map<String, Integer> words = new TreeMap<>();
        counts.forEach((key, count) -> words.put(key.name().toLowerCase(Locale.ROOT), count));
        return words;
    }

    private static String json(final Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
