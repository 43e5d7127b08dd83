package io.ringfence.benchmarks.subject;

import io.ringfence.gateway.binance.BookSyncs;
import io.ringfence.gateway.binance.DecodeCounters;
import io.ringfence.gateway.binance.DecodeErrors;
import io.ringfence.gateway.binance.InstrumentDirectory;
import io.ringfence.gateway.binance.MarketDecoder;
import io.ringfence.gateway.binance.SnapshotEncoding;
import io.ringfence.gateway.frames.Frame;
import io.ringfence.gateway.frames.FrameKind;
import io.ringfence.gateway.frames.FrameSource;
import io.ringfence.gateway.frames.FramedSymbol;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.frames.MergedFrames;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.session.HandOver;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.Venue;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A market for the stages: instruments, what fills their books, and a {@link Tape} of quotes, trades and depth that
 * follows, each decoded from frames by the engine's own decoder.
 *
 * @param instruments ids from 1
 * @param opening     events before the tape: the books' snapshots among them
 * @param tape        round and round
 * @param arrivalsNs  when the tape's events came, ns after the first
 */
public record Market(List<Instrument> instruments, Tape opening, Tape tape, long[] arrivalsNs) {
    private static final long MIN_NOTIONAL = 5_00000000L;
    private static final long MAX_QUANTITY = 1_000_000_000_000L;
    private static final int ERROR_KINDS = 4;
    private static final int DRAIN_LIMIT = 256;

    /** Of so many instruments, always the same. */
    public static Market generated(final int instruments, final int events) {
        try (FrameSource frames = new GeneratedMarket(1, instruments, GeneratedMarket.ENDLESS)) {
            return new Decoding(frames).market(events);
        }
    }

    /** Of a recording; shorter than {@code events} if that is. */
    public static Market recorded(final Path file, final int events) {
        try (FrameSource frames = MergedFrames.open(List.of(file))) {
            return new Decoding(frames).market(events);
        }
    }

    /**
     * The tape's densest stretch.
     *
     * @param lengthNs of the stretch
     * @return its events' arrival times
     */
    public long[] densest(final long lengthNs) {
        int bestFirst = 0;
        int bestCount = 0;
        int first = 0;
        for (int i = 0; i < arrivalsNs.length; i++) {
            while (arrivalsNs[i] - arrivalsNs[first] >= lengthNs) {
                first++;
            }
            if (i + 1 - first > bestCount) {
                bestCount = i + 1 - first;
                bestFirst = first;
            }
        }
        return Arrays.copyOfRange(arrivalsNs, bestFirst, bestFirst + bestCount);
    }

    /** Frames on their way to events. */
    private static final class Decoding {
        private final FrameSource frames;
        private final List<Instrument> instruments = new ArrayList<>();
        private final Kept kept = new Kept();
        private final HandOver handOver = new HandOver(HandOver.DEFAULT_CAPACITY_BYTES << 4, () -> {});
        private final UnsafeBuffer frameBytes = new UnsafeBuffer();
        private final MarketDecoder decoder;
        private final SnapshotEncoding snapshots;
        private final BookSyncs books;
        private long timeNs;
        private boolean inTape;

        Decoding(final FrameSource frames) {
            this.frames = frames;
            for (final FramedSymbol symbol : frames.symbols()) {
                instruments.add(instrument(instruments.size() + 1, symbol));
            }
            final InstrumentDirectory directory = new InstrumentDirectory(instruments);
            final DecodeErrors errors = new DecodeErrors(() -> timeNs, ERROR_KINDS);
            snapshots = new SnapshotEncoding(directory, errors, handOver.sink());
            books = new BookSyncs(
                    frames.symbols().get(0).kind(),
                    directory.maxId(),
                    kept,
                    id -> {},
                    () -> timeNs,
                    BookSyncs.DEFAULT_QUEUE_LENGTH);
            instruments.forEach(instrument -> books.watch(instrument.id()));
            decoder = new MarketDecoder(
                    frames.symbols().get(0).kind(), directory, kept, books, null, new DecodeCounters(), errors);
        }

        /** The tape begins when every book has been filled. */
        Market market(final int events) {
            int opening = 0;
            for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
                take(frame);
                if (!inTape && instruments.stream().allMatch(one -> books.isSynced(one.id()))) {
                    inTape = true;
                    opening = kept.count();
                }
                if (inTape && kept.count() >= opening + events) {
                    break;
                }
            }
            return new Market(
                    List.copyOf(instruments),
                    kept.tape(0, opening),
                    kept.tape(opening, kept.count()),
                    kept.arrivals(opening));
        }

        private void take(final Frame frame) {
            timeNs = frame.receiveTimeNs();
            kept.timeNs = timeNs;
            if (frame.kind() == FrameKind.SNAPSHOT) {
                final int end = frame.dataOffset() + frame.dataLengthBytes();
                snapshots.onSnapshot(idOf(frame.symbol()), Arrays.copyOfRange(frame.bytes(), frame.dataOffset(), end));
            } else {
                frameBytes.wrap(frame.bytes());
                decoder.onFrame(frameBytes, frame.offset(), frame.lengthBytes());
            }
            while (handOver.drain(this::onSnapshotPart, DRAIN_LIMIT) > 0) {
                // All of a book at once.
            }
            books.settle();
        }

        private boolean onSnapshotPart(
                final DirectBuffer buffer, final int offset, final int lengthBytes, final long receivedNanos) {
            return books.onSnapshotPart(buffer, offset, lengthBytes);
        }

        private int idOf(final String symbol) {
            return instruments.stream()
                    .filter(one -> one.symbol().equals(symbol))
                    .findFirst()
                    .orElseThrow()
                    .id();
        }

        private static Instrument instrument(final int id, final FramedSymbol symbol) {
            return new Instrument(
                    id,
                    Venue.SIMULATED,
                    symbol.kind(),
                    symbol.symbol(),
                    symbol.priceDecimals(),
                    symbol.quantityDecimals(),
                    1,
                    1,
                    1,
                    MAX_QUANTITY,
                    MIN_NOTIONAL);
        }
    }

    /** Keeps what is decoded. */
    private static final class Kept implements EventSink {
        private static final int FIRST_BYTES = 1 << 20;

        private final UnsafeBuffer claimed = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        private final List<Integer> lengths = new ArrayList<>();
        private final List<Integer> instruments = new ArrayList<>();
        private final List<Long> times = new ArrayList<>();
        private byte[] bytes = new byte[FIRST_BYTES];
        private int usedBytes;
        private long timeNs;

        @Override
        public MutableDirectBuffer claim() {
            return claimed;
        }

        @Override
        public boolean commit(final int lengthBytes) {
            if (usedBytes + lengthBytes > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            }
            claimed.getBytes(0, bytes, usedBytes, lengthBytes);
            usedBytes += lengthBytes;
            lengths.add(lengthBytes);
            instruments.add(EventLayout.instrument(claimed, 0));
            times.add(timeNs);
            return true;
        }

        @Override
        public void received(final long nanoTime) {
            // The recording's own time counts.
        }

        int count() {
            return lengths.size();
        }

        Tape tape(final int from, final int to) {
            final int[] offsets = new int[to - from + 1];
            for (int i = 0; i < to - from; i++) {
                offsets[i + 1] = offsets[i] + lengths.get(from + i);
            }
            int skippedBytes = 0;
            for (int i = 0; i < from; i++) {
                skippedBytes += lengths.get(i);
            }
            final UnsafeBuffer copy = new UnsafeBuffer(ByteBuffer.allocateDirect(Math.max(1, offsets[to - from])));
            copy.putBytes(0, bytes, skippedBytes, offsets[to - from]);
            return new Tape(
                    copy,
                    offsets,
                    instruments.subList(from, to).stream()
                            .mapToInt(Integer::intValue)
                            .toArray());
        }

        long[] arrivals(final int from) {
            return times.subList(from, times.size()).stream()
                    .mapToLong(time -> time - times.get(from))
                    .toArray();
        }
    }
}
