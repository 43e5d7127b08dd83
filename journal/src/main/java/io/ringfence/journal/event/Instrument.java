package io.ringfence.journal.event;

import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.InstrumentDefinitionEncoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MarketStatus;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.Venue;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * One tradable symbol on one venue. The scales hold for the life of the id; the constraints may change with a new
 * definition. For start-up code and tools; stages copy what they need into flat state.
 *
 * @param id            from 1, dense, never reused in a journal
 * @param priceScale    decimals of a price, 0 to 12: a price is {@code mantissa / 10^priceScale}
 * @param quantityScale decimals of a quantity, 0 to 12
 * @param tickSize      price units, at least 1
 * @param lotSize       quantity units, at least 1
 * @param minQuantity   quantity units
 * @param maxQuantity   quantity units
 * @param minNotional   money, 1e-8
 * @param status        whether the venue trades it
 * @param markPrices    whether its mark prices are followed
 * @param bandUp        highest price to buy at over the mark price, 1e-8 (the venue's PERCENT_PRICE); 0: none
 * @param bandDown      lowest price to sell at over the mark price, 1e-8; 0: none
 */
public record Instrument(
        int id,
        Venue venue,
        MarketKind kind,
        String symbol,
        int priceScale,
        int quantityScale,
        long tickSize,
        long lotSize,
        long minQuantity,
        long maxQuantity,
        long minNotional,
        MarketStatus status,
        boolean markPrices,
        long bandUp,
        long bandDown) {

    public static final int MAX_SCALE = 12;

    public Instrument {
        require(id >= 1, symbol, "id", id);
        require(priceScale >= 0 && priceScale <= MAX_SCALE, symbol, "priceScale", priceScale);
        require(quantityScale >= 0 && quantityScale <= MAX_SCALE, symbol, "quantityScale", quantityScale);
        require(tickSize >= 1, symbol, "tickSize", tickSize);
        require(lotSize >= 1, symbol, "lotSize", lotSize);
    }

    /** One without mark prices and bands. */
    public Instrument(
            final int id,
            final Venue venue,
            final MarketKind kind,
            final String symbol,
            final int priceScale,
            final int quantityScale,
            final long tickSize,
            final long lotSize,
            final long minQuantity,
            final long maxQuantity,
            final long minNotional,
            final MarketStatus status) {
        this(
                id,
                venue,
                kind,
                symbol,
                priceScale,
                quantityScale,
                tickSize,
                lotSize,
                minQuantity,
                maxQuantity,
                minNotional,
                status,
                false,
                0,
                0);
    }

    /** One that is traded. */
    public Instrument(
            final int id,
            final Venue venue,
            final MarketKind kind,
            final String symbol,
            final int priceScale,
            final int quantityScale,
            final long tickSize,
            final long lotSize,
            final long minQuantity,
            final long maxQuantity,
            final long minNotional) {
        this(
                id,
                venue,
                kind,
                symbol,
                priceScale,
                quantityScale,
                tickSize,
                lotSize,
                minQuantity,
                maxQuantity,
                minNotional,
                MarketStatus.TRADING);
    }

    /** The same, not traded. */
    public Instrument halted() {
        return with(MarketStatus.HALTED, markPrices);
    }

    /** The same, with its mark prices followed or not. */
    public Instrument withMarkPrices(final boolean followed) {
        return with(status, followed);
    }

    private Instrument with(final MarketStatus otherStatus, final boolean followed) {
        return new Instrument(
                id,
                venue,
                kind,
                symbol,
                priceScale,
                quantityScale,
                tickSize,
                lotSize,
                minQuantity,
                maxQuantity,
                minNotional,
                otherStatus,
                followed,
                bandUp,
                bandDown);
    }

    /** Encodes the definition as an inbound event at {@code offset}; returns its whole length in bytes. */
    public int encode(final MutableDirectBuffer buffer, final int offset) {
        final InstrumentDefinitionEncoder encoder = new InstrumentDefinitionEncoder();
        encoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        EventLayout.describe(buffer, offset, id, 0, EventLayout.NO_TIME);
        encoder.venue(venue)
                .kind(kind)
                .priceScale((short) priceScale)
                .quantityScale((short) quantityScale)
                .tickSize(tickSize)
                .lotSize(lotSize)
                .minQuantity(minQuantity)
                .maxQuantity(maxQuantity)
                .minNotional(minNotional)
                .status(status)
                .markPrices(markPrices ? Flag.YES : Flag.NO)
                .bandUp(bandUp)
                .bandDown(bandDown)
                .symbol(symbol);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    /** Reads what {@link #encode} wrote, in this or an older schema version. */
    public static Instrument decode(final DirectBuffer buffer, final int offset) {
        final InstrumentDefinitionDecoder decoder = new InstrumentDefinitionDecoder();
        decoder.wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        return new Instrument(
                EventLayout.instrument(buffer, offset),
                decoder.venue(),
                decoder.kind(),
                decoder.symbol(),
                decoder.priceScale(),
                decoder.quantityScale(),
                decoder.tickSize(),
                decoder.lotSize(),
                decoder.minQuantity(),
                decoder.maxQuantity(),
                decoder.minNotional(),
                decoder.status() == MarketStatus.HALTED ? MarketStatus.HALTED : MarketStatus.TRADING,
                decoder.markPrices() == Flag.YES,
                known(decoder.bandUp()),
                known(decoder.bandDown()));
    }

    /** What an older schema version doesn't have is none. */
    private static long known(final long band) {
        return band == InstrumentDefinitionDecoder.bandUpNullValue() ? 0 : band;
    }

    private static void require(final boolean holds, final String symbol, final String field, final long value) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "instrument " + symbol + ": " + field + "=" + value + " is out of range");
        }
    }
}
