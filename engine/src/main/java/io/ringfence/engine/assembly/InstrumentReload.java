package io.ringfence.engine.assembly;

import io.ringfence.gateway.session.InstrumentListing;
import io.ringfence.gateway.session.RequestBudget;
import io.ringfence.gateway.session.RestException;
import io.ringfence.journal.event.Instrument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks now and then what the venue lists, and tells instruments that it lists otherwise than before: halted, back in trading, or with other
 * constraints. Scales never change for an id: an instrument with other ones, or without a listing, counts as halted. Weighs 1 on USD-M.
 * Called on the blocking side, by one thread at a time.
 */
final class InstrumentReload {
    static final long INTERVAL_S = 300;

    private static final Logger LOG = LoggerFactory.getLogger(InstrumentReload.class);
    private static final int WEIGHT = 20;

    private final ListingCache.Listed listed;
    private final RequestBudget budget;
    private final Consumer<Instrument> told;
    private final List<Instrument> instruments;
    private final Map<Integer, Instrument> toldLast = new HashMap<>();

    /**
     * @param instruments as told first; may be a list that changes and that any thread reads
     * @param told        gets what has changed
     */
    InstrumentReload(
            final ListingCache.Listed listed,
            final RequestBudget budget,
            final List<Instrument> instruments,
            final Consumer<Instrument> told) {
        this.listed = listed;
        this.budget = budget;
        this.told = told;
        this.instruments = instruments;
    }

    /** Once. What can't be asked now is asked the next time. */
    void reload() {
        if (!budget.trySpend(WEIGHT, RequestBudget.Purpose.HISTORY)) {
            return;
        }
        try {
            compare(listed.ask());
        } catch (final RestException e) {
            LOG.warn("instruments weren't asked for again: {}", e.getMessage());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void compare(final List<InstrumentListing> listings) {
        for (final Instrument instrument : instruments) {
            final Instrument before = toldLast.getOrDefault(instrument.id(), instrument);
            final Instrument now = Listings.again(before, listings);
            if (!now.equals(before)) {
                LOG.warn("{} is listed otherwise: {}, before {}", before.symbol(), now, before);
                toldLast.put(now.id(), now);
                told.accept(now);
            }
        }
    }
}
