package io.ringfence.gateway.reconcile;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.session.AccountListing;
import io.ringfence.gateway.session.LeverageListing;
import io.ringfence.gateway.session.PositionListing;
import io.ringfence.gateway.session.RequestBudget;
import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.RestException;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.ReportOrigin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks now and then what the venue thinks that the account holds, and hands that in as events of origin QUERY: whoever gets them compares. With it come
 * the account's margin, and leverage and margin type of each instrument when they are others than told last. Weight 16 (Binance USD-M: account,
 * positionRisk and symbolConfig 5 each, time 1); where that is short, or user data is down and a reconciliation will follow, nothing is asked.
 * Called on the blocking side.
 */
public final class AccountComparison {
    private static final Logger LOG = LoggerFactory.getLogger(AccountComparison.class);
    private static final int WEIGHT = 16;

    private final RestClient rest;
    private final List<Instrument> instruments;
    private final String currency;
    private final AccountEvents events;
    /** Of what nothing was known before. */
    private final AccountEvents firsts;

    private final BooleanSupplier userDataIsUp;
    private final Function<String, WantedMargin> wanted;
    private final Map<String, LeverageListing> told = new HashMap<>();

    /**
     * @param instruments compared each time anew, so that it may be a list that changes and that any thread reads
     * @param sink   one that waits for room, for this alone
     * @param wanted how each symbol is to be held
     */
    public AccountComparison(
            final RestClient rest,
            final List<Instrument> instruments,
            final int account,
            final String currency,
            final EventSink sink,
            final Function<String, WantedMargin> wanted,
            final BooleanSupplier userDataIsUp) {
        this.wanted = wanted;
        this.rest = rest;
        this.instruments = instruments;
        this.currency = currency;
        this.userDataIsUp = userDataIsUp;
        events = new AccountEvents(sink, account, currency, ReportOrigin.QUERY);
        firsts = new AccountEvents(sink, account, currency);
    }

    /** One comparison. What can't be asked now is asked the next time. */
    public synchronized void compare() {
        if (!userDataIsUp.getAsBoolean() || !rest.budget().trySpend(WEIGHT, RequestBudget.Purpose.HISTORY)) {
            return;
        }
        try {
            final long askedMs = rest.timeMs();
            final AccountListing account = rest.account();
            final List<PositionListing> positions = rest.isSpot() ? List.of() : rest.positions();
            if (!rest.isSpot()) {
                final List<LeverageListing> leverages = rest.leverages();
                events.margin(account);
                tell(leverages);
            }
            account.balances().stream()
                    .filter(one -> one.asset().equals(currency))
                    .forEach(events::balance);
            instruments.forEach(instrument -> events.position(
                    instrument,
                    rest.isSpot()
                            ? SpotHoldings.in(instrument, currency, account.balances())
                            : held(positions, instrument.symbol()),
                    askedMs));
        } catch (final RestException e) {
            LOG.warn("the account wasn't compared: {}", e.getMessage());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Makes leverage and margin type what they are to be, if that is {@code allowed}, and tells what they are then, and the account's margin. Blocks;
     * before the first comparison. Spot has none of this.
     *
     * @throws RestException if the venue can't be asked, or refuses a change
     */
    public synchronized void begin(final boolean allowed) throws RestException, InterruptedException {
        if (rest.isSpot()) {
            return;
        }
        rest.budget().spend(WEIGHT, RequestBudget.Purpose.ACCOUNT);
        List<LeverageListing> found = rest.leverages();
        boolean changed = false;
        for (final Instrument instrument : instruments) {
            changed |= allowed && change(instrument.symbol(), of(found, instrument.symbol()));
        }
        if (changed) {
            found = rest.leverages();
        }
        events.margin(rest.account());
        tell(found);
    }

    /**
     * Asks how an instrument is held that is about to be followed, and makes leverage and margin type what they are to be, if that
     * is {@code allowed}. Blocks.
     *
     * @return tells it, behind the instrument's definition and before anything is traded: a position that was opened by others
     *     counts at once, and not after two comparisons
     * @throws RestException if the venue can't be asked, or refuses a change
     */
    public synchronized Runnable arriving(final Instrument instrument, final boolean allowed)
            throws RestException, InterruptedException {
        final String symbol = instrument.symbol();
        rest.budget().spend(WEIGHT, RequestBudget.Purpose.ACCOUNT);
        final long askedMs = rest.timeMs();
        if (rest.isSpot()) {
            final PositionListing held =
                    SpotHoldings.in(instrument, currency, rest.account().balances());
            return () -> tellArrived(instrument, held, askedMs);
        }
        LeverageListing found = of(rest.leverages(), symbol);
        if (allowed && change(symbol, found)) {
            found = of(rest.leverages(), symbol);
        }
        final LeverageListing leverage = found;
        final PositionListing held = held(rest.positions(), symbol);
        return () -> {
            tell(instrument, leverage);
            tellArrived(instrument, held, askedMs);
        };
    }

    private synchronized void tellArrived(final Instrument instrument, final PositionListing held, final long askedMs) {
        firsts.position(instrument, held, askedMs);
    }

    private boolean change(final String symbol, final LeverageListing found)
            throws RestException, InterruptedException {
        final WantedMargin want = wanted.apply(symbol);
        if (found == null || want.isMetBy(found)) {
            return false;
        }
        if (!want.meetsType(found)) {
            LOG.info("{}: margin type is changed to isolated={}", symbol, want.isolated());
            rest.setMarginType(symbol, want.isolated() == Flag.YES);
        }
        if (!want.meetsLeverage(found)) {
            LOG.info("{}: leverage is changed from {} to {}", symbol, found.leverage(), want.leverage());
            rest.setLeverage(symbol, want.leverage());
        }
        return true;
    }

    private void tell(final List<LeverageListing> leverages) {
        instruments.forEach(instrument -> tell(instrument, of(leverages, instrument.symbol())));
    }

    private synchronized void tell(final Instrument instrument, final LeverageListing found) {
        if (found != null && !found.equals(told.put(instrument.symbol(), found))) {
            events.leverage(instrument, found, wanted.apply(instrument.symbol()));
        }
    }

    private static LeverageListing of(final List<LeverageListing> leverages, final String symbol) {
        return leverages.stream()
                .filter(one -> one.symbol().equals(symbol))
                .findFirst()
                .orElse(null);
    }

    private static PositionListing held(final List<PositionListing> positions, final String symbol) {
        return positions.stream()
                .filter(position -> position.symbol().equals(symbol))
                .findFirst()
                .orElse(null);
    }
}
