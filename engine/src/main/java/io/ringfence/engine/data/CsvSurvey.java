package io.ringfence.engine.data;

import java.math.BigDecimal;

/**
 * What one look through a whole file tells: how many decimals its prices and quantities need, and how far its candles lie
 * apart. A price keeps below 2^53, which a double holds exactly, and all quantities together below 2^63: where a file prints
 * more decimals than that leaves room for, which only the noise of a binary fraction does, the last ones are rounded.
 */
final class CsvSurvey {
    private static final BigDecimal PRICE_LIMIT = BigDecimal.valueOf(1L << 53);
    private static final BigDecimal QUANTITY_LIMIT = BigDecimal.valueOf(Long.MAX_VALUE);

    private int priceDecimals;
    private BigDecimal highestPrice = BigDecimal.ZERO;
    private int quantityDecimals;
    private BigDecimal allQuantity = BigDecimal.ZERO;
    private long spacingNs = Long.MAX_VALUE;
    private long lastTimeNs = Long.MIN_VALUE;
    private long records;

    void price(final BigDecimal price) {
        priceDecimals = Math.max(priceDecimals, price.stripTrailingZeros().scale());
        highestPrice = highestPrice.max(price);
    }

    void quantity(final BigDecimal quantity) {
        quantityDecimals =
                Math.max(quantityDecimals, quantity.stripTrailingZeros().scale());
        allQuantity = allQuantity.add(quantity);
    }

    /** Takes the next record's time; returns whether it lies behind the one before. */
    boolean time(final long timeNs) {
        final boolean later = records++ == 0 || timeNs > lastTimeNs;
        if (records > 1 && later) {
            spacingNs = Math.min(spacingNs, timeNs - lastTimeNs);
        }
        lastTimeNs = timeNs;
        return later;
    }

    long records() {
        return records;
    }

    /** The least distance of two candles; {@link Long#MAX_VALUE} if there is but one. */
    long spacingNs() {
        return spacingNs;
    }

    int priceScale() {
        return scale(priceDecimals, highestPrice, PRICE_LIMIT);
    }

    int quantityScale() {
        return scale(quantityDecimals, allQuantity, QUANTITY_LIMIT);
    }

    private static int scale(final int decimals, final BigDecimal largest, final BigDecimal limit) {
        int scale = decimals;
        while (scale > 0 && largest.movePointRight(scale).compareTo(limit) >= 0) {
            scale--;
        }
        return scale;
    }
}
