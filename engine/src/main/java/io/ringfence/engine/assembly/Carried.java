package io.ringfence.engine.assembly;

import io.ringfence.engine.config.EngineConfig;
import io.ringfence.engine.order.OpenOrder;
import io.ringfence.engine.paper.PaperState;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.portfolio.Positions;
import io.ringfence.engine.recovery.InDoubtOrder;
import io.ringfence.engine.recovery.Recovered;
import io.ringfence.engine.recovery.RecoveryRefused;
import io.ringfence.engine.stage.IncompatibleState;
import io.ringfence.engine.stage.StatefulStage;
import io.ringfence.engine.watch.RunState;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.snapshot.StageState;
import io.ringfence.journal.view.AtStart;
import io.ringfence.journal.view.HeldAtStart;
import io.ringfence.journal.view.OrderAtStart;
import io.ringfence.journal.view.StopAtStart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What was recovered, in the hands of those who go on with it: the stages, the paper venue, the watch. Start-up code. */
final class Carried {
    private final Recovered recovered;

    Carried(final Recovered recovered) {
        this.recovered = recovered;
    }

    /**
     * Has stages of the new configuration take up the recovered state.
     *
     * @return names of stages that start fresh, since their state means nothing under the new settings
     */
    List<String> load(final List<StatefulStage> row) {
        if (recovered.state().isEmpty()) {
            return List.of();
        }
        try {
            return Stages.load(row, recovered.state().get().save());
        } catch (final IncompatibleState e) {
            throw new RecoveryRefused(
                    "what was recovered doesn't fit this configuration: " + e.getMessage()
                            + "; start with the configuration before, or with another journal",
                    e);
        }
    }

    /** The state of the loaded stages, as the new generation begins with it. */
    List<StageState> save(final List<StatefulStage> row) {
        return Stages.save(row, recovered.state().orElseThrow().orders().highestInstrument());
    }

    /** What the account of paper mode holds. */
    PaperState paper(final EngineConfig config) {
        return recovered
                .state()
                .map(PaperState::of)
                .orElseGet(() -> PaperState.fresh(config.account().initialBalanceMoney()));
    }

    private static String text(final OpenOrder order) {
        return text(order.engineId(), order.epoch(), order.sequence(), order.index());
    }

    private static String text(final InDoubtOrder order) {
        return text(order.engineId(), order.epoch(), order.sequence(), order.index());
    }

    private static String text(final int engineId, final int epoch, final long sequence, final int index) {
        return new ClientOrderId().set(engineId, epoch, sequence, index).toString();
    }

    /**
     * Venue time up to which every fill of the account is booked, or is none of ours, ms.
     *
     * @param venueTimeNs the venue's time now: a first run's account begins with it
     */
    long knownUntilMs(final long venueTimeNs) {
        return TimeUnit.NANOSECONDS.toMillis(
                recovered.state().map(state -> state.orders().knownUntilNs()).orElse(venueTimeNs));
    }

    /** Engine time of the newest recorded event, ns since 1970; 0 if there is none. */
    long lastTimeNs() {
        return recovered.state().map(state -> state.orders().timeNs()).orElse(0L);
    }

    /** What the watch begins with. */
    RunState.Begin begin() {
        return recovered.state().map(Carried::begin).orElse(RunState.Begin.NOTHING);
    }

    /** What the live view begins with: also the orders that only the decision log had. */
    AtStart view() {
        final RunState.Begin begin = begin();
        return new AtStart(
                begin.holdings().stream()
                        .map(held -> new HeldAtStart(
                                held.instrument(),
                                held.quantity(),
                                held.entryPrice(),
                                held.realized(),
                                held.stopPrice()))
                        .toList(),
                orders(),
                recovered.state().map(state -> state.orders().stopsAtVenue()).orElse(List.of()).stream()
                        .map(stop -> new StopAtStart(
                                text(stop.engineId(), stop.epoch(), stop.sequence(), stop.index()),
                                stop.instrument(),
                                stop.trigger(),
                                stop.state()))
                        .toList(),
                begin.realized(),
                begin.fees());
    }

    private List<OrderAtStart> orders() {
        final Map<String, OrderAtStart> orders = new LinkedHashMap<>();
        recovered
                .state()
                .map(state -> state.orders().openOrders())
                .orElse(List.of())
                .forEach(order -> orders.put(text(order), atStart(order)));
        recovered.orders().forEach(order -> orders.putIfAbsent(text(order), atStart(order)));
        return List.copyOf(orders.values());
    }

    private static OrderAtStart atStart(final OpenOrder order) {
        return new OrderAtStart(
                text(order),
                order.instrument(),
                order.side() > 0 ? Side.BUY : Side.SELL,
                order.exit() ? OrderPurpose.EXIT : OrderPurpose.ENTRY,
                order.quantity(),
                order.settled(),
                order.life().state(),
                order.sequence());
    }

    private static OrderAtStart atStart(final InDoubtOrder order) {
        return new OrderAtStart(
                text(order),
                order.instrument(),
                order.side(),
                order.purpose(),
                order.quantity(),
                0,
                OrderState.UNKNOWN,
                order.sequence());
    }

    private static RunState.Begin begin(final Stages state) {
        final Positions positions = state.portfolio().positions();
        return new RunState.Begin(
                IntStream.rangeClosed(1, state.orders().highestInstrument())
                        .mapToObj(i -> new RunState.Holding(
                                i,
                                positions.quantity(i),
                                positions.entryPrice(i),
                                positions.realizedProfit(i),
                                state.stops().stops().isArmed(i)
                                        ? state.stops().stops().stopPrice(i)
                                        : 0))
                        .toList(),
                state.orders().openOrders().stream().map(Carried::text).toList(),
                positions.totalRealizedProfit(),
                positions.totalFees());
    }
}
