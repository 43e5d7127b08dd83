package io.ringfence.benchmarks.subject;

import io.ringfence.benchmarks.rig.OwnCost;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.rehearsal.Opening;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.gateway.session.HandOver;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.QuoteDecoder;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * The stages without ring and threads: some events at a time through one stage, then the same events through the next, so that
 * each one's own time can be told. Fills come back between two such rows. Owned by the calling thread.
 */
public final class StageCost {
    /** All of them together. */
    public static final String ALL = "all stages";

    private static final int ROW = 1024;
    private static final int DRAIN_LIMIT = 256;
    private static final long STEP_NS = 10_000;
    private static final long START_NS = 1_700_000_000_000_000_000L;

    private final List<Slot> slots = new ArrayList<>();
    private final HandOver handOver = new HandOver(HandOver.DEFAULT_CAPACITY_BYTES, () -> {});
    private final HandOver.Handler handler = this::onHandedOver;
    private final Stages stages;
    private final Tape tape;
    private final long[] lastPrice;
    private long sequence;
    private int filled;

    /** @param quotesPerTurn the strategy turns every so many quotes of an instrument */
    public StageCost(final Market market, final int quotesPerTurn) {
        final StageSettings settings = RigSettings.turning(quotesPerTurn);
        tape = market.tape().copy();
        lastPrice = new long[market.instruments().size() + 1];
        final FillingVenue venue = new FillingVenue(handOver.sink(), id -> lastPrice[id]);
        stages = Stages.of(
                settings,
                (record, offset, lengthBytes, cause, nanoTime) -> {
                    venue.send(record, offset, lengthBytes, 0);
                    return true;
                },
                DecisionSink.NONE);
        for (int i = 0; i < 2 * ROW; i++) {
            slots.add(new Slot());
        }
        final Opening opening = new Opening(handOver.sink(), settings);
        opening.balance();
        opening.orderEntryUp();
        market.instruments().forEach(instrument -> {
            opening.instrument(instrument);
            passReports();
        });
        final Tape first = market.opening().copy();
        for (int i = 0; i < first.events(); i++) {
            fill(first);
            passReports();
        }
    }

    /** Once over the tape: the cost per event, by stage in order, and of all. */
    public Map<String, OwnCost> sweep() {
        final Map<String, OwnCost> costs = new LinkedHashMap<>();
        final int rows = tape.events() / ROW;
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < ROW; i++) {
                fill(tape);
            }
            final int events = filled;
            double nanos = 0;
            double bytes = 0;
            for (final Stage stage : stages.row()) {
                final OwnCost cost = OwnCost.of(() -> pass(stage, events), events);
                costs.merge(stage.name(), share(cost, rows), StageCost::sum);
                nanos += cost.nanos();
                bytes += cost.bytes();
            }
            costs.merge(ALL, share(new OwnCost(nanos, bytes), rows), StageCost::sum);
            filled = 0;
            passReports();
        }
        return costs;
    }

    private static OwnCost share(final OwnCost cost, final int of) {
        return new OwnCost(cost.nanos() / of, cost.bytes() / of);
    }

    private static OwnCost sum(final OwnCost one, final OwnCost other) {
        return new OwnCost(one.nanos() + other.nanos(), one.bytes() + other.bytes());
    }

    private void pass(final Stage stage, final int events) {
        for (int i = 0; i < events; i++) {
            stage.onEvent(slots.get(i));
        }
    }

    private void passReports() {
        do {
            for (final Stage stage : stages.row()) {
                pass(stage, filled);
            }
            filled = 0;
        } while (handOver.drain(handler, DRAIN_LIMIT) > 0);
    }

    private boolean onHandedOver(
            final DirectBuffer buffer, final int offset, final int lengthBytes, final long receivedNanos) {
        final Slot slot = slots.get(filled);
        slot.event().putBytes(0, buffer, offset, lengthBytes);
        stamp(slot, lengthBytes);
        return true;
    }

    private void fill(final Tape from) {
        final Slot slot = slots.get(filled);
        slot.event().putBytes(0, from.bytes(), from.offset(), from.lengthBytes());
        EventLayout.describe(slot.event(), 0, from.instrument(), 0, START_NS + sequence * STEP_NS);
        if (slot.templateId() == QuoteDecoder.TEMPLATE_ID) {
            lastPrice[from.instrument()] = slot.event().getLong(FullEngine.ASK, ByteOrder.LITTLE_ENDIAN);
        }
        stamp(slot, from.lengthBytes());
        from.advance();
    }

    private void stamp(final Slot slot, final int lengthBytes) {
        sequence++;
        EventLayout.stamp(slot.event(), 0, 1, sequence, START_NS + sequence * STEP_NS);
        slot.eventBytes(lengthBytes);
        filled++;
    }
}
