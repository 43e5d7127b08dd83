package io.ringfence.gateway.binance;

import io.ringfence.journal.message.BookEventKind;
import io.ringfence.journal.message.DepthDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.Side;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/** The plainest book there is, as an oracle. */
final class NaiveBook {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DepthDecoder depth = new DepthDecoder();
    private final TreeMap<Long, Long> bids = new TreeMap<>();
    private final TreeMap<Long, Long> asks = new TreeMap<>();
    private boolean hasSnapshot;
    private long updateId;
    private int deltas;
    private int snapshots;
    private int resyncs;

    /** Takes a part; true if it completes an update of a book that is whole. */
    boolean onDepth(final DirectBuffer event) {
        depth.wrapAndApplyHeader(event, 0, header);
        final boolean last = depth.lastPart() == Flag.YES;
        if (depth.kind() == BookEventKind.SUPERSEDED) {
            deltas += last ? 1 : 0;
            return false;
        }
        begin(depth.kind(), last);
        updateId = depth.lastUpdateId();
        for (final DepthDecoder.LevelsDecoder level : depth.levels()) {
            set(level.side() == Side.BUY ? bids : asks, level.price(), level.quantity());
        }
        return last && hasSnapshot;
    }

    private void begin(final BookEventKind kind, final boolean last) {
        switch (kind) {
            case SNAPSHOT -> beginSnapshot(last);
            case RESYNC -> {
                hasSnapshot = false;
                resyncs++;
            }
            default -> deltas += last ? 1 : 0;
        }
    }

    private void beginSnapshot(final boolean last) {
        if (depth.part() == 0) {
            bids.clear();
            asks.clear();
        }
        hasSnapshot = true;
        snapshots += last ? 1 : 0;
    }

    private static void set(final Map<Long, Long> side, final long price, final long quantity) {
        if (quantity == 0) {
            side.remove(price);
        } else {
            side.put(price, quantity);
        }
    }

    /** Best prices and quantities, to compare with a quote's. */
    String top() {
        return bids.lastEntry().getValue() + "@" + bids.lastKey() + " "
                + asks.firstEntry().getValue() + "@" + asks.firstKey();
    }

    boolean isWhole() {
        return hasSnapshot;
    }

    long updateId() {
        return updateId;
    }

    int deltas() {
        return deltas;
    }

    int snapshots() {
        return snapshots;
    }

    int resyncs() {
        return resyncs;
    }
}
