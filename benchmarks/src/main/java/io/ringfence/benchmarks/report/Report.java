package io.ringfence.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** How many goals hold, and which fall short: the run's last line. */
    public String verdict() {
        final List<Goal> all = goals();
        final List<Goal> measured = all.stream().filter(Goal::isMeasured).toList();
        final List<String> shortOf = measured.stream()
                .filter(goal -> !goal.holds())
                .map(goal ->
                        String.format("%s (%.2f, must %s)", goal.name(), goal.ratio(), MarkdownPage.plain(goal.must())))
                .toList();
        final String unmeasured = all.size() == measured.size()
                ? ""
                : "; " + (all.size() - measured.size()) + " could not be judged here, the report says why";
        return (measured.size() - shortOf.size()) + " of " + measured.size() + " goals hold"
                + (shortOf.isEmpty() ? "" : "; short: " + String.join(", ", shortOf)) + unmeasured;
    }
}
