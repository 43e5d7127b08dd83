package io.ringfence.gateway.matching;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.number.Money;
import java.util.ArrayList;
import java.util.List;

/**
 * One instrument as the model sees it: the played top of book, how much of it our own orders have taken, and the orders
 * that rest. Beyond the top nothing is known: the model assumes one more level per tick, each of the size of the top.
 */
final class Market {
    /** Levels a taker order may sweep before the rest of it expires. */
    static final int MAX_LEVELS = 100;

    private static final long UNKNOWN = 0;

    private final Instrument instrument;
    private final List<Order> resting = new ArrayList<>();
    private long bidPrice = UNKNOWN;
    private long bidQuantity;
    private long askPrice = UNKNOWN;
    private long askQuantity;
    private long takenFromBids;
    private long takenFromAsks;
    private long statedMarkPrice = UNKNOWN;
    private long lastTradePrice = UNKNOWN;
    private boolean halted;

    Market(final Instrument instrument) {
        this.instrument = instrument;
    }

    Instrument instrument() {
        return instrument;
    }

    /** Whether nothing is traded for the time being. */
    boolean isHalted() {
        return halted;
    }

    void halted(final boolean halted) {
        this.halted = halted;
    }

    boolean isSpot() {
        return instrument.kind() == MarketKind.SPOT;
    }

    /** Open orders in order of arrival; {@link #dropClosed} removes the others. */
    List<Order> resting() {
        return resting;
    }

    void dropClosed() {
        int kept = 0;
        for (int i = 0; i < resting.size(); i++) {
            final Order order = resting.get(i);
            if (order.isOpen()) {
                resting.set(kept++, order);
            }
        }
        while (resting.size() > kept) {
            resting.remove(resting.size() - 1);
        }
    }

    /** A new quote shows what is there now, so it restores what we took. */
    void quoted(final long bidPrice, final long bidQuantity, final long askPrice, final long askQuantity) {
        this.bidPrice = bidPrice;
        this.bidQuantity = bidQuantity;
        this.askPrice = askPrice;
        this.askQuantity = askQuantity;
        takenFromBids = 0;
        takenFromAsks = 0;
    }

    void marked(final long markPrice) {
        statedMarkPrice = markPrice;
    }

    void traded(final long price) {
        lastTradePrice = price;
    }

    /** The stated mark price, else the middle of the quote rounded down, else the last trade; 0: none is known. */
    long markPrice() {
        if (statedMarkPrice != UNKNOWN) {
            return statedMarkPrice;
        }
        final boolean oneSided = bidPrice == UNKNOWN || askPrice == UNKNOWN;
        return oneSided ? lastTradePrice : bidPrice + (askPrice - bidPrice) / 2;
    }

    /** 0: none is known. */
    long lastTradePrice() {
        return lastTradePrice;
    }

    long bidPrice() {
        return bidPrice;
    }

    long askPrice() {
        return askPrice;
    }

    /** Whether a taker of that side finds anything to trade with. */
    boolean hasOpposite(final boolean buy) {
        return oppositePrice(buy) != UNKNOWN && oppositeQuantity(buy) > 0;
    }

    /** The best price a taker of that side would trade at; 0 while unknown. */
    long oppositePrice(final boolean buy) {
        return buy ? askPrice : bidPrice;
    }

    long oppositeQuantity(final boolean buy) {
        return buy ? askQuantity : bidQuantity;
    }

    /** Whether an order of that side and limit would trade at once. */
    boolean crosses(final boolean buy, final long limitPrice) {
        return hasOpposite(buy) && (buy ? limitPrice >= askPrice : limitPrice <= bidPrice);
    }

    /** The level the next taker of that side trades at; {@link #MAX_LEVELS} or more: the modelled book is empty. */
    long nextLevel(final boolean buy) {
        return taken(buy) / oppositeQuantity(buy);
    }

    long levelPrice(final boolean buy, final long level) {
        final long away = level * instrument.tickSize();
        return buy ? askPrice + away : bidPrice - away;
    }

    /** Quantity left on the level of {@link #nextLevel}. */
    long leftOnNextLevel(final boolean buy) {
        final long size = oppositeQuantity(buy);
        return size - taken(buy) % size;
    }

    void take(final boolean buy, final long quantity) {
        if (buy) {
            takenFromAsks += quantity;
        } else {
            takenFromBids += quantity;
        }
    }

    /** Quantity a taker of that side could trade at {@code limitPrice} or better. */
    long available(final boolean buy, final long limitPrice) {
        if (!crosses(buy, limitPrice)) {
            return 0;
        }
        final long reach = Math.abs(limitPrice - oppositePrice(buy)) / instrument.tickSize() + 1;
        final long all = Math.multiplyExact(Math.min(reach, MAX_LEVELS), oppositeQuantity(buy));
        return Math.max(0, all - taken(buy));
    }

    long notional(final long price, final long quantity) {
        return Money.notional(price, quantity, instrument.priceScale(), instrument.quantityScale());
    }

    private long taken(final boolean buy) {
        return buy ? takenFromAsks : takenFromBids;
    }
}
