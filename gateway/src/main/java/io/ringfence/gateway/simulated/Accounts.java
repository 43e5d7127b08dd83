package io.ringfence.gateway.simulated;

import io.ringfence.gateway.credentials.VenueKey;
import io.ringfence.gateway.matching.MatchingModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who may trade, and the checks that every signed request goes through. */
final class Accounts {
    private static final long DEFAULT_WINDOW_MS = 5_000;
    private static final long MAX_WINDOW_MS = 60_000;
    private static final long AHEAD_MS = 1_000;
    private static final int MAX_KEY_LENGTH = 128;

    private final List<TradingAccount> accounts = new ArrayList<>();
    private final Map<String, Holder> holdersByKey = new HashMap<>();
    private final PlayedMarket market;

    /** A key and whose it is. */
    record Holder(TradingAccount account, VenueKey key) {}

    Accounts(final List<VenueAccount> terms, final MatchingModel model, final PlayedMarket market) {
        this.market = market;
        for (final VenueAccount term : terms) {
            final int id = model.openAccount(term.startBalance());
            final TradingAccount account = new TradingAccount(term, model.account(id));
            accounts.add(account);
            term.keys().forEach(key -> add(account, key));
        }
    }

    private void add(final TradingAccount account, final VenueKey key) {
        if (holdersByKey.put(key.apiKey(), new Holder(account, key)) != null) {
            throw new IllegalArgumentException("account " + account.name() + ": " + key + " is used twice");
        }
    }

    List<TradingAccount> all() {
        return accounts;
    }

    /** By the model's id. */
    TradingAccount account(final int id) {
        return accounts.get(id - 1);
    }

    /** Who a key belongs to; null and malformed keys are refused. */
    Holder holder(final String key) throws VenueRefusal {
        if (key == null || key.isEmpty() || key.length() > MAX_KEY_LENGTH) {
            throw VenueRefusal.keyFormat();
        }
        final Holder holder = holdersByKey.get(key);
        if (holder == null) {
            throw VenueRefusal.key();
        }
        return holder;
    }

    /** Checks time and signature of a request signed over {@code payload}. */
    void checkSigned(final Holder holder, final Parameters parameters, final String payload) throws VenueRefusal {
        checkTime(parameters);
        if (!holder.key().verifies(payload.getBytes(StandardCharsets.UTF_8), parameters.required("signature"))) {
            throw VenueRefusal.signature();
        }
    }

    /** The market clock decides whether a request is in time. */
    void checkTime(final Parameters parameters) throws VenueRefusal {
        final long timestamp = parameters.requiredNumber("timestamp");
        final long window = parameters.number("recvWindow", DEFAULT_WINDOW_MS);
        if (window > MAX_WINDOW_MS || window < 0) {
            throw new VenueRefusal(-1131, "recvWindow must be less than " + MAX_WINDOW_MS);
        }
        final long now = market.timeNs() / 1_000_000;
        if (timestamp >= now + AHEAD_MS) {
            throw new VenueRefusal(
                    -1021, "Timestamp for this request was 1000ms ahead of the server's time. Server time: " + now);
        }
        if (now - timestamp > window) {
            throw new VenueRefusal(
                    -1021, "Timestamp for this request is outside of the recvWindow. Server time: " + now);
        }
    }
}
