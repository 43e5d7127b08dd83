package io.ringfence.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report's goals as a page of documentation shows them: when, of what and where it was measured, then a row for each. Stateless. */
public final class MeasuredTable {
    private static final List<String> WHERE =
            List.of("date", "commit", "run", "processor", "cores used", "kernel", "JVM", "machine check");

    private MeasuredTable() {}

    /** Lines of Markdown. */
    public static List<String> lines(final List<Goal> goals, final Map<String, String> machine) {
        final List<String> lines = new ArrayList<>();
        for (final String fact : WHERE) {
            if (machine.containsKey(fact)) {
                lines.add("- " + fact + ": " + machine.get(fact));
            }
        }
        lines.add("");
        lines.add("| goal | seen | must | aim | |");
        lines.add("|---|---|---|---|---|");
        goals.forEach(goal -> lines.add(row(goal)));
        return List.copyOf(lines);
    }

    private static String row(final Goal goal) {
        final String sign = goal.atMost() ? "≤" : "≥";
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s %s | %s | %s |",
                goal.name(),
                goal.isMeasured() ? String.format(Locale.ROOT, "%.2f", goal.ratio()) : "-",
                sign,
                MarkdownPage.plain(goal.must()),
                MarkdownPage.plain(goal.aim()),
                fate(goal));
    }

    private static String fate(final Goal goal) {
        if (!goal.isMeasured()) {
            return "not judged: " + goal.remark();
        }
        final String fate = goal.reachesAim() ? "reaches the aim" : goal.holds() ? "holds" : "falls short";
        return goal.remark().isEmpty() ? fate : fate + "; " + goal.remark().replace("|", "\\|");
    }
}
