package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Which connections of the websocket API are told of an account's reports. Owned by the venue's event loop. */
final class SpotStreams {
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Faults faults;
    private final VenueCounters counters;

    private record Subscription(int account, ApiSession session) {}

    SpotStreams(final Faults faults, final VenueCounters counters) {
        this.faults = faults;
        this.counters = counters;
    }

    /** @throws VenueRefusal if it is subscribed already */
    void subscribe(final TradingAccount account, final ApiSession session) throws VenueRefusal {
        final Subscription wanted = new Subscription(account.id(), session);
        if (subscriptions.contains(wanted)) {
            throw new VenueRefusal(-2035, "User Data Stream subscription already active.");
        }
        subscriptions.add(wanted);
    }

    void forget(final ApiSession session) {
        subscriptions.removeIf(one -> one.session() == session);
    }

    void send(final int account, final ObjectNode event) {
        for (final Subscription one : List.copyOf(subscriptions)) {
            if (one.account() == account) {
                counters.reportsSent++;
                faults.deliver(() -> one.session().sendEvent(event), one.session()::cut);
            }
        }
    }
}
