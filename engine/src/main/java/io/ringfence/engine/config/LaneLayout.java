package io.ringfence.engine.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Which thread runs which stages: rows of stage names, the inbound thread's work being the first "stage". A lane is
 * named after the first stage of its row.
 *
 * @param name {@code auto}, one of the layouts with a name, or {@code rows} for rows that were written out
 * @param rows the lanes; empty for {@code auto}, which depends on the machine
 */
public record LaneLayout(String name, List<List<String>> rows) {
    /** Everything that runs on a lane, in the order of the flow. */
    public static final List<String> STAGES =
            List.of("inbound", "journal", "portfolio", "indicators", "signals", "stops", "orders");

    /** The layout that {@link #on} concludes from the number of cores. */
    public static final LaneLayout AUTO = new LaneLayout("auto", List.of());

    public static final LaneLayout ONE = new LaneLayout("one", List.of(STAGES));
    public static final LaneLayout TWO = new LaneLayout("two", List.of(STAGES.subList(0, 1), STAGES.subList(1, 7)));
    public static final LaneLayout JOURNAL_APART =
            new LaneLayout("journal-apart", List.of(STAGES.subList(0, 1), STAGES.subList(1, 2), STAGES.subList(2, 7)));
    public static final LaneLayout EACH =
            new LaneLayout("each", STAGES.stream().map(List::of).toList());

    private static final List<LaneLayout> NAMED = List.of(AUTO, ONE, TWO, JOURNAL_APART, EACH);
    private static final int TWO_FROM_CORES = 4;
    private static final int JOURNAL_APART_FROM_CORES = 6;

    public LaneLayout {
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** The layout called {@code name}. */
    public static LaneLayout valueOf(final String name) {
        return NAMED.stream()
                .filter(layout -> layout.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + name + "' is no layout; allowed: " + String.join(", ", names()) + ", or rows of stages"));
    }

    /**
     * Rows that together name every one of {@link #STAGES} once, in that order.
     *
     * @throws IllegalArgumentException naming what is missing or misplaced
     */
    public static LaneLayout ofRows(final List<List<String>> rows) {
        final List<String> flat = new ArrayList<>();
        for (final List<String> row : rows) {
            if (row.isEmpty()) {
                throw new IllegalArgumentException(rows + " has a row without a stage");
            }
            flat.addAll(row);
        }
        if (!flat.equals(STAGES)) {
            throw new IllegalArgumentException(
                    rows + " must name each of these once and in this order: " + String.join(", ", STAGES));
        }
        return new LaneLayout("rows", rows);
    }

    /** Names of the layouts that have one. */
    public static List<String> names() {
        return NAMED.stream().map(LaneLayout::name).toList();
    }

    /** This layout, or for {@code auto} the one that suits {@code cores}: to 3 one, from 4 two, from 6 journal-apart. */
    public LaneLayout on(final int cores) {
        if (!rows.isEmpty()) {
            return this;
        }
        if (cores < TWO_FROM_CORES) {
            return ONE;
        }
        return cores < JOURNAL_APART_FROM_CORES ? TWO : JOURNAL_APART;
    }

    @Override
    public String toString() {
        return "rows".equals(name) ? rows.toString() : name;
    }
}
