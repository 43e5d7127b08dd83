package io.ringfence.gateway.frames;

import io.ringfence.journal.message.MarketKind;

/**
 * A symbol that frames are about.
 *
 * @param symbol           upper case, as the venue writes it
 * @param priceDecimals    as printed in the frames
 * @param quantityDecimals as printed in the frames
 */
public record FramedSymbol(MarketKind kind, String symbol, int priceDecimals, int quantityDecimals) {}
