package io.ringfence.engine.order;

import io.ringfence.engine.config.ExitOrder;
import io.ringfence.engine.config.ExitSettings;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.journal.number.Money;

/**
 * What the next attempt of an exit is sent as: a limit inside a collar around the opposite quote, then a wider one, then what the
 * configuration says. The limit is rounded to the tick towards the quote, so the collar is never left, and stays within the venue's own band around the
 * mark price (PERCENT_PRICE), since it would refuse what lies beyond. Without any price of this generation there is no collar, and the market decides.
 * Owned by {@code orders}; holds no state.
 */
final class ExitSteps {
    /** {@link #limitPrice} of an exit at whatever the market gives. */
    static final long MARKET = 0;

    private static final double PARTS_PER_PERCENT = 1e7;
    private static final long WHOLE = 1_000_000_000L;

    private final Instruments instruments;
    private final MarketPrices prices;
    private final boolean collared;
    private final boolean marketThen;
    private final int attempts;
    private final long collarParts;
    private final long widenParts;

    ExitSteps(final ExitSettings settings, final Instruments instruments, final MarketPrices prices) {
        this.instruments = instruments;
        this.prices = prices;
        collared = settings.order() == ExitOrder.LIMIT_IOC;
        marketThen = settings.then() == ExitOrder.MARKET;
        attempts = settings.attempts();
        collarParts = parts(settings.collarPercent());
        widenParts = parts(settings.widenPercent());
    }

    private static long parts(final double percent) {
        return Math.round(percent * PARTS_PER_PERCENT);
    }

    /**
     * @param side    1 buys, -1 sells
     * @param attempt how many attempts of this exit have been in the market, from 0
     * @param bound   up to which price the venue lets buy, or down to which it lets sell; 0: none is known
     * @return price units, or {@link #MARKET}
     */
    long limitPrice(final int instrument, final int side, final long attempt, final long bound) {
        final long reference = prices.reference(instrument, side);
        if (!collared || (attempt >= attempts && marketThen) || reference <= 0) {
            return MARKET;
        }
        final long parts = collarParts + Math.min(attempt, attempts - 1L) * widenParts;
        final long distance = Money.multiplyDivideDown(reference, parts, WHOLE);
        return side > 0
                ? atMost(instrument, saturated(reference, distance), bound == 0 ? Long.MAX_VALUE : bound)
                : atLeast(instrument, Math.max(reference - distance, bound));
    }

    /** Of prices, which are not negative. */
    private static long saturated(final long price, final long distance) {
        return price + distance < 0 ? Long.MAX_VALUE : price + distance;
    }

    private long atMost(final int instrument, final long price, final long bound) {
        final long tick = instruments.tickSize(instrument);
        return Math.max(tick, Math.min(price, bound) / tick * tick);
    }

    private long atLeast(final int instrument, final long price) {
        final long tick = instruments.tickSize(instrument);
        return Math.max(tick, -Math.floorDiv(-price, tick) * tick);
    }
}
