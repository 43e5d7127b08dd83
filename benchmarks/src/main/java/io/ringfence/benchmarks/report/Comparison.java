package io.ringfence.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Two reports, goal by goal: ratios are to anchors of their own run, so they compare where times don't. Stateless. */
public final class Comparison {
    /** A smaller change than this is noise. */
    static final double NOISE = 0.1;

    private Comparison() {}

    /** A line per goal of either, before and after, and what became of it. */
    public static List<String> lines(final List<Goal> before, final List<Goal> after) {
        final Map<String, Goal> old = byName(before);
        final Map<String, Goal> fresh = byName(after);
        final List<String> lines = new ArrayList<>();
        old.forEach((name, goal) -> lines.add(line(name, goal, fresh.get(name))));
        fresh.forEach((name, goal) -> {
            if (!old.containsKey(name)) {
                lines.add(line(name, null, goal));
            }
        });
        return List.copyOf(lines);
    }

    private static Map<String, Goal> byName(final List<Goal> goals) {
        final Map<String, Goal> byName = new LinkedHashMap<>();
        goals.forEach(goal -> byName.put(goal.name(), goal));
        return byName;
    }

    private static String line(final String name, final Goal before, final Goal after) {
        return String.format(
                Locale.ROOT, "%-72s %8s -> %-8s %s", name, text(before), text(after), change(before, after));
    }

    private static String text(final Goal goal) {
        return goal == null || !goal.isMeasured() ? "-" : String.format(Locale.ROOT, "%.2f", goal.ratio());
    }

    static String change(final Goal before, final Goal after) {
        if (before == null || after == null || !before.isMeasured() || !after.isMeasured()) {
            return "not in both";
        }
        final double factor = after.ratio() / before.ratio();
        final String fate = before.holds() == after.holds() ? "" : after.holds() ? ", holds now" : ", falls short now";
        if (Math.abs(factor - 1) < NOISE) {
            return "same" + fate;
        }
        return (factor < 1 == after.atMost() ? "better" : "worse") + fate;
    }
}
