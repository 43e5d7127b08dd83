package io.ringfence.engine.indicator;

import io.ringfence.engine.feature.BookView;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;

/**
 * The depth book of one instrument. Updates come in parts; between the first and the last part of one the book answers
 * that it isn't ready, so that nobody decides on a part. It is ready from the last part of a snapshot on, until a resync. Owned by
 * {@code indicators}; its memory is taken once, when the instrument is defined.
 */
public final class DepthBook implements BookView {
    private final BookSide bids;
    private final BookSide asks;
    private boolean hasSnapshot;
    private boolean betweenParts;
    private long updateId;

    /** @param maxLevels per side; the farthest beyond are dropped and counted */
    public DepthBook(final int maxLevels) {
        bids = new BookSide(true, maxLevels);
        asks = new BookSide(false, maxLevels);
    }

    static long stateBytes(final int maxLevels) {
        return 3 * Long.BYTES + 2 * BookSide.stateBytes(maxLevels);
    }

    /** Writes everything but the levels. */
    void save(final StateWriter state) {
        state.putFlag(hasSnapshot);
        state.putFlag(betweenParts);
        state.putLong(updateId);
        bids.save(state);
        asks.save(state);
    }

    /** What {@link #saveLevels} writes. */
    int levelBytes() {
        return bids.levelBytes() + asks.levelBytes();
    }

    /** Writes the levels into room reserved for them, after {@link #save} and before any change. */
    void saveLevels(final StateWriter state, final int at) {
        bids.saveLevels(state, at);
        asks.saveLevels(state, at + bids.levelBytes());
    }

    void loadLevels(final StateReader state) {
        bids.loadLevels(state);
        asks.loadLevels(state);
    }

    void load(final StateReader state) {
        hasSnapshot = state.getFlag();
        betweenParts = state.getFlag();
        updateId = state.getLong();
        bids.load(state);
        asks.load(state);
    }

    /** Begins a snapshot: all that was known is void. */
    public void beginSnapshot() {
        bids.clear();
        asks.clear();
        hasSnapshot = true;
        betweenParts = true;
    }

    /** Begins an update to the present book; without a snapshot before it, it does nothing. */
    public void beginDelta() {
        betweenParts = true;
    }

    /** All that was known is void, until the next snapshot. */
    public void invalidate() {
        bids.clear();
        asks.clear();
        hasSnapshot = false;
    }

    /** Sets a level; {@code quantity} 0 removes it. Left out while there is no snapshot. */
    public void set(final boolean bid, final long price, final long quantity) {
        if (hasSnapshot) {
            (bid ? bids : asks).set(price, quantity);
        }
    }

    /** Ends an update with its last part. */
    public void end(final long lastUpdateId) {
        betweenParts = false;
        updateId = lastUpdateId;
    }

    /** Whether the book is whole: a snapshot came, and no update is half told. */
    @Override
    public boolean isReady() {
        return hasSnapshot && !betweenParts;
    }

    /** The venue's id of the last update. */
    public long updateId() {
        return updateId;
    }

    @Override
    public int levels(final boolean bid) {
        return side(bid).levels();
    }

    /** Price of the level {@code fromBest} behind the best one, which is 0; below {@link #levels}. */
    @Override
    public long price(final boolean bid, final int fromBest) {
        return side(bid).price(fromBest);
    }

    @Override
    public long quantity(final boolean bid, final int fromBest) {
        return side(bid).quantity(fromBest);
    }

    /** Levels left out or given up because a side was full. */
    public long dropped() {
        return bids.dropped() + asks.dropped();
    }

    private BookSide side(final boolean bid) {
        return bid ? bids : asks;
    }
}
