package io.ringfence.gateway.binance;

import io.ringfence.journal.message.MarketKind;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A market decoder with its books, on a clock that the test sets. */
final class MarketRig {
    final EventLog log = new EventLog();
    final DecodeCounters counters = new DecodeCounters();
    final List<Integer> asked = new ArrayList<>();
    final List<Long> marketTimes = new ArrayList<>();
    long nowNs = 1_000_000_000L;
    final DecodeErrors errors = new DecodeErrors(() -> nowNs, 16);
    final BookSyncs books;
    final MarketDecoder decoder;
    final DepthSnapshotEncoder snapshots;

    MarketRig(final MarketKind kind) {
        this(kind, Venues.directory(kind));
    }

    MarketRig(final MarketKind kind, final InstrumentDirectory directory) {
        books = new BookSyncs(kind, directory.maxId(), log, asked::add, () -> nowNs, BookSync.MIN_QUEUE_LENGTH);
        decoder = new MarketDecoder(kind, directory, log, books, marketTimes::add, counters, errors);
        snapshots = new DepthSnapshotEncoder(directory, errors);
    }

    Outcome onFrame(final String frame) {
        final UnsafeBuffer buffer = Venues.frame(frame);
        return decoder.onFrame(buffer, 0, buffer.capacity());
    }

    /** What one frame was told as; the log is empty after. */
    List<String> told(final String frame) {
        onFrame(frame);
        return told();
    }

    List<String> told() {
        final List<String> told = log.events().stream().map(Told::of).toList();
        log.clear();
        return told;
    }

    /** Parts of a snapshot, as they come out of the hand-over. */
    List<UnsafeBuffer> snapshot(final int instrument, final String body) {
        final UnsafeBuffer buffer = Venues.frame(body);
        return snapshot(instrument, buffer, 0, buffer.capacity());
    }

    List<UnsafeBuffer> snapshot(
            final int instrument, final DirectBuffer body, final int offset, final int lengthBytes) {
        final EventLog parts = new EventLog();
        if (!snapshots.read(instrument, body, offset, lengthBytes) || !snapshots.publish(parts)) {
            throw new AssertionError("not a depth snapshot: " + errors.entries());
        }
        return parts.events();
    }

    void onSnapshot(final List<UnsafeBuffer> parts) {
        for (final UnsafeBuffer part : parts) {
            if (!books.onSnapshotPart(part, 0, part.capacity())) {
                throw new AssertionError("no room for a part");
            }
        }
    }
}
