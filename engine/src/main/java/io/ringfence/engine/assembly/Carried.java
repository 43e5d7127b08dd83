package io.ringfence.engine.assembly;

import io.ringfence.engine.config.EngineConfig;
import io.ringfence.engine.order.OpenOrder;
import io.ringfence.engine.paper.PaperState;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.portfolio.Positions;
import io.ringfence.engine.recovery.Recovered;
import io.ringfence.engine.recovery.RecoveryRefused;
import io.ringfence.engine.stage.IncompatibleState;
import io.ringfence.engine.stage.StatefulStage;
import io.ringfence.engine.watch.RunState;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.snapshot.StageState;
import java.util.List;
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
        return new ClientOrderId()
                .set(order.engineId(), order.epoch(), order.sequence(), order.index())
                .toString();
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
