package io.ringfence.engine.warmup;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.CandleDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.SeriesChangedDecoder;
import io.ringfence.journal.message.SeriesState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows both logs of a running generation: closed candles go to the store, changes of series to whoever asks for candles. A
 * daemon thread of low priority; nothing waits for it.
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
    }

    private final RecordedGeneration generation;
    private final Map<Integer, Instrument> instruments;
    private final List<VenueFrame> frames;
    private final CandleStore store;
    private final Listener listener;
    private final Thread thread;
    private final Map<Long, Long> ownUntilNs = new HashMap<>();
    private final DecisionRecords records = new DecisionRecords();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CandleDecoder candle = new CandleDecoder();
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
        this.instruments = instruments.stream().collect(Collectors.toMap(Instrument::id, Function.identity()));
        this.frames = frames;
        this.store = store;
        this.listener = listener;
        thread = new Thread(this::run, "candles");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    void start() {
        thread.start();
    }

    /** Stores what there is, and ends. */
    void stop() throws InterruptedException {
        running = false;
        thread.join(JOIN_MS);
    }

    private void run() {
        try (LogReader events = generation.events();
                LogReader decisions = generation.decisions()) {
            while (running) {
                final int read = readEvents(events) + readDecisions(decisions);
                if (read < MAX_RECORDS_A_TURN) {
                    Thread.sleep(TURN_MS);
                }
            }
            readEvents(events);
            readDecisions(decisions);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final RuntimeException | InternalError e) {
            // A mapped file that can't be written fails as an InternalError. Nobody trades by the store.
            LOG.warn("candles are no longer stored, the next start asks the venue for them", e);
        }
    }

    private int readEvents(final LogReader log) {
        int read = 0;
        while (read < MAX_RECORDS_A_TURN && log.next()) {
            if (EventLayout.templateId(log.buffer(), log.offset()) == CandleDecoder.TEMPLATE_ID) {
                onCandle(log.buffer(), log.offset());
            }
            read++;
        }
        return read;
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

    private void onCandle(final DirectBuffer buffer, final int offset) {
        candle.wrapAndApplyHeader(buffer, offset, header);
        final Instrument instrument = instruments.get(EventLayout.instrument(buffer, offset));
        final int frame = frameOf(candle.timeframeNs());
        if (instrument != null && frame >= 0 && candle.closed() == Flag.YES) {
            store.write(
                    frame,
                    instrument,
                    new PastCandle(
                            candle.openTimeNs(),
                            candle.open(),
                            candle.high(),
                            candle.low(),
                            candle.close(),
                            candle.volume(),
                            candle.takerBuyVolume(),
                            candle.tradeCount()));
        }
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
        fillSilence(frame, instrument, bar.openTimeNs());
        ownUntilNs.put(key, bar.openTimeNs() + bar.timeframeNs());
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

    /** Between two bars of which neither missed anything nothing was traded. */
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
            if (series.state() != SeriesState.OWN) {
                ownUntilNs.remove(key(frame, records.instrument(at)));
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
