package io.ringfence.engine.lane;

import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The lanes of one engine, replay or test: wired as the layout says, polled by whoever owns their threads. */
public final class Lanes {
    private final List<Lane> lanes;

    private Lanes(final List<Lane> lanes) {
        this.lanes = lanes;
    }

    /**
     * Wires {@code stages} over {@code ring}. Stages behind {@code orders} (what follows the orders on their own thread)
     * run at the end of the last lane.
     */
    public static Lanes wire(
            final LaneLayout layout,
            final EventRing ring,
            final List<Stage> stages,
            final int batchLimit,
            final Halt halt) {
        final Map<String, Stage> byName = stages.stream().collect(Collectors.toMap(Stage::name, Function.identity()));
        final List<Lane> lanes = new ArrayList<>();
        for (int row = 0; row < layout.rows().size(); row++) {
            final List<Stage> own = new ArrayList<>();
            layout.rows().get(row).stream()
                    .filter(byName::containsKey)
                    .map(byName::get)
                    .forEach(own::add);
            if (row == layout.rows().size() - 1) {
                stages.stream()
                        .filter(stage -> !LaneLayout.STAGES.contains(stage.name()))
                        .forEach(own::add);
            }
            final List<Lane> dependencies =
                    layout.dependenciesOf(row).stream().map(lanes::get).toList();
            lanes.add(new Lane(nameOf(layout, row), ring, own, dependencies, batchLimit, halt));
        }
        return new Lanes(List.copyOf(lanes));
    }

    public List<Lane> all() {
        return lanes;
    }

    /** The lane that runs {@code orders}. */
    public Lane last() {
        return lanes.get(lanes.size() - 1);
    }

    /** Lanes that need a thread of their own besides the one that runs {@code orders}. */
    public List<Lane> allButLast() {
        return lanes.subList(0, lanes.size() - 1);
    }

    /** Sequence of the last event that every lane is done with. */
    public long reached() {
        long least = Long.MAX_VALUE;
        for (final Lane lane : lanes) {
            least = Math.min(least, lane.reached());
        }
        return least;
    }

    /** Polls each lane once, in order: for one-thread layouts, lock-step runs and tests. */
    public int poll() {
        int work = 0;
        for (int i = 0; i < lanes.size(); i++) {
            work += lanes.get(i).poll();
        }
        return work;
    }

    private static String nameOf(final LaneLayout layout, final int row) {
        final List<String> stages = layout.rows().get(row);
        return stages.size() == 1 ? stages.get(0) : stages.get(0) + "-" + stages.get(stages.size() - 1);
    }
}
