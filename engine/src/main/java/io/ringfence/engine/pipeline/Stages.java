package io.ringfence.engine.pipeline;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.indicator.IndicatorsStage;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.order.OrdersStage;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.portfolio.PortfolioStage;
import io.ringfence.engine.signal.SignalsStage;
import io.ringfence.engine.stage.Stage;
import io.ringfence.engine.stop.StopsStage;
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
}
