package io.ringfence.gateway.frames;

import java.util.Arrays;
import java.util.Collection;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongHashSet;

/** The full book of a generated instrument: 20 levels a side without gaps, one tick apart, and what changed in it. */
final class GeneratedBook {
    static final int LEVELS = 20;
    private static final long EMPTY = 0;

    private final GeneratedSymbol symbol;
    private final SeededRandom random;
    private final Long2LongHashMap bids = new Long2LongHashMap(EMPTY);
    private final Long2LongHashMap asks = new Long2LongHashMap(EMPTY);
    private final LongHashSet changedBids = new LongHashSet();
    private final LongHashSet changedAsks = new LongHashSet();
    private long bidPrice;

    GeneratedBook(final GeneratedSymbol symbol, final SeededRandom random) {
        this.symbol = symbol;
        this.random = random;
        this.bidPrice = symbol.startPrice();
        refill();
    }

    long bidPrice() {
        return bidPrice;
    }

    long askPrice() {
        return bidPrice + symbol.tickUnits();
    }

    long bidQuantity() {
        return bids.get(bidPrice);
    }

    long askQuantity() {
        return asks.get(askPrice());
    }

    /** Moves the best bid; levels that are passed vanish, new ones come up to the full count. */
    void moveTo(final long newBidPrice) {
        bidPrice = newBidPrice;
        final long lowest = bidPrice - (LEVELS - 1) * symbol.tickUnits();
        final long highest = bidPrice + LEVELS * symbol.tickUnits();
        dropOutside(bids, changedBids, lowest, bidPrice);
        dropOutside(asks, changedAsks, askPrice(), highest);
        refill();
    }

    /** Sets a level, 0 being the best of its side, to a fresh quantity. */
    void redraw(final boolean bid, final int level) {
        set(bid, level, drawQuantity());
    }

    /** Takes from the best level of a side and returns how much; at least one unit stays. */
    long takeSome(final boolean bid) {
        final long there = bid ? bidQuantity() : askQuantity();
        if (there <= 1) {
            redraw(bid, 0);
            return 0;
        }
        final long taken = Math.min(there - 1, random.nextBetween(1, 1 + symbol.levelQuantity() / 8));
        set(bid, 0, there - taken);
        return taken;
    }

    boolean hasChanges() {
        return !changedBids.isEmpty() || !changedAsks.isEmpty();
    }

    void forgetChanges() {
        changedBids.clear();
        changedAsks.clear();
    }

    /** Prices of changed levels, in the order in which the venue prints them. */
    long[] changed(final boolean bid) {
        return ordered(bid, bid ? changedBids : changedAsks);
    }

    long[] prices(final boolean bid) {
        return ordered(bid, bid ? bids.keySet() : asks.keySet());
    }

    /** 0 where there is no level. */
    long quantity(final boolean bid, final long price) {
        return bid ? bids.get(price) : asks.get(price);
    }

    private static long[] ordered(final boolean bid, final Collection<Long> prices) {
        final long[] sorted =
                prices.stream().mapToLong(price -> bid ? -price : price).toArray();
        Arrays.sort(sorted);
        for (int i = 0; bid && i < sorted.length; i++) {
            sorted[i] = -sorted[i];
        }
        return sorted;
    }

    private void set(final boolean bid, final int level, final long quantity) {
        final long price = bid ? bidPrice - level * symbol.tickUnits() : askPrice() + level * symbol.tickUnits();
        (bid ? bids : asks).put(price, quantity);
        (bid ? changedBids : changedAsks).add(price);
    }

    private void refill() {
        for (int level = 0; level < LEVELS; level++) {
            refill(true, level);
            refill(false, level);
        }
    }

    private void refill(final boolean bid, final int level) {
        final long away = level * symbol.tickUnits();
        if (quantity(bid, bid ? bidPrice - away : askPrice() + away) == EMPTY) {
            redraw(bid, level);
        }
    }

    private static void dropOutside(
            final Long2LongHashMap levels, final LongHashSet changed, final long lowest, final long highest) {
        final Long2LongHashMap.KeyIterator prices = levels.keySet().iterator();
        while (prices.hasNext()) {
            final long price = prices.nextValue();
            if (price < lowest || price > highest) {
                changed.add(price);
                prices.remove();
            }
        }
    }

    private long drawQuantity() {
        return random.nextBetween(1 + symbol.levelQuantity() / 10, 2 * symbol.levelQuantity());
    }
}
