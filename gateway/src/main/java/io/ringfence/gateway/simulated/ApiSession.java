package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.journal.message.MarketKind;
import java.util.Map;
import java.util.Set;

/** A websocket API connection: requests by name, answers by id, in whatever order they are ready. */
final class ApiSession extends Session {
    private static final int OK = 200;
    private static final String PLACE = "order.place";
    private static final String ALGO_PLACE = "algoOrder.place";
    /** Nothing goes wrong with these on purpose. */
    private static final Set<String> SOUND = Set.of(
            "ping",
            "time",
            "session.logon",
            "session.status",
            "session.logout",
            "userDataStream.subscribe",
            "userDataStream.subscribe.signature");

    private static final String REPLACE = "order.cancelReplace";

    private final Map<String, Method> spotMethods = Map.ofEntries(
            Map.entry("ping", (request, answer) -> answer.result(Json.NODES.objectNode())),
            Map.entry("time", this::time),
            Map.entry("session.logon", this::logOn),
            Map.entry("session.status", this::status),
            Map.entry("session.logout", this::logOut),
            Map.entry(PLACE, (request, answer) -> spot().place(signer(request), request.parameters(), answer)),
            Map.entry(REPLACE, (request, answer) -> spot().replace(signer(request), request.parameters(), answer)),
            Map.entry(
                    "order.cancel", (request, answer) -> spot().cancel(signer(request), request.parameters(), answer)),
            Map.entry("order.status", (request, answer) -> spot().query(signer(request), request.parameters(), answer)),
            Map.entry(
                    "openOrders.status",
                    (request, answer) -> spot().openOrders(signer(request), request.parameters(), answer)),
            Map.entry(
                    "account.status",
                    (request, answer) -> spot().account(signer(request), request.parameters(), answer)),
            Map.entry("userDataStream.subscribe", this::subscribe),
            Map.entry("userDataStream.subscribe.signature", this::subscribe),
            Map.entry("userDataStream.unsubscribe", this::unsubscribe));
    private final Map<String, Method> methods = Map.ofEntries(
            Map.entry("ping", (request, answer) -> answer.result(Json.NODES.objectNode())),
            Map.entry("time", this::time),
            Map.entry("session.logon", this::logOn),
            Map.entry("session.status", this::status),
            Map.entry("session.logout", this::logOut),
            Map.entry(PLACE, (request, answer) -> trading().place(signer(request), request.parameters(), answer)),
            Map.entry(
                    "order.cancel",
                    (request, answer) -> trading().cancel(signer(request), request.parameters(), answer)),
            Map.entry(
                    "order.status",
                    (request, answer) -> trading().history().query(signer(request), request.parameters(), answer)),
            Map.entry(
                    ALGO_PLACE,
                    (request, answer) -> trading().algos().place(signer(request), request.parameters(), answer)),
            Map.entry(
                    "algoOrder.cancel",
                    (request, answer) -> trading().algos().cancel(signer(request), request.parameters(), answer)),
            Map.entry("account.status", this::account),
            Map.entry("v2/account.status", this::account),
            Map.entry("account.balance", this::balance),
            Map.entry("v2/account.balance", this::balance),
            Map.entry("account.position", this::position),
            Map.entry("v2/account.position", this::position),
            Map.entry("userDataStream.start", this::startUserData),
            Map.entry("userDataStream.ping", this::extendUserData),
            Map.entry("userDataStream.stop", this::stopUserData));
    private final Venue venue;
    private final boolean isSpot;
    private final boolean returnRateLimits;
    private Accounts.Holder loggedOn;
    private long authorizedSinceMs;
    private long connectedSinceMs;

    private interface Method {
        void run(ApiRequest request, Answer answer) throws VenueRefusal;
    }

    /** @param isSpot whose requests it takes: spot's or USD-M's */
    ApiSession(final Venue venue, final boolean isSpot, final boolean returnRateLimits) {
        this.venue = venue;
        this.isSpot = isSpot;
        this.returnRateLimits = returnRateLimits;
    }

    @Override
    void onOpen() {
        connectedSinceMs = venue.marketTexts().timeMs();
    }

    @Override
    void onClosed() {
        loggedOn = null;
        spot().streams().forget(this);
    }

    @Override
    void onText(final String text) {
        venue.counters().requests++;
        final ApiRequest request;
        try {
            request = ApiRequest.read(text);
        } catch (final VenueRefusal refusal) {
            new Reply(Json.NODES.nullNode()).refuse(refusal);
            return;
        }
        final Reply reply = new Reply(request.id());
        final Method method = (isSpot ? spotMethods : methods).get(request.method());
        if (method == null) {
            reply.refuse(VenueRefusal.unsupported("unknown method \"" + request.method() + "\""));
            return;
        }
        if (Set.of(PLACE, ALGO_PLACE, REPLACE).contains(request.method())) {
            trading().arrived(request.parameters());
        }
        final Faults.Call call = answer -> method.run(request, answer);
        if (SOUND.contains(request.method())) {
            Faults.run(call, reply);
        } else {
            venue.faults().handle(call, reply);
        }
    }

    private SpotDesk spot() {
        return venue.trading().spot();
    }

    private void subscribe(final ApiRequest request, final Answer answer) throws VenueRefusal {
        spot().streams().subscribe(signer(request), this);
        answer.result(Json.NODES.objectNode().put("subscriptionId", 0));
    }

    private void unsubscribe(final ApiRequest request, final Answer answer) {
        spot().streams().forget(this);
        answer.result(Json.NODES.objectNode());
    }

    /** A report of the account that was subscribed. */
    void sendEvent(final ObjectNode event) {
        if (isOpen()) {
            final ObjectNode wrapped = Json.NODES.objectNode().put("subscriptionId", 0);
            wrapped.set("event", event);
            send(wrapped.toString());
        }
    }

    private Trading trading() {
        return venue.trading();
    }

    private void time(final ApiRequest request, final Answer answer) {
        answer.result(venue.marketTexts().time());
    }

    private void logOn(final ApiRequest request, final Answer answer) throws VenueRefusal {
        final Parameters parameters = request.parameters();
        final Accounts.Holder holder = venue.accounts().holder(parameters.text("apiKey"));
        if (holder.key().kind() != Credentials.Kind.ED25519) {
            throw new VenueRefusal(-4056, "HMAC_SHA256 API key is not supported.");
        }
        venue.accounts().checkSigned(holder, parameters, parameters.sortedPayload());
        loggedOn = holder;
        authorizedSinceMs = venue.marketTexts().timeMs();
        status(request, answer);
    }

    private void status(final ApiRequest request, final Answer answer) {
        final ObjectNode status = Json.NODES.objectNode();
        if (loggedOn == null) {
            status.putNull("apiKey").putNull("authorizedSince");
        } else {
            status.put("apiKey", loggedOn.key().apiKey()).put("authorizedSince", authorizedSinceMs);
        }
        answer.result(status.put("connectedSince", connectedSinceMs)
                .put("returnRateLimits", returnRateLimits)
                .put("serverTime", venue.marketTexts().timeMs()));
    }

    private void logOut(final ApiRequest request, final Answer answer) {
        loggedOn = null;
        status(request, answer);
    }

    private void account(final ApiRequest request, final Answer answer) throws VenueRefusal {
        answer.result(venue.accountTexts().account(signer(request)));
    }

    private void balance(final ApiRequest request, final Answer answer) throws VenueRefusal {
        answer.result(venue.accountTexts().balance(signer(request)));
    }

    private void position(final ApiRequest request, final Answer answer) throws VenueRefusal {
        final TradingAccount account = signer(request);
        final AccountTexts texts = venue.accountTexts();
        answer.result(texts.positions(account, texts.checkedSymbol(request.parameters())));
    }

    private void startUserData(final ApiRequest request, final Answer answer) throws VenueRefusal {
        final String key = venue.users().start(keyHolder(request));
        answer.result(Json.NODES.objectNode().put("listenKey", key));
    }

    private void extendUserData(final ApiRequest request, final Answer answer) throws VenueRefusal {
        venue.users().extend(keyHolder(request));
        startUserData(request, answer);
    }

    private void stopUserData(final ApiRequest request, final Answer answer) throws VenueRefusal {
        venue.users().stop(keyHolder(request));
        answer.result(Json.NODES.objectNode());
    }

    /** Whose key the request names, or whose session this is; no signature is needed. */
    private TradingAccount keyHolder(final ApiRequest request) throws VenueRefusal {
        final boolean named = request.parameters().has("apiKey");
        return loggedOn != null && !named
                ? loggedOn.account()
                : venue.accounts().holder(request.parameters().text("apiKey")).account();
    }

    /** Who signed the request; on a session that is logged on the time alone is enough. */
    private TradingAccount signer(final ApiRequest request) throws VenueRefusal {
        final Parameters parameters = request.parameters();
        if (loggedOn != null && !parameters.has("apiKey")) {
            venue.accounts().checkTime(parameters);
            return loggedOn.account();
        }
        final Accounts.Holder holder = venue.accounts().holder(parameters.text("apiKey"));
        venue.accounts().checkSigned(holder, parameters, parameters.sortedPayload());
        return holder.account();
    }

    /** Sends the answer with the request's id. */
    private final class Reply implements Answer {
        private final JsonNode id;

        Reply(final JsonNode id) {
            this.id = id;
        }

        @Override
        public void result(final JsonNode result) {
            final ObjectNode answer = begin(OK);
            answer.set("result", result);
            finish(answer);
        }

        @Override
        public void refuse(final VenueRefusal refusal) {
            venue.counters().requestsRefused++;
            final ObjectNode answer = begin(refusal.status());
            final ObjectNode error = answer.putObject("error");
            error.put("code", refusal.code()).put("msg", refusal.getMessage());
            if (refusal.data() != null) {
                error.set("data", refusal.data());
            }
            finish(answer);
        }

        @Override
        public void lose() {
            // Nothing is sent.
        }

        @Override
        public void cut() {
            ApiSession.this.cut();
        }

        @Override
        public boolean mayRepeat() {
            return true;
        }

        private ObjectNode begin(final int status) {
            final ObjectNode answer = Json.NODES.objectNode();
            answer.set("id", id);
            return answer.put("status", status);
        }

        private void finish(final ObjectNode answer) {
            if (returnRateLimits) {
                MarketTexts.putLimits(answer.putArray("rateLimits"), isSpot ? MarketKind.SPOT : MarketKind.USDM);
                answer.path("rateLimits").forEach(limit -> ((ObjectNode) limit).put("count", 1));
            }
            if (isOpen()) {
                send(answer.toString());
            }
        }
    }
}
