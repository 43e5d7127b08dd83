package io.ringfence.gateway.binance;

import io.ringfence.gateway.clock.EngineClock;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.BookEventKind;
import io.ringfence.journal.message.DepthDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderDecoder;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.agrona.DirectBuffer;

/**
 * The depth books of one venue, each kept in the venue's chain of updates; see {@link BookSync} for the rule. The
 * market decoders hand updates in, the inbound thread hands snapshots in and calls {@link #settle} when it has time.
 *
 * <p>What stages see per book: DELTA updates that mean nothing until the first SNAPSHOT; a SNAPSHOT of several parts;
 * DELTA updates that follow it without a gap; RESYNC when the chain broke, and so on. A snapshot, or an update behind one,
 * whose last part is missing is followed by RESYNC or by part 0 of another snapshot.
 *
 * <p>Owned by the inbound thread. A book takes its memory when it is first watched or first hears of an update.
 */
public final class BookSyncs {
    /** A queue that holds about 45 s of a busy book. */
    public static final int DEFAULT_QUEUE_LENGTH = 1 << 20;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DepthDecoder decoder = new DepthDecoder();
    private final MarketKind kind;
    /** A book's place is written once, by whoever watches it first, before anything of it comes in. */
    private final AtomicReferenceArray<BookSync> books;

    private final EventSink sink;
    private final SnapshotRequests requests;
    private final EngineClock clock;
    private final int queueBytes;
    private boolean unsettled;

    /**
     * @param kind          whose rule holds
     * @param maxInstrument the greatest instrument id
     * @param sink          the one before the ring
     * @param clock         paces repeated requests
     * @param queueBytes    per book, at least 256 KiB
     */
    public BookSyncs(
            final MarketKind kind,
            final int maxInstrument,
            final EventSink sink,
            final SnapshotRequests requests,
            final EngineClock clock,
            final int queueBytes) {
        if (queueBytes < BookSync.MIN_QUEUE_LENGTH) {
            throw new IllegalArgumentException(
                    "queueBytes=" + queueBytes + " is below the minimum of " + BookSync.MIN_QUEUE_LENGTH);
        }
        this.kind = kind;
        this.books = new AtomicReferenceArray<>(maxInstrument + 1);
        this.sink = sink;
        this.requests = requests;
        this.clock = clock;
        this.queueBytes = queueBytes;
    }

    /**
     * Takes the memory of a book whose depth is going to be subscribed to, so that its first update doesn't. Any thread, as long as
     * nothing of the instrument comes in.
     */
    public void watch(final int instrument) {
        book(instrument);
    }

    /**
     * Takes one part of a snapshot as {@link DepthSnapshotEncoder} made it. Parts of one snapshot come in order.
     *
     * @return false without room: nothing was taken, come again with the same part
     */
    public boolean onSnapshotPart(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        decoder.wrapAndApplyHeader(buffer, offset, header);
        assert decoder.kind() == BookEventKind.SNAPSHOT : "kind=" + decoder.kind();
        final BookSync book = book(EventLayout.instrument(buffer, offset));
        final boolean taken = book.onSnapshotPart(
                buffer, offset, lengthBytes, decoder.lastUpdateId(), decoder.part(), decoder.lastPart() == Flag.YES);
        unsettled |= book.isUnsettled();
        return taken;
    }

    /** The socket that carried this book's updates is gone, or is about to be subscribed anew. */
    public void lose(final int instrument) {
        final BookSync book = books.getAcquire(instrument);
        if (book != null) {
            book.lose();
            unsettled |= book.isUnsettled();
        }
    }

    /** All books are lost. */
    public void loseAll() {
        for (int instrument = 1; instrument < books.length(); instrument++) {
            lose(instrument);
        }
    }

    /** Hands in what the sink had no room for earlier; cheap when there is nothing. Called from the inbound loop. */
    public void settle() {
        if (unsettled) {
            settleAll();
        }
    }

    /** Whether the stages' book of {@code instrument} is whole and up to date, but for what still is in the ring. */
    public boolean isSynced(final int instrument) {
        final BookSync book = books.getAcquire(instrument);
        return book != null && book.state() == BookSync.State.SYNCED;
    }

    /** How often a book that stages knew was lost. */
    public long resyncs(final int instrument) {
        final BookSync book = books.getAcquire(instrument);
        return book == null ? 0 : book.resyncs();
    }

    /** Called from the market decoder. */
    void onDelta(final DepthUpdate update) {
        final BookSync book = book(update.instrument);
        book.onDelta(update, clock.timeNs());
        unsettled |= book.isUnsettled();
    }

    private void settleAll() {
        boolean left = false;
        for (int instrument = 1; instrument < books.length(); instrument++) {
            final BookSync book = books.getAcquire(instrument);
            if (book != null && book.isUnsettled()) {
                book.settle();
                left |= book.isUnsettled();
            }
        }
        unsettled = left;
    }

    private BookSync book(final int instrument) {
        final BookSync book = books.getAcquire(instrument);
        return book != null ? book : open(instrument);
    }

    private BookSync open(final int instrument) {
        final BookSync opened = new BookSync(instrument, kind, sink, requests, queueBytes);
        books.setRelease(instrument, opened);
        return opened;
    }
}
