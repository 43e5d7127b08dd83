package io.ringfence.engine.simulation;

import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.StateHash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * A recorded session that dies at every event of it, and within every byte of its last records: what comes back must be
 * the state of the run that went on, after exactly the events that are whole.
 */
final class EveryCrash {
    private static final int EPOCH = 1;
    private static final long BUILD = 1;
    private static final int SNAPSHOTS = 3;
    private static final int NOT_BEGUN = Integer.MAX_VALUE;
    /** So many events before the end the logs go over to their last segments, among those that are torn. */
    private static final int LAST_SWAP = 9;

    private final Configuration configuration;
    private final Path folder;
    private final SimulatedLog events;
    private final SimulatedLog decisions = new SimulatedLog(LogKind.DECISIONS, new Dice(0, Dice.Role.STORAGE), 0);
    private final List<Snapshot> snapshots = new ArrayList<>();
    /** Of the state after so many records. */
    private final long[] hashes;

    private final int[] decisionsAfter;
    private int begunAfter = NOT_BEGUN;
    private int crashes;

    /** @param events of a generation that began with nothing */
    EveryCrash(final Configuration configuration, final SimulatedLog events, final Path folder) {
        this.configuration = configuration;
        this.events = events;
        this.folder = folder;
        hashes = new long[events.records() + 1];
        decisionsAfter = new int[events.records() + 1];
        decisions.begin(EPOCH);
        goOn();
        swapAt(events.records() * 2 / 5);
        swapAt(events.records() - LAST_SWAP);
    }

    private void swapAt(final int record) {
        events.swapAt(record);
        decisions.swapAt(decisionsAfter[record]);
    }

    /** The run that nothing interrupts. */
    private void goOn() {
        final Stages stages = Stages.of(configuration.engine().stages(), Outbox.CLOSED, decisions::append);
        final Slot slot = new Slot();
        final int[] record = {0};
        events.read(events.records(), (sequence, payload, offset, lengthBytes) -> {
            slot.event().putBytes(0, payload, offset, lengthBytes);
            slot.eventBytes(lengthBytes);
            for (final Stage stage : stages.row()) {
                stage.onEvent(slot);
            }
            record[0]++;
            note(record[0], stages, slot);
        });
    }

    private void note(final int record, final Stages stages, final Slot slot) {
        hashes[record] = StateHash.of(stages.save());
        decisionsAfter[record] = decisions.records();
        if (begunAfter == NOT_BEGUN && isDefinition(slot.event())) {
            begunAfter = record;
        }
        if (record % (events.records() / (SNAPSHOTS + 1)) == 0) {
            snapshots.add(new Snapshot(
                    configuration.engine().engineId(),
                    EPOCH,
                    slot.sequence(),
                    slot.receiveTimeNs(),
                    BUILD,
                    configuration.hash(),
                    MessageHeaderDecoder.SCHEMA_VERSION,
                    events.end(record),
                    decisions.end(),
                    stages.save()));
        }
    }

    private static boolean isDefinition(final DirectBuffer event) {
        return EventLayout.templateId(event, 0) == InstrumentDefinitionDecoder.TEMPLATE_ID;
    }

    int records() {
        return events.records();
    }

    /** Records of the decision log. */
    int decisions() {
        return decisions.records();
    }

    /** Of the event log. */
    int segments() {
        return events.segments();
    }

    int snapshots() {
        return snapshots.size();
    }

    int crashes() {
        return crashes;
    }

    /** Dies behind each {@code step}th event from {@code first} to {@code last}, with all of its decisions or none of the last. */
    void atEvents(final int first, final int last, final int step, final Violations violations) throws IOException {
        for (int record = first; record <= Math.min(last, events.records()); record += step) {
            final int kept = decisionsAfter[record] - (record % 2 == 0 && decisionsAfter[record] > 0 ? 1 : 0);
            die(new SimulatedLog.Cut(record, 0), SimulatedLog.Tear.NO_WORD, kept, violations);
        }
    }

    /** Dies within each {@code step}th byte of the last {@code records} events, in every way to tear one. */
    void atBytes(final int records, final int step, final Violations violations) throws IOException {
        for (int record = events.records() - records; record < events.records(); record++) {
            for (int bytes = 1; bytes < events.bytesBehind(record); bytes += step) {
                for (final SimulatedLog.Tear tear : SimulatedLog.Tear.values()) {
                    die(new SimulatedLog.Cut(record, bytes), tear, decisionsAfter[record], violations);
                }
            }
        }
    }

    private void die(
            final SimulatedLog.Cut cut,
            final SimulatedLog.Tear tear,
            final int decisionsKept,
            final Violations violations)
            throws IOException {
        crashes++;
        final Path journal = folder.resolve("crash" + crashes);
        final CrashSite site = new CrashSite(journal, configuration);
        final CrashSite.Remains ofEvents = new CrashSite.Remains(events, cut, tear);
        final long last = events.end(cut.records()).lastSequence();
        // Whoever wrote a snapshot had appended the decisions up to there.
        final List<Snapshot> written = snapshots.stream()
                .filter(one -> one.sequence() <= last && one.decisions().records() <= decisionsKept)
                .toList();
        site.leave(
                EPOCH,
                ofEvents,
                new CrashSite.Remains(decisions, new SimulatedLog.Cut(decisionsKept, 0), SimulatedLog.Tear.NO_WORD),
                written);
        judge(site.recover(EPOCH, BUILD), ofEvents, violations);
        CrashSite.delete(journal);
    }

    private void judge(final CrashSite.Return back, final CrashSite.Remains ofEvents, final Violations violations) {
        final int kept =
                new RecoveryWatch(violations).prefix(ofEvents, back.seal().events(), "event log");
        final boolean begun = kept >= begunAfter;
        violations.require(
                back.recovered().state().isPresent() == begun,
                "I2",
                "state after " + ofEvents.cut() + " present=" + !begun);
        back.recovered()
                .state()
                .ifPresent(state -> violations.require(
                        StateHash.of(state.save()) == hashes[kept],
                        "I2",
                        "the state after " + ofEvents.cut() + " " + ofEvents.tear() + " isn't that of the run that went"
                                + " on after " + kept + " events"));
    }
}
