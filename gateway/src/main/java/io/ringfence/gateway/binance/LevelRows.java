package io.ringfence.gateway.binance;

import io.ringfence.gateway.json.Fault;
import io.ringfence.gateway.json.JsonScanner;

/** One side's levels of a depth message, in the message's order. Preallocated; owned by the decoder's thread. */
final class LevelRows {
    private final long[] prices;
    private final long[] quantities;
    private int count;

    LevelRows(final int capacity) {
        prices = new long[capacity];
        quantities = new long[capacity];
    }

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    long price(final int index) {
        return prices[index];
    }

    long quantity(final int index) {
        return quantities[index];
    }

    /** Takes {@code [["price","quantity"],...]}, in place of what was here. */
    void read(final JsonScanner scanner, final int priceScale, final int quantityScale) {
        clear();
        scanner.enterArray();
        while (scanner.nextElement()) {
            level(scanner, priceScale, quantityScale);
        }
    }

    /**
     * Takes them when the opening bracket has been passed, without white space and with nothing but price and quantity in a
     * level; false if they are otherwise, or more than there is room for: to be read anew.
     */
    boolean readUsual(final JsonScanner scanner, final int priceScale, final int quantityScale) {
        clear();
        final int rows = scanner.pairs(prices, quantities, priceScale, quantityScale);
        count = Math.max(0, rows);
        return rows >= 0;
    }

    private void level(final JsonScanner scanner, final int priceScale, final int quantityScale) {
        scanner.enterArray();
        final long price = entry(scanner, priceScale);
        if (price == 0) {
            scanner.reject(Fault.OUT_OF_RANGE);
        }
        final long quantity = entry(scanner, quantityScale);
        while (scanner.nextElement()) {
            scanner.skip();
        }
        add(scanner, price, quantity);
    }

    private static long entry(final JsonScanner scanner, final int scale) {
        if (!scanner.nextElement()) {
            scanner.reject(Fault.MISSING_FIELD);
            return 0;
        }
        return SymbolField.notNegative(scanner, scanner.decimal(scale));
    }

    private void add(final JsonScanner scanner, final long price, final long quantity) {
        if (count == prices.length) {
            scanner.reject(Fault.TOO_LONG);
            return;
        }
        prices[count] = price;
        quantities[count] = quantity;
        count++;
    }
}
