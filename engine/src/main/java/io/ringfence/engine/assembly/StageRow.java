package io.ringfence.engine.assembly;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.stage.StatefulStage;
import java.util.List;

/** Makes the row of stages behind {@code journal}, with fresh state. */
@FunctionalInterface
interface StageRow {
    /** What {@link Stages} has. */
    StageRow STANDARD =
            (settings, outbox, sink) -> Stages.of(settings, outbox, sink).stateful();

    /** As {@link Stages#of}: in the order in which an event passes them. */
    List<StatefulStage> of(StageSettings settings, Outbox outbox, DecisionSink sink);
}
