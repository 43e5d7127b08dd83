package io.ringfence.benchmarks.indicator;

import io.ringfence.engine.indicator.IndicatorsStage;
import io.ringfence.engine.stage.Slot;
import io.ringfence.gateway.binance.BookSyncs;
import io.ringfence.gateway.binance.DecodeCounters;
import io.ringfence.gateway.binance.DecodeErrors;
import io.ringfence.gateway.binance.InstrumentDirectory;
import io.ringfence.gateway.binance.MarketDecoder;
import io.ringfence.gateway.binance.SnapshotEncoding;
import io.ringfence.gateway.clock.PlayedClock;
import io.ringfence.gateway.frames.Frame;
import io.ringfence.gateway.frames.FrameKind;
import io.ringfence.gateway.frames.FramedSymbol;
import io.ringfence.gateway.frames.FramesFile;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.DepthDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.TradeDecoder;
import io.ringfence.journal.message.Venue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What does an event of a recorded stream cost {@code indicators}, by type, with 66 features on three timeframes, and with eight of
 * them live? Each event is timed alone; the two readings of the clock around nothing are the anchor, and are part of each figure.
 */
final class StreamFigure {
    private static final List<String> TIMEFRAMES = List.of("1s", "1m", "5m");
    private static final int HIGHEST_NS = 1_000_000_000;
    private static final int DIGITS = 3;
    private static final long HOUR_NS = 3_600 * Pipeline.SECOND_NS;

    private final List<byte[]> events = new ArrayList<>();
    private final List<Long> timesNs = new ArrayList<>();
    private Instrument instrument;

    StreamFigure(final Path frames) {
        read(frames);
    }

    void run(final int rounds) {
        System.out.printf("stream: %,d events, %d rounds, 3 timeframes x 66 features%n", events.size(), rounds);
        measure("closed values", false, rounds);
        measure("and 8 live", true, rounds);
    }

    private void measure(final String what, final boolean live, final int rounds) {
        final IndicatorsStage stage = new IndicatorsStage(Pipeline.settings(1, TIMEFRAMES, live));
        final Slot slot = new Slot();
        slot.eventBytes(instrument.encode(slot.event(), 0));
        EventLayout.stamp(slot.event(), 0, 1, 1, timesNs.get(0));
        stage.onEvent(slot);
        final Histogram quotes = new Histogram(HIGHEST_NS, DIGITS);
        final Histogram trades = new Histogram(HIGHEST_NS, DIGITS);
        final Histogram depths = new Histogram(HIGHEST_NS, DIGITS);
        final Histogram clock = new Histogram(HIGHEST_NS, DIGITS);
        long sequence = 1;
        for (int round = -rounds; round < rounds; round++) {
            final long shiftNs = (round + rounds) * hours() * HOUR_NS;
            for (int i = 0; i < events.size(); i++) {
                put(slot, i, shiftNs, ++sequence);
                final long emptyNs = System.nanoTime();
                final long beganNs = System.nanoTime();
                stage.onEvent(slot);
                final long tookNs = System.nanoTime() - beganNs;
                if (round >= 0) {
                    clock.recordValue(beganNs - emptyNs);
                    histogram(slot.templateId(), quotes, trades, depths).recordValue(Math.min(HIGHEST_NS, tookNs));
                }
            }
        }
        System.out.printf("  %s%n", what);
        line("the clock alone", clock);
        line("quotes", quotes);
        line("trades", trades);
        line("depth parts", depths);
    }

    private static Histogram histogram(
            final int templateId, final Histogram quotes, final Histogram trades, final Histogram depths) {
        return templateId == QuoteDecoder.TEMPLATE_ID
                ? quotes
                : templateId == TradeDecoder.TEMPLATE_ID ? trades : depths;
    }

    private static void line(final String what, final Histogram ns) {
        System.out.printf(
                "    %-16s %,10d  p50 %5d  p90 %5d  p99 %6d ns%n",
                what,
                ns.getTotalCount(),
                ns.getValueAtPercentile(50),
                ns.getValueAtPercentile(90),
                ns.getValueAtPercentile(99));
    }

    /** A round begins a whole number of hours behind the one before, so that candles go on. */
    private long hours() {
        return (timesNs.get(timesNs.size() - 1) - timesNs.get(0)) / HOUR_NS + 1;
    }

    private void put(final Slot slot, final int i, final long shiftNs, final long sequence) {
        final byte[] event = events.get(i);
        slot.event().putBytes(0, event);
        slot.eventBytes(event.length);
        EventLayout.stamp(slot.event(), 0, 1, sequence, timesNs.get(i) + shiftNs);
        final long venueTimeNs = EventLayout.venueTimeNs(slot.event(), 0);
        if (venueTimeNs != EventLayout.NO_TIME) {
            EventLayout.describe(slot.event(), 0, slot.instrument(), 0, venueTimeNs + shiftNs);
        }
    }

    private void read(final Path path) {
        try (FramesFile file = FramesFile.open(path)) {
            final FramedSymbol symbol = file.symbols().get(0);
            instrument = new Instrument(
                    1,
                    Venue.SIMULATED,
                    symbol.kind(),
                    symbol.symbol(),
                    symbol.priceDecimals(),
                    symbol.quantityDecimals(),
                    1,
                    1,
                    1,
                    Long.MAX_VALUE,
                    0);
            final InstrumentDirectory directory = new InstrumentDirectory(List.of(instrument));
            final PlayedClock clock = new PlayedClock(file.startTimeNs());
            final Keeping sink = new Keeping(clock);
            final DecodeErrors errors = new DecodeErrors(clock, 16);
            final BookSyncs books =
                    new BookSyncs(symbol.kind(), 1, sink, wanted -> {}, clock, BookSyncs.DEFAULT_QUEUE_LENGTH);
            books.watch(1);
            final MarketDecoder decoder =
                    new MarketDecoder(symbol.kind(), directory, sink, books, null, new DecodeCounters(), errors);
            final SnapshotEncoding snapshots = new SnapshotEncoding(directory, errors, new ToBooks(books));
            final UnsafeBuffer bytes = new UnsafeBuffer();
            for (Frame frame = file.next(); frame != null; frame = file.next()) {
                clock.advanceTo(frame.receiveTimeNs());
                if (frame.kind() == FrameKind.SNAPSHOT) {
                    snapshots.onSnapshot(
                            1,
                            Arrays.copyOfRange(
                                    frame.bytes(), frame.dataOffset(), frame.dataOffset() + frame.dataLengthBytes()));
                } else {
                    bytes.wrap(frame.bytes());
                    decoder.onFrame(bytes, frame.offset(), frame.lengthBytes());
                }
            }
        }
    }

    /** Keeps what is decoded: trades, quotes and depth. */
    private final class Keeping implements EventSink {
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        private final PlayedClock clock;

        Keeping(final PlayedClock clock) {
            this.clock = clock;
        }

        @Override
        public MutableDirectBuffer claim() {
            return buffer;
        }

        @Override
        public boolean commit(final int lengthBytes) {
            final int type = EventLayout.templateId(buffer, 0);
            if (type == TradeDecoder.TEMPLATE_ID
                    || type == QuoteDecoder.TEMPLATE_ID
                    || type == DepthDecoder.TEMPLATE_ID) {
                final byte[] event = new byte[lengthBytes];
                buffer.getBytes(0, event);
                events.add(event);
                timesNs.add(clock.timeNs());
            }
            return true;
        }

        @Override
        public void received(final long nanoTime) {
            // Of no interest here.
        }
    }

    /** Snapshots reach the books first, which put them into their place. */
    private record ToBooks(BookSyncs books, UnsafeBuffer buffer) implements EventSink {
        ToBooks(final BookSyncs books) {
            this(books, new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]));
        }

        @Override
        public MutableDirectBuffer claim() {
            return buffer;
        }

        @Override
        public boolean commit(final int lengthBytes) {
            final DirectBuffer part = buffer;
            return books.onSnapshotPart(part, 0, lengthBytes);
        }

        @Override
        public void received(final long nanoTime) {
            // Of no interest here.
        }
    }
}
