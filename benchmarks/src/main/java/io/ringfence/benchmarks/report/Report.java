package io.ringfence.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run has found so far. Owned by the thread that measures; written at the end, or when time is over. */
public final class Report {
    private final Map<String, String> machine;
    private final List<Section> sections = new ArrayList<>();
    private final List<Goal> goals = new ArrayList<>();
    private final List<Series> series = new ArrayList<>();

    /** @param machine what it runs on, in order: name and value */
    public Report(final Map<String, String> machine) {
        this.machine = new LinkedHashMap<>(machine);
    }

    public synchronized void add(final Section section) {
        sections.add(section);
    }

    public synchronized void add(final Goal goal) {
        goals.add(goal);
    }

    public synchronized void add(final Series one) {
        series.add(one);
    }

    public synchronized Map<String, String> machine() {
        return new LinkedHashMap<>(machine);
    }

    public synchronized List<Section> sections() {
        return List.copyOf(sections);
    }

    public synchronized List<Goal> goals() {
        return List.copyOf(goals);
    }

    public synchronized List<Series> series() {
        return List.copyOf(series);
    }

    /** The goals that fall short, one a line, under a line for each kind: what is before a goal's first comma. */
    public List<String> shortfalls() {
        final Map<String, List<Goal>> byKind = new LinkedHashMap<>();
        goals().stream()
                .filter(goal -> goal.isMeasured() && !goal.holds())
                .forEach(goal -> byKind.computeIfAbsent(goal.kind(), kind -> new ArrayList<>())
                        .add(goal));
        final List<String> lines = new ArrayList<>();
        byKind.forEach((kind, goals) -> {
            lines.add(kind + ":");
            goals.forEach(goal -> lines.add(String.format(
                    Locale.ROOT,
                    "  %-48s %8.2f, must %s",
                    goal.withinKind(),
                    goal.ratio(),
                    MarkdownPage.plain(goal.must()))));
        });
        return lines;
    }

    /** How many goals hold, and of which kinds some fall short: the run's last line. */
    public String verdict() {
        final List<Goal> all = goals();
        final List<Goal> measured = all.stream().filter(Goal::isMeasured).toList();
        final Map<String, Integer> shortOf = new LinkedHashMap<>();
        measured.stream().filter(goal -> !goal.holds()).forEach(goal -> shortOf.merge(goal.kind(), 1, Integer::sum));
        final long holding = measured.stream().filter(Goal::holds).count();
        final List<String> kinds = new ArrayList<>();
        shortOf.forEach((kind, count) -> kinds.add(count + " of "
                + measured.stream().filter(goal -> goal.kind().equals(kind)).count() + " " + kind));
        final String unmeasured = all.size() == measured.size()
                ? ""
                : "; " + (all.size() - measured.size()) + " could not be judged here, the report says why";
        return holding + " of " + measured.size() + " goals hold"
                + (kinds.isEmpty() ? "" : "; short: " + String.join(", ", kinds)) + unmeasured;
    }
}
