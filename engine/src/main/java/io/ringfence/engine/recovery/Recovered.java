package io.ringfence.engine.recovery;

import io.ringfence.engine.pipeline.Stages;
import io.ringfence.journal.message.RecoveryOutcome;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a new generation begins with.
 *
 * @param outcome     how it was come by
 * @param epoch       the generation that is gone on from; 0: none
 * @param state       stages of the recorded configuration at the end of what was recorded; empty: nothing is gone on from
 * @param orders      that only the decision log has
 * @param entriesHeld whether an operator has to resume entries
 */
public record Recovered(
        RecoveryOutcome outcome, int epoch, Optional<Stages> state, List<InDoubtOrder> orders, boolean entriesHeld) {
    /** Of a journal without anything to go on from. */
    public static final Recovered NOTHING =
            new Recovered(RecoveryOutcome.NOTHING, 0, Optional.empty(), List.of(), false);

    /** Ids of instruments with a position, an order without an end, or a stop that may rest at the venue: they are followed. */
    public List<Integer> instruments() {
        if (state.isEmpty()) {
            return List.of();
        }
        final TreeSet<Integer> ids = new TreeSet<>(Recovery.held(state.get()));
        state.get().orders().openOrders().forEach(order -> ids.add(order.instrument()));
        ids.addAll(state.get().orders().restingStops());
        orders.forEach(order -> ids.add(order.instrument()));
        return List.copyOf(ids);
    }

    public Recovered {
        orders = List.copyOf(orders);
    }
}
