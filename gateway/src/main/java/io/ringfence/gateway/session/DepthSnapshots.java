package io.ringfence.gateway.session;

import io.ringfence.journal.message.MarketKind;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches books' snapshots on a blocking side of their own for whoever follows the updates: hundreds may wait for a venue that is slow, and
 * an order connection must not wait behind them. A request that fails is logged (the
 * 1st, 2nd, 4th, 8th, ... in a row) and forgotten, as is one for which the venue's request weight isn't there; whoever asked
 * asks again. Any thread.
 */
public final class DepthSnapshots {
    private static final Logger LOG = LoggerFactory.getLogger(DepthSnapshots.class);
    /** A snapshot of all of these would take minutes of the venue's request weight. */
    private static final int MANY_BOOKS = 60;

    private static final Size USDM = new Size(1_000, 20);
    private static final Size SPOT = new Size(5_000, 250);
    private static final Size OF_MANY = new Size(100, 5);

    private final RestClient rest;
    private final IntFunction<String> symbols;
    private final Size size;
    private final Executor blockingSide;
    private final SnapshotConsumer consumer;
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    /** Asked for, and nobody has begun to fetch them. */
    private final Set<Integer> waiting = ConcurrentHashMap.newKeySet();

    /** @param weight of the request */
    private record Size(int levels, int weight) {
        static Size of(final MarketKind kind, final int books) {
            if (books > MANY_BOOKS) {
                return OF_MANY;
            }
            return kind == MarketKind.USDM ? USDM : SPOT;
        }
    }

    /**
     * @param books   how many are followed; of more than 60 only the first 100 levels are fetched
     * @param symbols gives the symbol of an instrument id
     */
    public DepthSnapshots(
            final RestClient rest,
            final MarketKind kind,
            final int books,
            final IntFunction<String> symbols,
            final Executor blockingSide,
            final SnapshotConsumer consumer) {
        this.rest = rest;
        this.symbols = symbols;
        this.size = Size.of(kind, books);
        this.blockingSide = blockingSide;
        this.consumer = consumer;
    }

    /** Asks for the book of {@code instrument}, unless that waits already; doesn't block. */
    public void request(final int instrument) {
        if (waiting.add(instrument)) {
            blockingSide.execute(() -> fetch(instrument));
        }
    }

    private void fetch(final int instrument) {
        waiting.remove(instrument);
        if (!rest.budget().trySpend(size.weight(), RequestBudget.Purpose.BOOKS)) {
            return;
        }
        final String symbol = symbols.apply(instrument);
        try {
            final byte[] snapshot = rest.depth(symbol, size.levels());
            failures.remove(symbol);
            consumer.onSnapshot(instrument, snapshot);
        } catch (final RestException e) {
            tellFailure(symbol, e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellFailure(final String symbol, final RestException failure) {
        final int count = failures.merge(symbol, 1, Integer::sum);
        if (Integer.bitCount(count) == 1) {
            LOG.warn("depth snapshot of {} failed, failures={}: {}", symbol, count, failure.getMessage());
        }
    }
}
