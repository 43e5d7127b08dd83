package io.ringfence.benchmarks.subject;

import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.WaitStrategy;
import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.Latencies;
import io.ringfence.benchmarks.rig.RunQueue;
import io.ringfence.benchmarks.rig.Subject;
import io.ringfence.engine.config.LaneLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The Disruptor by itself, in the shape of a lane layout: a processor for each lane, which calls as many handlers as that
 * has stages. They do nothing, or append what the engine would to bare logs.
 */
public final class RawDisruptor implements Subject {
    private static final long JOIN_MS = TimeUnit.SECONDS.toMillis(5);

    private final String name;
    private final BusyThreads busy;
    private final RingBuffer<Tick> ring;
    private final List<BatchEventProcessor<Tick>> processors = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Finish finish = new Finish();
    private final Optional<Tape> tape;
    private final Optional<BareLogs> logs;

    /** @param wait the raw Disruptor's own */
    public RawDisruptor(final Cores cores, final LaneLayout layout, final WaitStrategy wait, final int ringSize) {
        this(cores, layout, wait, ringSize, Optional.empty(), Optional.empty());
    }

    /**
     * @param tape  whose events it carries; without, 64 bytes
     * @param logs  that the first handler and the last one append to
     */
    public RawDisruptor(
            final Cores cores,
            final LaneLayout layout,
            final WaitStrategy wait,
            final int ringSize,
            final Optional<Tape> tape,
            final Optional<BareLogs> logs) {
        if (layout.inboundInside()) {
            throw new IllegalArgumentException("layout=" + layout.name() + ": the raw Disruptor is a thread's ring");
        }
        name = "raw Disruptor, as " + layout.name()
                + logs.map(log -> ", " + log.name()).orElse("");
        busy = new BusyThreads(cores);
        ring = RingBuffer.createSingleProducer(Tick::new, ringSize, wait);
        this.tape = tape.map(Tape::copy);
        this.logs = logs;
        for (int row = 0; row < layout.rows().size(); row++) {
            processors.add(processor(layout, row));
        }
        processors.forEach(processor -> ring.addGatingSequences(processor.getSequence()));
    }

    private BatchEventProcessor<Tick> processor(final LaneLayout layout, final int row) {
        final Sequence[] before = layout.dependenciesOf(row).stream()
                .map(index -> processors.get(index).getSequence())
                .toArray(Sequence[]::new);
        final List<EventHandler<Tick>> handlers = new ArrayList<>();
        layout.rows().get(row).forEach(stage -> handlers.add(handler(stage)));
        if (row == layout.rows().size() - 1) {
            handlers.add((tick, sequence, endOfBatch) -> finish.passed(tick.dueNanos));
        }
        return new BatchEventProcessorBuilder().build(ring, ring.newBarrier(before), new Row(handlers));
    }

    /** Each of a class of its own, as real handlers are. */
    private EventHandler<Tick> handler(final String stage) {
        return switch (stage) {
            case "journal" ->
                logs.<EventHandler<Tick>>map(log -> (tick, sequence, end) -> log.event(tick.bytes, tick.lengthBytes))
                        .orElse((tick, sequence, end) -> {});
            case "portfolio" -> (tick, sequence, end) -> {};
            case "indicators" -> (tick, sequence, end) -> {};
            case "signals" -> (tick, sequence, end) -> {};
            case "stops" -> (tick, sequence, end) -> {};
            default ->
                logs.<EventHandler<Tick>>map(log -> (tick, sequence, end) -> log.decisions(sequence))
                        .orElse((tick, sequence, end) -> {});
        };
    }

    /** Several handlers on one thread. */
    private static final class Row implements EventHandler<Tick> {
        private final List<EventHandler<Tick>> made;
        private final EventHandler<Tick>[] handlers;

        @SuppressWarnings("unchecked")
        Row(final List<EventHandler<Tick>> handlers) {
            this.made = handlers;
            this.handlers = made.toArray(EventHandler[]::new);
        }

        @Override
        public void onEvent(final Tick tick, final long sequence, final boolean endOfBatch) throws Exception {
            for (final EventHandler<Tick> handler : handlers) {
                handler.onEvent(tick, sequence, endOfBatch);
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long toleratedNs() {
        return logs.isPresent() ? BareLogs.TOLERATED_NS : Subject.super.toleratedNs();
    }

    @Override
    public void begin(final Latencies latencies) {
        finish.begin(latencies);
        for (int row = 0; row < processors.size(); row++) {
            final int place = row + 1;
            final BatchEventProcessor<Tick> processor = processors.get(row);
            final Thread thread = new Thread(
                    () -> {
                        busy.enter(place);
                        processor.run();
                    },
                    "raw-" + place);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        busy.await(threads.size());
    }

    @Override
    public List<RunQueue> runQueues() {
        return busy.runQueues();
    }

    @Override
    public boolean offer(final long dueNanos) {
        if (!ring.hasAvailableCapacity(1)) {
            return false;
        }
        final long sequence = ring.next();
        final Tick tick = ring.get(sequence);
        if (tape.isPresent()) {
            fill(tick, tape.get());
        } else {
            for (int at = 0; at < Tick.PAYLOAD_BYTES; at += Long.BYTES) {
                tick.bytes.putLong(at, sequence);
            }
            tick.lengthBytes = Tick.PAYLOAD_BYTES;
        }
        tick.dueNanos = dueNanos;
        ring.publish(sequence);
        return true;
    }

    private static void fill(final Tick tick, final Tape from) {
        tick.lengthBytes = from.lengthBytes();
        tick.bytes.putBytes(0, from.bytes(), from.offset(), tick.lengthBytes);
        from.advance();
    }

    @Override
    public long done() {
        return finish.done();
    }

    @Override
    public void end() throws InterruptedException {
        processors.forEach(BatchEventProcessor::halt);
        for (final Thread thread : threads) {
            thread.join(JOIN_MS);
            if (thread.isAlive()) {
                throw new IllegalStateException(thread.getName() + " hangs");
            }
        }
        threads.clear();
        busy.clear();
    }

    @Override
    public void close() {
        logs.ifPresent(BareLogs::close);
    }
}
