package io.ringfence.engine.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Which thread runs which stages.
 *
 * @param name           as in the configuration
 * @param inboundInside  whether the inbound thread also runs the stages; then there is one row
 * @param rows           the stages of each lane, in order; {@code journal} may stand alone beside the others
 */
public record LaneLayout(String name, boolean inboundInside, List<List<String>> rows) {
    public static final String JOURNAL = "journal";
    /** Every stage, in order. */
    public static final List<String> STAGES = List.of(JOURNAL, "portfolio", "indicators", "signals", "stops", "orders");

    public static final LaneLayout ONE = new LaneLayout("one", true, List.of(STAGES));
    public static final LaneLayout TWO = new LaneLayout("two", false, List.of(STAGES));
    public static final LaneLayout JOURNAL_APART =
            new LaneLayout("journal-apart", false, List.of(List.of(JOURNAL), STAGES.subList(1, STAGES.size())));
    public static final LaneLayout EACH =
            new LaneLayout("each", false, STAGES.stream().map(List::of).toList());
    public static final List<LaneLayout> NAMED = List.of(ONE, TWO, JOURNAL_APART, EACH);

    private static final int CORES_FOR_TWO = 4;
    private static final int CORES_FOR_JOURNAL_APART = 6;

    public LaneLayout {
        rows = rows.stream().map(List::copyOf).toList();
        final List<String> flat = new ArrayList<>();
        rows.forEach(flat::addAll);
        if (!flat.equals(STAGES)) {
            throw new IllegalArgumentException(
                    "lanes=" + rows + ": the rows must hold each stage once, in order: " + STAGES);
        }
        if (inboundInside && rows.size() != 1) {
            throw new IllegalArgumentException("lanes=" + rows + ": with inbound inside there is one row only");
        }
    }

    /** The layout that {@code cores} carry without more spinning threads than cores. */
    public static LaneLayout auto(final int cores) {
        if (cores >= CORES_FOR_JOURNAL_APART) {
            return JOURNAL_APART;
        }
        return cores >= CORES_FOR_TWO ? TWO : ONE;
    }

    /** Threads that the layout needs, the inbound one included. */
    public int threads() {
        return inboundInside ? 1 : rows.size() + 1;
    }

    /** Whether one lane runs every stage that decides; {@code journal}, which doesn't, may stand apart. */
    public boolean oneLaneDecides() {
        return rows.get(rows.size() - 1).containsAll(STAGES.subList(1, STAGES.size()));
    }

    /** What the lane of {@code row} is called: by the first stage in it. */
    public String lane(final int row) {
        return rows.get(row).get(0);
    }

    /** The lanes that {@code row} waits for: none but the writer if {@code journal} stands alone before it. */
    public List<Integer> dependenciesOf(final int row) {
        if (row == 0) {
            return List.of();
        }
        return rows.get(row - 1).equals(List.of(JOURNAL)) ? List.of() : List.of(row - 1);
    }
}
