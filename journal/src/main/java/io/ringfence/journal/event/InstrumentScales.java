package io.ringfence.journal.event;

/**
 * What an instrument's id means in every record of a journal, and what it takes to print one.
 *
 * @param priceScale    decimals of a price
 * @param quantityScale decimals of a quantity
 */
public record InstrumentScales(int id, String symbol, int priceScale, int quantityScale) {
    public static InstrumentScales of(final Instrument instrument) {
        return new InstrumentScales(
                instrument.id(), instrument.symbol(), instrument.priceScale(), instrument.quantityScale());
    }
}
