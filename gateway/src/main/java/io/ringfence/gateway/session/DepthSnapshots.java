package io.ringfence.gateway.session;

import io.ringfence.journal.message.MarketKind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches books' snapshots on the blocking side for whoever follows the updates. A request that fails is logged (the
 * 1st, 2nd, 4th, 8th, ... in a row) and forgotten; whoever asked asks again. Any thread.
 */
public final class DepthSnapshots {
    private static final Logger LOG = LoggerFactory.getLogger(DepthSnapshots.class);
    private static final int USDM_LEVELS = 1000;
    private static final int SPOT_LEVELS = 5000;

    private final RestClient rest;
    private final IntFunction<String> symbols;
    private final int levels;
    private final Executor blockingSide;
    private final SnapshotConsumer consumer;
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    /** @param symbols gives the symbol of an instrument id */
    public DepthSnapshots(
            final RestClient rest,
            final MarketKind kind,
            final IntFunction<String> symbols,
            final Executor blockingSide,
            final SnapshotConsumer consumer) {
        this.rest = rest;
        this.symbols = symbols;
        this.levels = kind == MarketKind.USDM ? USDM_LEVELS : SPOT_LEVELS;
        this.blockingSide = blockingSide;
        this.consumer = consumer;
    }

    /** Asks for the book of {@code instrument}; doesn't block. */
    public void request(final int instrument) {
        blockingSide.execute(() -> fetch(instrument));
    }

    private void fetch(final int instrument) {
        final String symbol = symbols.apply(instrument);
        try {
            final byte[] snapshot = rest.depth(symbol, levels);
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
