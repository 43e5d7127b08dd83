package io.ringfence.gateway.reconcile;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.session.BalanceListing;
import io.ringfence.gateway.session.PositionListing;
import io.ringfence.gateway.session.RequestBudget;
import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.RestException;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.ReportOrigin;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks now and then what the venue thinks that the account holds, and hands that in as events of origin QUERY: whoever gets them compares. Weight 11
 * (Binance USD-M: balance and positionRisk 5 each, time 1); where that is short, or user data is down and a reconciliation will follow, nothing is asked.
 * Called on the blocking side, by one thread at a time.
 */
public final class AccountComparison {
    private static final Logger LOG = LoggerFactory.getLogger(AccountComparison.class);
    private static final int WEIGHT = 11;

    private final RestClient rest;
    private final List<Instrument> instruments;
    private final String currency;
    private final AccountEvents events;
    private final BooleanSupplier userDataIsUp;

    /** @param sink one that waits for room, for this alone */
    public AccountComparison(
            final RestClient rest,
            final List<Instrument> instruments,
            final int account,
            final String currency,
            final EventSink sink,
            final BooleanSupplier userDataIsUp) {
        this.rest = rest;
        this.instruments = List.copyOf(instruments);
        this.currency = currency;
        this.userDataIsUp = userDataIsUp;
        events = new AccountEvents(sink, account, currency, ReportOrigin.QUERY);
    }

    /** One comparison. What can't be asked now is asked the next time. */
    public void compare() {
        if (!userDataIsUp.getAsBoolean() || !rest.budget().trySpend(WEIGHT, RequestBudget.Purpose.HISTORY)) {
            return;
        }
        try {
            final long askedMs = rest.timeMs();
            final List<BalanceListing> balances = rest.balances();
            final List<PositionListing> positions = rest.isSpot() ? List.of() : rest.positions();
            balances.stream().filter(one -> one.asset().equals(currency)).forEach(events::balance);
            instruments.forEach(instrument -> events.position(
                    instrument,
                    rest.isSpot()
                            ? SpotHoldings.in(instrument, currency, balances)
                            : held(positions, instrument.symbol()),
                    askedMs));
        } catch (final RestException e) {
            LOG.warn("the account wasn't compared: {}", e.getMessage());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static PositionListing held(final List<PositionListing> positions, final String symbol) {
        return positions.stream()
                .filter(position -> position.symbol().equals(symbol))
                .findFirst()
                .orElse(null);
    }
}
