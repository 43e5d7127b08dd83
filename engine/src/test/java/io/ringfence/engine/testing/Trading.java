package io.ringfence.engine.testing;

import io.ringfence.engine.config.RecordedConfiguration;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.stage.Slot;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.GuardedDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopDisarmedDecoder;
import io.ringfence.journal.message.StopMovedDecoder;
import io.ringfence.journal.snapshot.SnapshotStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What decision logs tell of positions, stops and orders, added up without any stage: a judge of what was recovered. */
public final class Trading {
    private final DecisionRecords records = new DecisionRecords();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PositionChangedDecoder position = new PositionChangedDecoder();
    private final StopArmedDecoder armed = new StopArmedDecoder();
    private final StopMovedDecoder moved = new StopMovedDecoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();

    private final Map<Integer, Long> positions = new HashMap<>();
    private final Map<Integer, Long> stops = new HashMap<>();
    private final List<String> orders = new ArrayList<>();
    private int moves;
    private int entries;
    private int entriesUnguarded;
    private boolean guarded;

    private Trading() {}

    /** Of generations up to {@code epoch}, as far as they are written by now. */
    public static Trading upTo(final Path journal, final int epoch) {
        final Trading trading = new Trading();
        for (final int one : Journal.reading(journal).epochs()) {
            if (one <= epoch) {
                trading.read(Journal.reading(journal).read(one));
            }
        }
        return trading;
    }

    /** The same, with decisions concluded again from the events: some may be missing at the end of a killed engine's log. */
    public static Trading concludedUpTo(final Path journal, final int epoch) throws Exception {
        final Trading trading = new Trading();
        for (final int one : Journal.reading(journal).epochs()) {
            final RecordedGeneration generation = Journal.reading(journal).read(one);
            if (one <= epoch && generation.hasBegun()) {
                trading.conclude(generation);
            }
        }
        return trading;
    }

    private void conclude(final RecordedGeneration generation) throws Exception {
        begin();
        final StageSettings settings =
                RecordedConfiguration.read(generation.directory()).engine().stages();
        final Stages stages = Stages.of(settings, Outbox.CLOSED, (sequence, payload, offset, lengthBytes) -> {
            records.wrap(payload, offset, lengthBytes);
            take();
        });
        new SnapshotStore(generation.directory(), generation.epoch())
                .opening(settings.engineId())
                .ifPresent(opening -> stages.load(opening.stages()));
        final Slot slot = new Slot();
        try (LogReader log = generation.events()) {
            while (log.next()) {
                slot.event().putBytes(0, log.buffer(), log.offset(), log.lengthBytes());
                slot.eventBytes(log.lengthBytes());
                stages.row().forEach(stage -> stage.onEvent(slot));
            }
        }
    }

    private void begin() {
        guarded = false;
        moves = 0;
        entries = 0;
    }

    private void read(final RecordedGeneration generation) {
        begin();
        try (LogReader log = generation.decisions()) {
            while (log.next()) {
                records.wrap(log.buffer(), log.offset(), log.lengthBytes());
                take();
            }
        }
    }

    private void take() {
        for (int at = records.first(); at != DecisionRecords.END; at = records.next(at)) {
            take(at);
        }
    }

    private void take(final int at) {
        final int instrument = records.instrument(at);
        switch (records.templateId(at)) {
            case PositionChangedDecoder.TEMPLATE_ID -> {
                final long quantity = position.wrapAndApplyHeader(records.buffer(), at, header)
                        .quantity();
                positions.put(instrument, quantity);
                positions.remove(instrument, 0L);
            }
            case StopArmedDecoder.TEMPLATE_ID ->
                stops.put(
                        instrument,
                        armed.wrapAndApplyHeader(records.buffer(), at, header).stopPrice());
            case StopMovedDecoder.TEMPLATE_ID -> {
                moves++;
                stops.put(
                        instrument,
                        moved.wrapAndApplyHeader(records.buffer(), at, header).stopPrice());
            }
            case StopDisarmedDecoder.TEMPLATE_ID -> stops.remove(instrument);
            case GuardedDecoder.TEMPLATE_ID -> guarded = true;
            case OrderPlacedDecoder.TEMPLATE_ID -> takeOrder(at);
            default -> {}
        }
    }

    private void takeOrder(final int at) {
        placed.wrapAndApplyHeader(records.buffer(), at, header);
        final OrderIdDecoder id = placed.orderId();
        orders.add(new ClientOrderId()
                .set(id.engine(), id.epoch(), id.sequence(), id.index())
                .toString());
        if (placed.purpose() == OrderPurpose.ENTRY) {
            entries++;
            entriesUnguarded += guarded ? 0 : 1;
        }
    }

    /** Open quantities by instrument. */
    public Map<Integer, Long> positions() {
        return positions;
    }

    /** Prices of stops that guard, by instrument. */
    public Map<Integer, Long> stops() {
        return stops;
    }

    /** Ids of all orders that were decided. */
    public List<String> orders() {
        return orders;
    }

    /** Stops moved in the newest generation. */
    public int moves() {
        return moves;
    }

    /** Entries decided in the newest generation. */
    public int entries() {
        return entries;
    }

    /** Entries that were decided before their generation was guarded. */
    public int entriesUnguarded() {
        return entriesUnguarded;
    }

    /** Whether the newest generation was guarded. */
    public boolean isGuarded() {
        return guarded;
    }
}
