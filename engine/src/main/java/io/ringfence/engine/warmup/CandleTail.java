package io.ringfence.engine.warmup;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.SeriesChangedDecoder;
import io.ringfence.journal.message.SeriesState;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the decision log of a running generation: own candles go to the store, changes of series to whoever asks for
 * candles. A daemon thread of low priority; nothing waits for it.
 */
final class CandleTail {
    private static final Logger LOG = LoggerFactory.getLogger(CandleTail.class);
    private static final long TURN_MS = 20;
    private static final long JOIN_MS = 2_000;
    private static final int MAX_RECORDS_A_TURN = 100_000;
    private static final int MAX_EMPTY = 10_000;

    /** Told on the tail's thread. */
    interface Listener {
        /** @param frame index of the timeframe */
        void onSeries(int frame, int instrument, SeriesState state);

        /** An own candle of which nothing is missing has closed at {@code endNs}. */
        void onOwn(int frame, int instrument, long endNs);
    }

    private final RecordedGeneration generation;
    private final Map<Integer, Instrument> instruments = new ConcurrentHashMap<>();
    private final List<VenueFrame> frames;
    private final CandleStore store;
    private final Listener listener;
    private final Thread thread;
    private final Map<Long, Long> ownUntilNs = new HashMap<>();
    /** Series that wait for the venue's candles, which are stored as they come in. */
    private final Set<Long> ofVenue = new HashSet<>();

    private final DecisionRecords records = new DecisionRecords();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BarClosedDecoder bar = new BarClosedDecoder();
    private final SeriesChangedDecoder series = new SeriesChangedDecoder();
    private volatile boolean running = true;

    CandleTail(
            final RecordedGeneration generation,
            final Collection<Instrument> instruments,
            final List<VenueFrame> frames,
            final CandleStore store,
            final Listener listener) {
        this.generation = generation;
        instruments.forEach(this::know);
        this.frames = frames;
        this.store = store;
        this.listener = listener;
        thread = new Thread(this::run, "candles");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    /** Stores candles of {@code instrument}, too. Any thread. */
    void know(final Instrument instrument) {
        instruments.put(instrument.id(), instrument);
    }

    void start() {
        thread.start();
    }

    /** Stores what there is, and ends. */
    void stop() throws InterruptedException {
        running = false;
        thread.join(JOIN_MS);
        thread.interrupt();
    }

    private void run() {
        try (LogReader decisions = generation.decisions()) {
            while (running) {
                if (readDecisions(decisions) < MAX_RECORDS_A_TURN) {
                    Thread.sleep(TURN_MS);
                }
            }
            while (readDecisions(decisions) > 0 && !Thread.currentThread().isInterrupted()) {
                // To the end.
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final RuntimeException | InternalError e) {
            // A mapped file that can't be written fails as an InternalError. Nobody trades by the store.
            LOG.warn("candles are no longer stored, the next start asks the venue for them", e);
        }
    }

    private int readDecisions(final LogReader log) {
        int read = 0;
        while (read < MAX_RECORDS_A_TURN && log.next()) {
            records.wrap(log.buffer(), log.offset(), log.lengthBytes());
            for (int at = records.first(); at != DecisionRecords.END; at = records.next(at)) {
                switch (records.templateId(at)) {
                    case BarClosedDecoder.TEMPLATE_ID -> onBar(at);
                    case SeriesChangedDecoder.TEMPLATE_ID -> onSeries(at);
                    default -> {
                        // Nothing about candles.
                    }
                }
            }
            read++;
        }
        return read;
    }

    private void onBar(final int at) {
        bar.wrapAndApplyHeader(records.buffer(), at, header);
        final Instrument instrument = instruments.get(records.instrument(at));
        final int frame = frameOf(bar.timeframeNs());
        if (instrument == null || frame < 0) {
            return;
        }
        final long key = key(frame, instrument.id());
        if (bar.gapped() == Flag.YES) {
            ownUntilNs.remove(key);
            return;
        }
        if (!ofVenue.contains(key)) {
            fillSilence(frame, instrument, bar.openTimeNs());
            ownUntilNs.put(key, bar.openTimeNs() + bar.timeframeNs());
        }
        listener.onOwn(frame, instrument.id(), bar.openTimeNs() + bar.timeframeNs());
        store.write(
                frame,
                instrument,
                new PastCandle(
                        bar.openTimeNs(),
                        bar.open(),
                        bar.high(),
                        bar.low(),
                        bar.close(),
                        bar.volume(),
                        bar.takerBuyVolume(),
                        bar.tradeCount()));
    }

    /** Between two own bars of which neither missed anything nothing was traded; of the venue's not each is told as a bar. */
    private void fillSilence(final int frame, final Instrument instrument, final long untilNs) {
        final long ns = frames.get(frame).ns();
        final long fromNs = ownUntilNs.getOrDefault(key(frame, instrument.id()), untilNs);
        for (long at = Math.max(fromNs, untilNs - MAX_EMPTY * ns); at < untilNs; at += ns) {
            store.write(frame, instrument, PastCandle.empty(at));
        }
    }

    private void onSeries(final int at) {
        series.wrapAndApplyHeader(records.buffer(), at, header);
        final int frame = frameOf(series.timeframeNs());
        if (frame >= 0) {
            final long key = key(frame, records.instrument(at));
            if (series.state() == SeriesState.OWN || series.state() == SeriesState.GIVEN_UP) {
                ofVenue.remove(key);
            } else {
                ofVenue.add(key);
            }
            if (series.state() != SeriesState.OWN) {
                ownUntilNs.remove(key);
            }
            listener.onSeries(frame, records.instrument(at), series.state());
        }
    }

    private int frameOf(final long ns) {
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).ns() == ns) {
                return i;
            }
        }
        return -1;
    }

    private static long key(final int frame, final int instrument) {
        return ((long) frame << Integer.SIZE) | instrument;
    }
}
