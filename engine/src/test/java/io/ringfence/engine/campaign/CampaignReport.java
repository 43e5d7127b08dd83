package io.ringfence.engine.campaign;

import java.util.List;

/** What a crash campaign found. */
record CampaignReport(int kills, long seed, int violations, Tally tally) {
    private long median() {
        final List<Long> sorted = tally.guardedMs().stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    private long max() {
        return tally.guardedMs().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    String json() {
        return "{\"kills\":" + kills + ",\"seed\":" + seed + ",\"violations\":" + violations
                + ",\"restart_until_guarded_ms\":{\"median\":" + median() + ",\"max\":" + max() + "}," + tally.json()
                + "}";
    }

    String text() {
        return kills + " kills with seed " + seed + ": " + violations + " violations; guarded again within " + median()
                + " ms at the median, " + max() + " ms at most" + System.lineSeparator() + tally.text();
    }
}
