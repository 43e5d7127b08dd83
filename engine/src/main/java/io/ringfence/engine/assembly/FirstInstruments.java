package io.ringfence.engine.assembly;

import io.ringfence.engine.config.EngineConfig;
import io.ringfence.engine.config.InstrumentChoice;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.recovery.Recovered;
import io.ringfence.engine.scan.Membership;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.gateway.session.InstrumentListing;
import io.ringfence.gateway.session.RestException;
import io.ringfence.gateway.session.VenueAddresses;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.event.InstrumentScales;
import io.ringfence.journal.generation.InstrumentIds;
import io.ringfence.journal.message.MarketStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an engine follows when it starts: what its configuration names, what operators added before, and what is held, whether
 * anybody still names it or not; but for what operators dropped, unless it is held. Start-up code.
 *
 * @param configured symbols that the configuration means
 * @param followed   what is subscribed to
 * @param dropped    symbols that aren't, though they are configured or were added
 * @param unlisted   configured symbols that the venue listed once and lists no more; followed only if held
 * @param listingAge of the list of the venue's; zero: it was asked
 */
record FirstInstruments(
        List<String> configured,
        List<Instrument> followed,
        List<String> dropped,
        List<String> unlisted,
        Membership membership,
        Duration listingAge) {

    /**
     * @param found  the venue's list, perhaps of before
     * @param listed asks the venue again
     * @throws IllegalArgumentException naming what the venue doesn't list, or why there is nothing to follow
     */
    static FirstInstruments find(
            final EngineSetup setup,
            final Recovered recovered,
            final InstrumentIds ids,
            final ListingCache.Found found,
            final ListingCache.Listed listed)
            throws RestException, InterruptedException {
        try {
            return of(setup, recovered, ids, found);
        } catch (final IllegalArgumentException e) {
            if (!found.isKept()) {
                throw e;
            }
            // It may have come since.
            return of(setup, recovered, ids, new ListingCache.Found(listed.ask(), Duration.ZERO));
        }
    }

    private static FirstInstruments of(
            final EngineSetup setup,
            final Recovered recovered,
            final InstrumentIds ids,
            final ListingCache.Found found) {
        final EngineConfig config = setup.configuration().engine();
        final VenueAddresses venue = setup.venue();
        final List<String> configured = new ArrayList<>(config.choice()
                .symbols(
                        found.listings().stream().map(FirstInstruments::listed).toList(),
                        config.account().currency()));
        final Set<String> unlisted = unlisted(configured, ids, found.listings());
        configured.removeAll(unlisted);
        final Membership membership = recovered
                .state()
                .map(Stages::signals)
                .map(signals -> signals.membership())
                .orElseGet(() -> new Membership(0));
        final Set<Integer> held = Set.copyOf(recovered.instruments());
        final Set<String> symbols = new LinkedHashSet<>(configured);
        for (int id = 1; id <= ids.count(); id++) {
            final String symbol = ids.symbolOf(id).orElseThrow();
            // What was added and isn't listed any more is no reason not to start.
            if (held.contains(id) || membership.isAdded(id) && isListed(symbol, found.listings())) {
                symbols.add(symbol);
            }
        }
        final List<Instrument> all = new Listings(venue.venue(), venue.kind(), ids, setup.followsMarkPrices())
                .instruments(
                        found.listings(),
                        List.copyOf(symbols),
                        known(held, recovered, ids, setup),
                        config.maxInstruments());
        final List<Instrument> followed = new ArrayList<>(all);
        followed.removeIf(one -> membership.isDropped(one.id()) && !held.contains(one.id()));
        all.removeAll(followed);
        if (followed.isEmpty()) {
            throw new IllegalArgumentException("instruments: " + config.choice()
                    + (all.isEmpty()
                            ? " are none that the venue trades: it lists "
                                    + found.listings().size()
                            : " were all dropped by an operator: name others, or start with another journal"));
        }
        return new FirstInstruments(
                configured,
                followed,
                all.stream().map(Instrument::symbol).toList(),
                List.copyOf(unlisted),
                membership,
                found.age());
    }

    /** As they were recorded; halted, unless the venue lists them with the same scales. */
    private static List<Instrument> known(
            final Set<Integer> held, final Recovered recovered, final InstrumentIds ids, final EngineSetup setup) {
        final List<Instrument> known = new ArrayList<>();
        for (final int id : held) {
            final Instruments defined =
                    recovered.state().orElseThrow().portfolio().instruments();
            // Else only a decision of which no event is left names it.
            if (defined.knows(id)) {
                known.add(new Instrument(
                        id,
                        setup.venue().venue(),
                        setup.venue().kind(),
                        ids.symbolOf(id).orElseThrow(),
                        defined.priceScale(id),
                        defined.quantityScale(id),
                        defined.tickSize(id),
                        defined.lotSize(id),
                        defined.minQuantity(id),
                        defined.maxQuantity(id),
                        defined.minNotional(id),
                        MarketStatus.HALTED,
                        setup.followsMarkPrices(),
                        0,
                        0));
            }
        }
        return known;
    }

    /** Of what is configured: no slip of the pen, since the journal knows them, and no reason to leave the others unguarded. */
    private static Set<String> unlisted(
            final List<String> configured, final InstrumentIds ids, final List<InstrumentListing> listings) {
        final Set<String> known =
                ids.all().stream().map(InstrumentScales::symbol).collect(Collectors.toSet());
        return configured.stream()
                .filter(symbol -> known.contains(symbol) && !isListed(symbol, listings))
                .collect(Collectors.toSet());
    }

    private static boolean isListed(final String symbol, final List<InstrumentListing> listings) {
        return listings.stream().anyMatch(one -> one.symbol().equals(symbol));
    }

    private static InstrumentChoice.Listed listed(final InstrumentListing listing) {
        return new InstrumentChoice.Listed(
                listing.symbol(),
                listing.contractType(),
                listing.quoteAsset(),
                listing.status().equals(Listings.TRADING));
    }

    /** Of all, the dropped ones included. */
    List<String> symbols() {
        final List<String> symbols = new ArrayList<>(configured);
        followed.stream()
                .map(Instrument::symbol)
                .filter(symbol -> !symbols.contains(symbol))
                .forEach(symbols::add);
        return symbols;
    }

    /** Whether nobody asked the venue for its list. */
    boolean isKept() {
        return !listingAge.isZero();
    }

    /** For people. */
    String age() {
        return isKept() ? ", as listed " + ListingCache.text(listingAge) + " ago, asked for again" : "";
    }
}
