package io.ringfence.gateway.binance;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.BookEventKind;
import io.ringfence.journal.message.DepthEncoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderEncoder;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Keeps one instrument's depth updates in the venue's unbroken chain, by the venue's own rule
 * (<a href="https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams">"How to manage a local order
 * book correctly"</a>, and its USD-M counterpart):
 *
 * <table>
 *   <caption>S: the snapshot's id; U, u, pu: first, last and previous id of an update</caption>
 *   <tr><th></th><th>spot</th><th>USD-M</th></tr>
 *   <tr><td>old</td><td>u &lt;= S</td><td>u &lt; S</td></tr>
 *   <tr><td>first that fits</td><td>U &lt;= S + 1 &lt;= u</td><td>U &lt;= S &lt;= u, or pu &lt;= S &lt;= u</td></tr>
 *   <tr><td>next that fits</td><td>U &lt;= previous u + 1</td><td>pu == previous u</td></tr>
 * </table>
 *
 * (On USD-M ids are shared by all symbols, so S may lie between pu and U: nothing of this book happened in between.)
 *
 * <p>What goes to the sink: while there is no snapshot, updates wait in a queue. When one comes that they lead up to,
 * first the old ones are handed in (a book without a snapshot ignores them, and the journal misses nothing), then the
 * snapshot, then the rest. Updates that a snapshot already contains but that come after it are handed in as SUPERSEDED. A gap, or a sink without room, makes a RESYNC event and everything starts over.
 *
 * <p>Owned by the inbound thread; allocates nothing after construction.
 */
final class BookSync {
    /** Where a book stands. */
    enum State {
        /** No snapshot fits yet: updates queue up, a snapshot is asked for, again and again, ever more slowly. */
        COLLECTING,
        /** The parts of a fitting snapshot pass through; updates queue up. */
        LOADING,
        /** The snapshot is through; the queue follows as the sink has room. */
        DRAINING,
        /** Updates pass through. */
        SYNCED
    }

    /** Queues smaller than the longest update could never take it. */
    static final int MIN_QUEUE_LENGTH = 256 * 1024;

    static final long FIRST_RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    static final long LAST_RETRY_NS = TimeUnit.SECONDS.toNanos(60);

    private static final int RESYNC_LENGTH = DepthUpdate.HEAD_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final DepthEncoder encoder = new DepthEncoder();
    private final int instrument;
    private final boolean chained;
    private final EventSink sink;
    private final SnapshotRequests requests;
    private final DeltaQueue queue;

    private State state = State.COLLECTING;
    private long lastUpdateId;
    /** No update has followed the snapshot yet. */
    private boolean justLoaded;
    /** The stages still trust a book that is lost, for want of room to tell them. */
    private boolean resyncOwed;

    private long snapshotId;
    private int nextPart;
    private boolean asked;
    private long askedAtNs;
    private long retryNs = FIRST_RETRY_NS;
    private long resyncs;

    BookSync(
            final int instrument,
            final MarketKind kind,
            final EventSink sink,
            final SnapshotRequests requests,
            final int queueBytes) {
        this.instrument = instrument;
        this.chained = kind == MarketKind.USDM;
        this.sink = sink;
        this.requests = requests;
        queue = new DeltaQueue(queueBytes);
    }

    State state() {
        return state;
    }

    /** How often a book that stages knew was lost. */
    long resyncs() {
        return resyncs;
    }

    /** Whether {@link #settle} has something to do. */
    boolean isUnsettled() {
        return resyncOwed || state == State.DRAINING;
    }

    /** Hands in what the sink had no room for earlier. */
    void settle() {
        if (payResync() && state == State.DRAINING) {
            drain();
        }
    }

    /** Takes every update of the instrument, in the order they come. */
    void onDelta(final DepthUpdate update, final long nowNs) {
        settle();
        if (state == State.SYNCED) {
            follow(update, nowNs);
        } else {
            collect(update, nowNs);
        }
    }

    /** The chain is broken, and the stages are told so. */
    void lose() {
        if (state != State.COLLECTING) {
            resyncOwed = true;
            resyncs++;
            become(State.COLLECTING);
        }
        queue.clear();
        payResync();
    }

    /**
     * Takes a part of a snapshot, in order.
     *
     * @return false without room: come again with the same part
     */
    boolean onSnapshotPart(
            final DirectBuffer buffer,
            final int offset,
            final int lengthBytes,
            final long id,
            final int part,
            final boolean last) {
        if (!payResync()) {
            return false;
        }
        if (!isWanted(id, part)) {
            return true;
        }
        if ((part == 0 && !passOld(id)) || !publish(buffer, offset, lengthBytes)) {
            return false;
        }
        load(id, part);
        if (last) {
            loaded();
        }
        return true;
    }

    private void follow(final DepthUpdate update, final long nowNs) {
        if (isOld(update.lastUpdateId)) {
            if (!publish(BookEventKind.SUPERSEDED, update)) {
                lose();
            }
        } else if (!fits(update.firstUpdateId, update.lastUpdateId, update.previousUpdateId)) {
            lose();
            collect(update, nowNs);
        } else if (publish(BookEventKind.DELTA, update)) {
            follow(update.lastUpdateId);
        } else {
            lose();
            collect(update, nowNs);
        }
    }

    private boolean publish(final BookEventKind kind, final DepthUpdate update) {
        final int parts = update.partCount();
        for (int part = 0; part < parts; part++) {
            if (!update.publish(kind, part, sink)) {
                return false;
            }
        }
        return true;
    }

    private void collect(final DepthUpdate update, final long nowNs) {
        if (!queue.add(update)) {
            overflow();
            queue.add(update);
        }
        if (state == State.DRAINING) {
            drain();
        } else {
            ask(nowNs);
        }
    }

    /** Without a snapshot the queued updates are of no use to a book, only to the journal. */
    private void overflow() {
        if (state == State.COLLECTING) {
            boolean more = !queue.isEmpty();
            while (more) {
                more = queue.publish(BookEventKind.DELTA, sink) && !queue.isEmpty();
            }
        }
        lose();
    }

    private void ask(final long nowNs) {
        if (asked && nowNs - askedAtNs < retryNs) {
            return;
        }
        retryNs = asked ? Math.min(2 * retryNs, LAST_RETRY_NS) : FIRST_RETRY_NS;
        asked = true;
        askedAtNs = nowNs;
        requests.request(instrument);
    }

    private boolean isWanted(final long id, final int part) {
        return switch (state) {
            case COLLECTING -> part == 0 && isRecent(id);
            case LOADING -> (part == 0 && isRecent(id)) || (part == nextPart && id == snapshotId);
            case DRAINING, SYNCED -> false;
        };
    }

    /** Whether the queued updates lead on from a snapshot of this id. */
    private boolean isRecent(final long id) {
        return queue.isEmpty()
                || isBefore(queue.lastUpdateId(), id)
                || fitsSnapshot(queue.firstUpdateId(), queue.lastUpdateId(), queue.previousUpdateId(), id);
    }

    private boolean passOld(final long id) {
        while (!queue.isEmpty() && isBefore(queue.lastUpdateId(), id)) {
            if (!queue.publish(BookEventKind.DELTA, sink)) {
                return false;
            }
        }
        return true;
    }

    private boolean publish(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        sink.claim().putBytes(0, buffer, offset, lengthBytes);
        return sink.commit(lengthBytes);
    }

    private void load(final long id, final int part) {
        snapshotId = id;
        nextPart = part + 1;
        become(State.LOADING);
    }

    private void loaded() {
        lastUpdateId = snapshotId;
        justLoaded = true;
        become(State.DRAINING);
        drain();
    }

    private void drain() {
        while (!queue.isEmpty()) {
            if (isOld(queue.lastUpdateId())) {
                if (!queue.publish(BookEventKind.SUPERSEDED, sink)) {
                    return;
                }
            } else if (!drainFitting()) {
                return;
            }
        }
        become(State.SYNCED);
    }

    private boolean drainFitting() {
        if (!fits(queue.firstUpdateId(), queue.lastUpdateId(), queue.previousUpdateId())) {
            lose();
            return false;
        }
        final long id = queue.lastUpdateId();
        if (!queue.publish(BookEventKind.DELTA, sink)) {
            return false;
        }
        follow(id);
        return true;
    }

    private void follow(final long id) {
        lastUpdateId = id;
        justLoaded = false;
    }

    /** On USD-M an update that ends where the snapshot does may be the first to follow it. */
    private boolean isBefore(final long last, final long id) {
        return chained ? last < id : last <= id;
    }

    private boolean isOld(final long last) {
        return justLoaded ? isBefore(last, lastUpdateId) : last <= lastUpdateId;
    }

    private boolean fits(final long first, final long last, final long previous) {
        if (justLoaded) {
            return fitsSnapshot(first, last, previous, lastUpdateId);
        }
        return chained ? previous == lastUpdateId : first <= lastUpdateId + 1;
    }

    private boolean fitsSnapshot(final long first, final long last, final long previous, final long id) {
        if (chained) {
            final boolean reachesBack = first <= id || (previous != DepthUpdate.NO_ID && previous <= id);
            return reachesBack && id <= last;
        }
        return first <= id + 1 && id + 1 <= last;
    }

    /** Hands in an owed RESYNC; false while there is no room for it. */
    private boolean payResync() {
        if (resyncOwed) {
            final MutableDirectBuffer buffer = sink.claim();
            encodeResync(buffer);
            resyncOwed = !sink.commit(RESYNC_LENGTH);
        }
        return !resyncOwed;
    }

    private void encodeResync(final MutableDirectBuffer buffer) {
        encoder.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, instrument, 0, EventLayout.NO_TIME);
        encoder.firstUpdateId(lastUpdateId)
                .lastUpdateId(lastUpdateId)
                .part(0)
                .kind(BookEventKind.RESYNC)
                .lastPart(Flag.YES)
                .levelsCount(0);
    }

    /** The one place where the state changes. */
    private void become(final State next) {
        state = next;
        if (next == State.SYNCED) {
            retryNs = FIRST_RETRY_NS;
        }
    }
}
