package io.ringfence.gateway.frames;

import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.number.Money;

/**
 * A symbol that frames are about.
 *
 * @param symbol           upper case, as the venue writes it
 * @param priceDecimals    as printed in the frames
 * @param quantityDecimals as printed in the frames
 * @param firstPrice       of its first trade, in units of the last decimal; {@link #UNKNOWN_PRICE} if none was found
 */
public record FramedSymbol(MarketKind kind, String symbol, int priceDecimals, int quantityDecimals, long firstPrice) {
    public static final long UNKNOWN_PRICE = 0;

    /** The same symbol where others print more decimals. */
    FramedSymbol withDecimals(final int price, final int quantity) {
        return new FramedSymbol(kind, symbol, price, quantity, firstPrice * Money.powerOfTen(price - priceDecimals));
    }
}
