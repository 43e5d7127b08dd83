package io.ringfence.engine.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lane layout somebody asked for: {@code auto}, a layout with a name, or rows of stages.
 *
 * @param layout empty for {@code auto}, which depends on the machine
 */
public record LayoutChoice(Optional<LaneLayout> layout) {
    public static final LayoutChoice AUTO = new LayoutChoice(Optional.empty());
    /** What rows call the inbound thread. */
    public static final String INBOUND = "inbound";

    private static final String AUTO_NAME = "auto";

    /** @throws IllegalArgumentException if no layout has that name. */
    public static LayoutChoice valueOf(final String name) {
        if (AUTO_NAME.equals(name)) {
            return AUTO;
        }
        return LaneLayout.NAMED.stream()
                .filter(layout -> layout.name().equals(name))
                .findFirst()
                .map(layout -> new LayoutChoice(Optional.of(layout)))
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no layout; allowed: "
                        + String.join(", ", names()) + ", or rows of stages" + Suggestion.of(name, names())));
    }

    /**
     * Rows that together name {@code inbound} and every stage once, in order. {@code inbound} stands alone or in the one
     * row of all.
     *
     * @throws IllegalArgumentException saying what the rows must be
     */
    public static LayoutChoice ofRows(final List<List<String>> rows) {
        final List<String> flat = new ArrayList<>();
        rows.forEach(flat::addAll);
        final boolean together = rows.size() == 1;
        if (!flat.equals(lanes()) || !(together || rows.get(0).equals(List.of(INBOUND)))) {
            throw new IllegalArgumentException(rows + " must name each of these once and in this order: "
                    + String.join(", ", lanes()) + "; inbound alone in its row, or all in one row");
        }
        final List<List<String>> stages = together ? List.of(LaneLayout.STAGES) : rows.subList(1, rows.size());
        return new LayoutChoice(Optional.of(new LaneLayout("rows", together, stages)));
    }

    /** Names that {@link #valueOf} knows. */
    public static List<String> names() {
        final List<String> names = new ArrayList<>();
        names.add(AUTO_NAME);
        LaneLayout.NAMED.forEach(layout -> names.add(layout.name()));
        return names;
    }

    /** The layout itself, on a machine with {@code cores}. */
    public LaneLayout on(final int cores) {
        return layout.orElseGet(() -> LaneLayout.auto(cores));
    }

    @Override
    public String toString() {
        return layout.map(LaneLayout::name).orElse(AUTO_NAME);
    }

    /** What a lane may be called: by the first name in its row. */
    static List<String> lanes() {
        final List<String> lanes = new ArrayList<>();
        lanes.add(INBOUND);
        lanes.addAll(LaneLayout.STAGES);
        return lanes;
    }
}
