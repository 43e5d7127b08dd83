package io.ringfence.engine.pipeline;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.indicator.IndicatorsStage;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.order.OrdersStage;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.portfolio.PortfolioStage;
import io.ringfence.engine.signal.SignalsStage;
import io.ringfence.engine.stage.IncompatibleState;
import io.ringfence.engine.stage.Stage;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.stage.StatefulStage;
import io.ringfence.engine.stop.StopsStage;
import io.ringfence.journal.snapshot.StageState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The stages behind {@code journal}, each with fresh state: what lanes, replay and lock-step tests run over the same
 * events.
 *
 * <pre>
 *   portfolio ─▶ indicators ─▶ signals ─▶ stops ─▶ orders ─▶ decision sink, outbox
 * </pre>
 */
public record Stages(
        PortfolioStage portfolio,
        IndicatorsStage indicators,
        SignalsStage signals,
        StopsStage stops,
        OrdersStage orders) {
    /**
     * @param outbox where decided orders go; {@link Outbox#CLOSED} for replay
     * @param sink   where decisions go
     */
    public static Stages of(final StageSettings settings, final Outbox outbox, final DecisionSink sink) {
        return new Stages(
                new PortfolioStage(settings),
                new IndicatorsStage(settings),
                new SignalsStage(settings),
                new StopsStage(settings),
                new OrdersStage(settings, outbox, sink));
    }

    /** In the order in which an event passes them. */
    public List<Stage> row() {
        return List.of(portfolio, indicators, signals, stops, orders);
    }

    /** The same, as what can be saved. */
    public List<StatefulStage> stateful() {
        return List.of(portfolio, indicators, signals, stops, orders);
    }

    /**
     * The state of every stage, in order. For whoever runs them all on one thread, or has stopped the threads; allocates
     * what it returns.
     */
    public List<StageState> save() {
        return save(stateful(), portfolio.highestInstrument());
    }

    /** As {@link #save()}, of any row of stages; no instrument's id is above {@code highestInstrument}. */
    public static List<StageState> save(final List<StatefulStage> row, final int highestInstrument) {
        final List<StageState> states = new ArrayList<>();
        for (final StatefulStage stage : row) {
            final StateWriter writer = new StateWriter(stage.maxStateBytes(highestInstrument));
            stage.save(writer);
            while (!stage.saveMore()) {
                // Nothing else happens meanwhile.
            }
            final ByteBuffer copy = ByteBuffer.allocate(writer.lengthBytes());
            states.add(new StageState(
                    stage.name(), stage.stateVersion(), copy.put(writer.bytes()).flip()));
        }
        return states;
    }

    /**
     * Has every stage take up its saved state; called once, before the first event.
     *
     * @return the stages that start fresh, because what they had saved means nothing under their settings
     * @throws IncompatibleState if one is missing, of a version that this build doesn't know, or doesn't fit
     */
    public List<String> load(final List<StageState> states) {
        return load(stateful(), states);
    }

    /** As {@link #load(List)}, of any row of stages. */
    public static List<String> load(final List<StatefulStage> row, final List<StageState> states) {
        final List<String> fresh = new ArrayList<>();
        for (final StatefulStage stage : row) {
            final StageState state = of(stage, states);
            if (!stage.load(new StateReader(stage.name(), state.bytes()))) {
                fresh.add(stage.name());
            }
        }
        return List.copyOf(fresh);
    }

    private static StageState of(final StatefulStage stage, final List<StageState> states) {
        final StageState state = states.stream()
                .filter(candidate -> candidate.stage().equals(stage.name()))
                .findFirst()
                .orElseThrow(() -> new IncompatibleState("no state of stage=" + stage.name()));
        if (state.version() != stage.stateVersion()) {
            throw new IncompatibleState("state of stage=" + stage.name() + " has version=" + state.version()
                    + ", this build knows version=" + stage.stateVersion());
        }
        return state;
    }
}
