package io.ringfence.engine.assembly;

import io.ringfence.gateway.session.InstrumentListing;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.InstrumentIds;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MarketStatus;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.number.Decimals;
import io.ringfence.journal.number.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Turns what a venue lists into instruments. The scale of a price is the number of decimals that the venue prints in the
 * tick size, that of a quantity the number in the step size. Start-up code.
 */
final class Listings {
    /** Every other word of the venue's says that no order is taken, or only cancels. */
    static final String TRADING = "TRADING";

    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    private final Venue venue;
    private final MarketKind kind;
    private final InstrumentIds ids;
    private final boolean markPrices;

    /** @param markPrices whether those of the instruments are followed */
    Listings(final Venue venue, final MarketKind kind, final InstrumentIds ids, final boolean markPrices) {
        this.venue = venue;
        this.kind = kind;
        this.ids = ids;
        this.markPrices = markPrices;
    }

    /**
     * The instruments of {@code symbols}, in that order.
     *
     * @param held what an engine before this one left: under the id that its position has, whatever the venue lists by now; as
     *             {@link #again}
     * @throws IllegalArgumentException naming the first symbol that the venue doesn't list
     */
    List<Instrument> instruments(
            final List<InstrumentListing> listings,
            final List<String> symbols,
            final List<Instrument> held,
            final int maxInstruments) {
        final Map<String, InstrumentListing> bySymbol = listings.stream()
                .collect(Collectors.toMap(InstrumentListing::symbol, Function.identity(), (first, second) -> first));
        final List<Instrument> instruments = new ArrayList<>();
        final Map<String, Instrument> heldBySymbol =
                held.stream().collect(Collectors.toMap(Instrument::symbol, Function.identity(), Listings::refuseBoth));
        for (final String symbol : symbols) {
            if (heldBySymbol.containsKey(symbol)) {
                instruments.add(within(maxInstruments, again(heldBySymbol.get(symbol), listings)));
                continue;
            }
            final InstrumentListing listing = bySymbol.get(symbol);
            if (listing == null) {
                throw new IllegalArgumentException("instruments: " + symbol + " isn't listed at " + venue + "; listed: "
                        + bySymbol.keySet().stream().sorted().limit(10).toList() + " of " + bySymbol.size());
            }
            instruments.add(within(maxInstruments, instrument(traded(listing))));
        }
        return instruments;
    }

    private static Instrument refuseBoth(final Instrument one, final Instrument other) {
        throw new IllegalArgumentException("instruments: " + one.symbol() + " is held as id=" + one.id() + " with "
                + one.priceScale() + " and as id=" + other.id() + " with " + other.priceScale()
                + " decimals: close one of them by hand, then start with another journal");
    }

    /** What is listed before or after its time has no tick or no lot. */
    private static InstrumentListing traded(final InstrumentListing listing) {
        if (new BigDecimal(listing.tickSize()).signum() <= 0 || new BigDecimal(listing.stepSize()).signum() <= 0) {
            throw new IllegalArgumentException("instruments: " + listing.symbol() + " isn't traded: status="
                    + listing.status() + " tickSize=" + listing.tickSize() + " stepSize=" + listing.stepSize());
        }
        return listing;
    }

    /** Ids are never used again, so a journal that has seen many symbols may run out of room with few. */
    private static Instrument within(final int maxInstruments, final Instrument instrument) {
        if (instrument.id() > maxInstruments) {
            throw new IllegalArgumentException("instruments: " + instrument.symbol() + " has id=" + instrument.id()
                    + " in this journal, above maxInstruments=" + maxInstruments + ": raise maxInstruments");
        }
        return instrument;
    }

    private Instrument instrument(final InstrumentListing listing) {
        final int id = ids.idOf(venue, listing.symbol(), decimals(listing.tickSize()), decimals(listing.stepSize()));
        return of(id, venue, kind, markPrices, listing);
    }

    private static Instrument of(
            final int id,
            final Venue venue,
            final MarketKind kind,
            final boolean markPrices,
            final InstrumentListing listing) {
        final int priceScale = decimals(listing.tickSize());
        final int quantityScale = decimals(listing.stepSize());
        return new Instrument(
                id,
                venue,
                kind,
                listing.symbol(),
                priceScale,
                quantityScale,
                Decimals.parse(listing.tickSize(), priceScale),
                Decimals.parse(listing.stepSize(), quantityScale),
                bounded(listing.minQuantity(), quantityScale),
                bounded(listing.maxQuantity(), quantityScale),
                bounded(listing.minNotional(), Money.SCALE),
                listing.status().equals(TRADING) ? MarketStatus.TRADING : MarketStatus.HALTED,
                markPrices,
                band(listing.multiplierUp()),
                band(listing.multiplierDown()));
    }

    /** {@code known} as it is listed now; halted if it isn't, or if its scales would be others. */
    static Instrument again(final Instrument known, final List<InstrumentListing> listings) {
        for (final InstrumentListing listing : listings) {
            if (listing.symbol().equals(known.symbol())
                    && decimals(listing.tickSize()) == known.priceScale()
                    && decimals(listing.stepSize()) == known.quantityScale()
                    && new BigDecimal(listing.tickSize()).signum() > 0
                    && new BigDecimal(listing.stepSize()).signum() > 0) {
                return of(known.id(), known.venue(), known.kind(), known.markPrices(), listing);
            }
        }
        return known.halted();
    }

    private static long band(final String multiplier) {
        return new BigDecimal(multiplier)
                .movePointRight(Money.SCALE)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private static int decimals(final String text) {
        return Math.max(0, new BigDecimal(text).scale());
    }

    /** A bound may have more decimals than the step, or be larger than we could ever reach. */
    private static long bounded(final String text, final int scale) {
        return new BigDecimal(text)
                .movePointRight(scale)
                .setScale(0, RoundingMode.CEILING)
                .min(LARGEST)
                .longValueExact();
    }
}
