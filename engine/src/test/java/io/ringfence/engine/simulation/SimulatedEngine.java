package io.ringfence.engine.simulation;

import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.inbound.BoundaryClock;
import io.ringfence.engine.inbound.BoundaryTimer;
import io.ringfence.engine.inbound.Inbound;
import io.ringfence.engine.inbound.Ticker;
import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.lane.Lanes;
import io.ringfence.engine.outbox.OrderOutbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.record.JournalStage;
import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.stage.Stage;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.ClockOffsetDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.snapshot.StageState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One life of an engine: production's stages, lane, inbound side and outbox in the one-thread layout, between simulated logs
 * and a simulated gateway. Everything that an event leads to has happened when the call that published it returns, but for
 * orders whose cause isn't safe yet.
 */
final class SimulatedEngine {
    private static final int RING = 4;
    private static final int BATCH = 64;
    private static final long HOLD_LIMIT_NS = 1_000_000_000L;

    private final int epoch;
    private final SimulatedTime time;
    private final HostClock clock;
    private final OrderWatch watch;
    private final Halt halt = new Halt();
    private final Stages stages;
    private final StateSaver saver;
    private final Lanes lanes;
    private final OrderOutbox outbox;
    private final Inbound inbound;
    private final BoundaryTimer boundaries;
    private final Ticker ticker;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ClockOffsetDecoder clockOffset = new ClockOffsetDecoder();
    private final List<byte[]> waiting = new ArrayList<>();
    private boolean standsStill;
    private boolean dead;
    private final UnsafeBuffer handed = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);

    /** @param opening what it goes on from; empty: nothing */
    SimulatedEngine(
            final int epoch,
            final StageSettings settings,
            final List<StageState> opening,
            final SimulatedTime time,
            final HostClock clock,
            final Agenda agenda,
            final SimulatedLog events,
            final SimulatedLog decisions,
            final SimulatedGateway gateway,
            final OrderWatch watch,
            final StopWatch stopWatch,
            final DecisionWatch decisionWatch,
            final StateSaver saver,
            final Mutant mutant,
            final boolean device) {
        this.epoch = epoch;
        this.time = time;
        this.clock = clock;
        this.watch = watch;
        this.saver = saver;
        final EventRing ring = new EventRing(RING, LaneLayout.ONE.oneLaneDecides());
        final JournalStage journal = new JournalStage(events::append);
        outbox = new OrderOutbox(
                gateway,
                mutant == Mutant.SEND_UNSAFE
                        ? () -> Long.MAX_VALUE
                        : device
                                ? () -> Math.min(events.safeSequence(), decisions.safeSequence())
                                : events::safeSequence,
                new Failures(agenda),
                clock,
                halt,
                HOLD_LIMIT_NS);
        stages = Stages.of(settings, outbox, (sequence, payload, offset, lengthBytes) -> {
            decisions.append(sequence, payload, offset, lengthBytes);
            decisionWatch.take(sequence, payload, offset, lengthBytes);
        });
        if (!opening.isEmpty()) {
            stages.load(opening);
        }
        saver.begin(stages, epoch, events, decisions);
        final List<Stage> row = new ArrayList<>();
        row.add(journal);
        stages.row().forEach(stage -> row.add(MutatedStage.of(stage, mutant, stopWatch)));
        row.add(saver);
        row.add(stopWatch);
        lanes = Lanes.wire(LaneLayout.ONE, ring, row, BATCH, halt);
        inbound = new Inbound(ring, clock, epoch, settings.maxInstruments(), this::runInside);
        boundaries = new BoundaryTimer(inbound, new BoundaryClock(settings.maxInstruments(), settings.indicators()));
        ticker = new Ticker(inbound);
    }

    private int runInside() {
        return lanes.poll() + outbox.flush();
    }

    int epoch() {
        return epoch;
    }

    Halt halt() {
        return halt;
    }

    Stages stages() {
        return stages;
    }

    /** Where market data goes in. */
    EventSink market() {
        return boundaries;
    }

    /** Events so far. */
    long published() {
        return inbound.published();
    }

    /** Hands in an event of any other source. */
    void hear(final byte[] event) {
        if (standsStill) {
            waiting.add(event);
            return;
        }
        handed.putBytes(0, event);
        watch.hears(handed);
        if (!inbound.offer(handed, 0, event.length, 0)) {
            throw new IllegalStateException("no room for an event at sequence=" + inbound.published());
        }
        if (header.wrap(handed, 0).templateId() == ClockOffsetDecoder.TEMPLATE_ID) {
            boundaries.onOffset(
                    clockOffset.wrapAndApplyHeader(handed, 0, header).offsetNs());
        }
    }

    /** Its process is stopped: what comes in waits. */
    void standStill() {
        standsStill = true;
    }

    /** Its process goes on, and hears what came in meanwhile. */
    void goOn() {
        standsStill = false;
        final List<byte[]> heard = List.copyOf(waiting);
        waiting.clear();
        heard.forEach(this::hear);
    }

    /** How far its clock is ahead of the venue's. */
    long aheadNs() {
        return clock.aheadNs();
    }

    /** Of its last event; 0 before the first. */
    long receiveTimeNs() {
        return inbound.receiveTimeNs();
    }

    /** Does what is due by the clock. */
    void turn() {
        ticker.poll();
        boundaries.poll();
        outbox.flush();
    }

    /** When the next tick is due. */
    long nextTickNs() {
        final long nowNs = clock.timeNs();
        return time.timeNs() - Math.floorMod(nowNs, Ticker.INTERVAL_NS) + Ticker.INTERVAL_NS;
    }

    StateSaver saver() {
        return saver;
    }

    /** What can't leave comes back as an event, with the next turn. */
    private final class Failures implements EventSink {
        private final Agenda agenda;
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);

        Failures(final Agenda agenda) {
            this.agenda = agenda;
        }

        @Override
        public MutableDirectBuffer claim() {
            return buffer;
        }

        @Override
        public boolean commit(final int lengthBytes) {
            final byte[] event = Arrays.copyOf(buffer.byteArray(), lengthBytes);
            agenda.at(time.timeNs(), () -> {
                if (!dead) {
                    hear(event);
                }
            });
            return true;
        }

        @Override
        public void received(final long nanoTime) {
            // Nobody measures latency here.
        }
    }

    boolean isDead() {
        return dead;
    }

    /** From now on it hears nothing any more. */
    void die() {
        dead = true;
    }
}
