package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Listen keys and who listens with them. A key lasts 60 minutes of market time from its last extension. Owned by the
 * venue's event loop.
 */
final class UserStreams {
    private static final long VALID_NS = 3_600_000_000_000L;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<Integer, ListenKey> keysByAccount = new HashMap<>();
    private final PlayedMarket market;
    private final Faults faults;
    private final VenueCounters counters;

    private static final class ListenKey {
        private final String text;
        private final List<UserSession> sessions = new ArrayList<>();
        private long validUntilNs;

        ListenKey(final String text) {
            this.text = text;
        }
    }

    UserStreams(final PlayedMarket market, final Faults faults, final VenueCounters counters) {
        this.market = market;
        this.faults = faults;
        this.counters = counters;
    }

    /** The account's key, new or extended. */
    String start(final TradingAccount account) {
        expire();
        final ListenKey key = keysByAccount.computeIfAbsent(account.id(), id -> new ListenKey(draw()));
        key.validUntilNs = market.timeNs() + VALID_NS;
        return key.text;
    }

    void extend(final TradingAccount account) throws VenueRefusal {
        expire();
        if (!keysByAccount.containsKey(account.id())) {
            throw VenueRefusal.listenKey();
        }
        start(account);
    }

    void stop(final TradingAccount account) {
        keysByAccount.remove(account.id());
    }

    /** Lets {@code session} hear what happens to the key's account; false if there is no such key. */
    boolean listen(final String text, final UserSession session) {
        expire();
        for (final ListenKey key : keysByAccount.values()) {
            if (key.text.equals(text)) {
                key.sessions.add(session);
                return true;
            }
        }
        return false;
    }

    void forget(final UserSession session) {
        keysByAccount.values().forEach(key -> key.sessions.remove(session));
    }

    void send(final int account, final ObjectNode event) {
        final ListenKey key = keysByAccount.get(account);
        if (key != null) {
            counters.reportsSent += key.sessions.size();
            List.copyOf(key.sessions).forEach(session -> faults.deliver(() -> session.send(event), session::cut));
        }
    }

    private void expire() {
        for (final ListenKey key : List.copyOf(keysByAccount.values())) {
            if (market.timeNs() > key.validUntilNs) {
                keysByAccount.values().remove(key);
                final long timeMs = market.timeNs() / 1_000_000;
                key.sessions.forEach(session -> session.send(Json.NODES
                        .objectNode()
                        .put("e", "listenKeyExpired")
                        .put("E", timeMs)
                        .put("listenKey", key.text)));
            }
        }
    }

    private static String draw() {
        final byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
