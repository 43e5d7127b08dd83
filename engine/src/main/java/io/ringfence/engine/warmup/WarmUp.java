package io.ringfence.engine.warmup;

import io.ringfence.gateway.clock.EngineClock;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.session.CandleListing;
import io.ringfence.gateway.session.RequestBudget;
import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.RestException;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.message.HistoryState;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.SeriesState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings every series to where its own candles go on: tells the candles that the engine lacks, from the store and then from
 * the venue, instrument by instrument, and asks again after the end of each candle until {@code indicators} says that own
 * candles count. When it says that one missed trades, asks for that one. What fails is asked for again after 2, 4, ... up to
 * 30 s; a series for which that happens ten times in a row, or which the venue doesn't have, is given up and goes on with own
 * candles. Made and stopped by one thread; has threads of its own.
 */
public final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final int WORKERS = 4;
    private static final long POLL_MS = 20;
    private static final long JOIN_MS = 2_000;
    private static final long SECOND_NS = 1_000_000_000;
    /** The venue needs a moment to close a candle. */
    private static final long GRACE_NS = 2 * SECOND_NS;

    private static final int MOST_FAILURES = 10;
    private static final int INVALID_INTERVAL = -1120;
    private static final int INVALID_SYMBOL = -1121;
    private static final int QUARTERS = 4;

    /**
     * Where it works.
     *
     * @param journal the folder of generations
     * @param crowded whether what is handed over waits already
     * @param sinks   of the hand-over, that wait for room
     */
    public record Place(
            Path journal,
            RecordedGeneration generation,
            RestClient rest,
            MarketKind kind,
            EngineClock clock,
            BooleanSupplier crowded,
            Supplier<EventSink> sinks,
            Consumer<String> lines) {}

    /** Up to where the engine knows a series from its journal. */
    @FunctionalInterface
    public interface Known {
        /** @return ns since 1970; 0: not at all */
        long untilNs(int instrument, long timeframeNs);
    }

    private final Place place;
    private final int candles;
    private final List<VenueFrame> frames;
    /** Those of an instrument side by side, in the order of the frames. */
    private final List<SeriesTask> tasks = new ArrayList<>();

    private final Map<Integer, List<SeriesTask>> byInstrument = new HashMap<>();
    private final CandleStore store;
    private final CandleTail tail;
    private final List<Thread> workers = new ArrayList<>();
    private final AtomicLong fromStore = new AtomicLong();
    private final AtomicLong fromVenue = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final long startNanos = System.nanoTime();
    private volatile boolean running = true;
    private volatile long readyAfterMs = -1;
    private int quartersTold;

    /**
     * @param candles        wanted of each series, 1 to 1,500
     * @param timeframesNs   of the indicators; those that the venue doesn't have are left alone
     * @param maxInstruments what the store is sized for
     */
    public WarmUp(
            final Place place,
            final int candles,
            final List<Long> timeframesNs,
            final List<Instrument> instruments,
            final int maxInstruments,
            final Known known) {
        this.place = place;
        this.candles = candles;
        frames = timeframesNs.stream()
                .map(VenueFrame::of)
                .flatMap(Optional::stream)
                .toList();
        instruments.forEach(instrument -> take(instrument, known));
        store = new CandleStore(place.journal(), frames, maxInstruments, candles);
        tail = new CandleTail(place.generation(), instruments, frames, store, new Closes());
        for (int i = 1; i <= Math.min(WORKERS, tasks.size()); i++) {
            workers.add(worker(i));
        }
    }

    private List<SeriesTask> take(final Instrument instrument, final Known known) {
        final List<SeriesTask> taken = new ArrayList<>();
        for (int frame = 0; frame < frames.size(); frame++) {
            taken.add(new SeriesTask(
                    instrument,
                    frame,
                    known.untilNs(instrument.id(), frames.get(frame).ns())));
        }
        tasks.addAll(taken);
        byInstrument.put(instrument.id(), taken);
        return taken;
    }

    /** Warms up {@code instrument}, too, behind its definition and before its market is listened to. Any thread. */
    public void add(final Instrument instrument) throws InterruptedException {
        tail.know(instrument);
        final List<SeriesTask> taken;
        synchronized (tasks) {
            tasks.removeAll(byInstrument.getOrDefault(instrument.id(), List.of()));
            taken = take(instrument, (id, timeframeNs) -> 0);
            taken.forEach(task -> task.busy = true);
        }
        begin(taken);
        synchronized (tasks) {
            taken.forEach(task -> task.busy = false);
        }
    }

    /** Asks for nothing of {@code instrument} any more. Any thread. */
    public void remove(final int instrument) {
        synchronized (tasks) {
            final List<SeriesTask> gone = byInstrument.remove(instrument);
            if (gone != null) {
                tasks.removeAll(gone);
            }
        }
    }

    private Thread worker(final int number) {
        final CandleEvents events = new CandleEvents(place.sinks().get(), place.crowded());
        final Thread thread = new Thread(() -> work(events), "warm-up-" + number);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /** Has own candles wait for the venue's. Called once, behind the definitions and before the market is listened to. */
    public void begin() throws InterruptedException {
        begin(tasks);
    }

    private void begin(final List<SeriesTask> begun) throws InterruptedException {
        final CandleEvents events = new CandleEvents(place.sinks().get(), place.crowded());
        for (final SeriesTask task : begun) {
            events.history(task.instrument, frames.get(task.frame), HistoryState.BEGUN, task.toldUntilNs);
        }
    }

    /** Begins to tell and to ask; returns at once. */
    public void start() {
        tail.start();
        workers.forEach(Thread::start);
    }

    /** Ends its threads; what was recorded is stored. */
    public void stop() throws InterruptedException {
        running = false;
        for (final Thread worker : workers) {
            worker.interrupt();
            worker.join(JOIN_MS);
        }
        tail.stop();
        store.close();
    }

    /** Any thread. */
    public WarmUpProgress progress() {
        int ready = 0;
        int readySeries = 0;
        int givenUp = 0;
        synchronized (tasks) {
            int within = 0;
            for (int i = 0; i < tasks.size(); i++) {
                readySeries += tasks.get(i).ready ? 1 : 0;
                givenUp += tasks.get(i).givenUp ? 1 : 0;
                within += tasks.get(i).ready || tasks.get(i).givenUp ? 1 : 0;
                if ((i + 1) % frames.size() == 0) {
                    ready += within == frames.size() ? 1 : 0;
                    within = 0;
                }
            }
        }
        return new WarmUpProgress(
                frames.isEmpty() ? 0 : tasks.size() / frames.size(),
                ready,
                tasks.size(),
                readySeries,
                fromStore.get(),
                fromVenue.get(),
                requests.get(),
                givenUp,
                store.abandoned(),
                readyAfterMs);
    }

    /** What the tail of the decisions tells, on its thread. */
    private final class Closes implements CandleTail.Listener {
        @Override
        public void onSeries(final int frame, final int instrument, final SeriesState state) {
            synchronized (tasks) {
                if (byInstrument.containsKey(instrument)) {
                    change(byInstrument.get(instrument).get(frame), state);
                }
            }
            tellProgress();
        }

        /** What is known needn't be asked for when a later one misses trades. */
        @Override
        public void onOwn(final int frame, final int instrument, final long endNs) {
            synchronized (tasks) {
                if (byInstrument.containsKey(instrument)) {
                    final SeriesTask task = byInstrument.get(instrument).get(frame);
                    if (task.state == SeriesState.OWN && !task.busy) {
                        task.toldUntilNs = Math.max(task.toldUntilNs, endNs);
                    }
                }
            }
        }
    }

    private void change(final SeriesTask task, final SeriesState state) {
        task.state = state;
        task.ready |= state == SeriesState.READY || state == SeriesState.OWN;
        if (state == SeriesState.GAPPED) {
            LOG.info(
                    "candles of {} {} missed trades, the venue's take their place",
                    task.instrument.symbol(),
                    frames.get(task.frame).name());
            task.dueNs = frames.get(task.frame).openTimeNs(place.clock().timeNs()) + GRACE_NS;
        } else if (state == SeriesState.OWN) {
            task.dueNs = SeriesTask.NEVER;
        }
    }

    private void tellProgress() {
        final WarmUpProgress now = progress();
        final int quarters = now.instruments() == 0 ? QUARTERS : QUARTERS * now.ready() / now.instruments();
        if (now.isDone() && readyAfterMs < 0) {
            readyAfterMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        }
        if (quarters > quartersTold) {
            quartersTold = quarters;
            place.lines().accept(progress().toString());
        }
    }

    private void work(final CandleEvents events) {
        try {
            while (running) {
                final SeriesTask task = next();
                if (task == null) {
                    Thread.sleep(POLL_MS);
                } else {
                    bring(task, events);
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The one that has waited longest, so that none waits for ever behind those that are due again and again. */
    private SeriesTask next() {
        final long nowNs = place.clock().timeNs();
        synchronized (tasks) {
            SeriesTask next = null;
            for (final SeriesTask task : tasks) {
                if (!task.busy && task.dueNs <= nowNs && (next == null || task.dueNs < next.dueNs)) {
                    next = task;
                }
            }
            if (next != null) {
                next.busy = true;
            }
            return next;
        }
    }

    private void bring(final SeriesTask task, final CandleEvents events) throws InterruptedException {
        long dueNs;
        try {
            dueNs = tell(task, events);
            task.failures = 0;
        } catch (final RestException | RuntimeException | InternalError e) {
            // The last is what a mapped file throws whose disk fails.
            dueNs = fail(task, events, e);
        }
        synchronized (tasks) {
            // By now it may be known that own candles count.
            task.dueNs = task.state == SeriesState.OWN ? SeriesTask.NEVER : dueNs;
            task.busy = false;
        }
    }

    /** Tells what is closed by now and wasn't told before; returns when to ask again. */
    private long tell(final SeriesTask task, final CandleEvents events) throws RestException, InterruptedException {
        final VenueFrame frame = frames.get(task.frame);
        final long openTimeNs = frame.openTimeNs(place.clock().timeNs());
        long fromNs = Math.max(task.toldUntilNs, openTimeNs - candles * frame.ns());
        if (!task.begun) {
            task.begun = true;
            fromNs = tellStored(task, fromNs, openTimeNs, events);
        }
        final long untilNs = fromNs < openTimeNs ? tellListed(task, fromNs, openTimeNs, events) : openTimeNs;
        events.history(task.instrument, frame, HistoryState.TOLD, untilNs);
        task.toldUntilNs = untilNs;
        if (untilNs >= openTimeNs) {
            task.pauseNs(true);
            return openTimeNs + frame.ns() + GRACE_NS;
        }
        return place.clock().timeNs() + task.pauseNs(untilNs > fromNs);
    }

    private long tellStored(final SeriesTask task, final long fromNs, final long openTimeNs, final CandleEvents events)
            throws InterruptedException {
        final VenueFrame frame = frames.get(task.frame);
        long atNs = fromNs;
        Optional<PastCandle> candle = store.read(task.frame, task.instrument, atNs);
        while (atNs < openTimeNs && candle.isPresent()) {
            events.candle(task.instrument, frame, candle.get());
            fromStore.incrementAndGet();
            atNs += frame.ns();
            candle = store.read(task.frame, task.instrument, atNs);
        }
        return atNs;
    }

    /** Returns the end of the last candle that the venue has closed. */
    private long tellListed(final SeriesTask task, final long fromNs, final long openTimeNs, final CandleEvents events)
            throws RestException, InterruptedException {
        final VenueFrame frame = frames.get(task.frame);
        final int limit = (int) ((openTimeNs - fromNs) / frame.ns());
        place.rest().budget().spend(weight(limit), RequestBudget.Purpose.HISTORY);
        requests.incrementAndGet();
        final List<CandleListing> listed = place.rest()
                .candles(task.instrument.symbol(), frame.name(), TimeUnit.NANOSECONDS.toMillis(fromNs), limit);
        long untilNs = fromNs;
        for (final CandleListing listing : listed) {
            final PastCandle candle = CandleEvents.of(listing, task.instrument);
            if (candle.openTimeNs() >= untilNs && candle.openTimeNs() < openTimeNs) {
                events.candle(task.instrument, frame, candle);
                store.write(task.frame, task.instrument, candle);
                fromVenue.incrementAndGet();
                untilNs = candle.openTimeNs() + frame.ns();
            }
        }
        return untilNs;
    }

    /** What so many candles weigh. */
    private int weight(final int limit) {
        if (place.kind() == MarketKind.SPOT) {
            return 2;
        }
        return limit < 100 ? 1 : limit < 500 ? 2 : limit <= 1_000 ? 5 : 10;
    }

    private long fail(final SeriesTask task, final CandleEvents events, final Throwable why)
            throws InterruptedException {
        task.failures++;
        final VenueFrame frame = frames.get(task.frame);
        final boolean hopeless = why instanceof RestException refused
                && (refused.code() == INVALID_INTERVAL || refused.code() == INVALID_SYMBOL);
        if (hopeless || task.failures >= MOST_FAILURES) {
            LOG.warn(
                    "candles of {} {} are given up, own ones go on: {}",
                    task.instrument.symbol(),
                    frame.name(),
                    why.getMessage());
            task.givenUp = true;
            events.history(task.instrument, frame, HistoryState.GIVEN_UP, task.toldUntilNs);
            return SeriesTask.NEVER;
        }
        if (Integer.bitCount(task.failures) == 1) {
            LOG.warn(
                    "candles of {} {} failed, failures={}: {}",
                    task.instrument.symbol(),
                    frame.name(),
                    task.failures,
                    why.getMessage());
        }
        return place.clock().timeNs() + SeriesTask.pauseNs(task.failures);
    }
}
