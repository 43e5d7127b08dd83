package io.ringfence.gateway.simulated;

import io.ringfence.journal.message.MarketKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Which REST request does what, and what it must show to be allowed. */
final class RestRoutes {
    private static final String ORDER = "/fapi/v1/order";
    private static final String ALGO_ORDER = "/fapi/v1/algoOrder";
    private static final String SPOT_ORDER = "/api/v3/order";
    private static final String SPOT_REPLACE = "/api/v3/order/cancelReplace";
    private static final Set<String> ORDER_PATHS = Set.of(ORDER, ALGO_ORDER, SPOT_ORDER, SPOT_REPLACE);
    private static final String FAULTS = "/simulated/faults";
    private static final int DEFAULT_DEPTH = 500;
    private static final int MAX_DEPTH = 5_000;
    /** For a book's snapshot to be played. */
    private static final long PATIENCE_S = 10;

    private static final int DEFAULT_KLINES = 500;
    private static final int MAX_USDM_KLINES = 1_500;
    private static final int MAX_SPOT_KLINES = 1_000;

    private final Map<String, Route> routes = new HashMap<>();
    private final Map<MarketKind, RequestMeter> meters = new EnumMap<>(MarketKind.class);
    private final Venue venue;

    /** What a request must show. */
    private enum Proof {
        NOTHING,
        KEY,
        SIGNATURE
    }

    private interface Action {
        void run(RestRequest request, TradingAccount account, Answer answer) throws VenueRefusal;
    }

    private record Route(Proof proof, Action action) {}

    RestRoutes(final Venue venue, final RequestLimits limits) {
        this.venue = venue;
        for (final MarketKind kind : new MarketKind[] {MarketKind.USDM, MarketKind.SPOT}) {
            meters.put(kind, new RequestMeter(limits.perMinute(kind), System::currentTimeMillis));
        }
        addMarketData("/fapi/v1", MarketKind.USDM);
        addMarketData("/api/v3", MarketKind.SPOT);
        addOrders();
        addAlgoOrders();
        addAccounts();
        addListenKeys();
        addMargins();
        add("POST", FAULTS, Proof.NOTHING, this::changeFaults);
        addSpot();
    }

    void handle(final RestRequest request, final RestAnswer answer) {
        venue.counters().requests++;
        if (isWithinLimits(request, answer)) {
            answerTo(request, answer);
        }
    }

    private boolean isWithinLimits(final RestRequest request, final RestAnswer answer) {
        final RequestMeter meter = meters.get(RequestWeight.kindOf(request));
        try {
            meter.count(RequestWeight.of(request));
            return true;
        } catch (final VenueRefusal refusal) {
            answer.usedWeight(meter.used());
            answer.refuse(refusal);
            return false;
        } finally {
            answer.usedWeight(meter.used());
        }
    }

    private void answerTo(final RestRequest request, final RestAnswer answer) {
        final Route route = routes.get(request.method() + " " + request.path());
        if (route == null) {
            answer.refuse(VenueRefusal.notFound(request.path()));
            return;
        }
        if (request.method().equals("POST") && ORDER_PATHS.contains(request.path())) {
            venue.trading().arrived(request.parameters());
        }
        final Faults.Call call = given -> route.action().run(request, authenticate(request, route.proof()), given);
        if (route.proof() == Proof.NOTHING) {
            Faults.run(call, answer);
        } else {
            venue.faults().handle(call, answer);
        }
    }

    private TradingAccount authenticate(final RestRequest request, final Proof proof) throws VenueRefusal {
        if (proof == Proof.NOTHING) {
            return null;
        }
        final Accounts.Holder holder = venue.accounts().holder(request.apiKey());
        if (proof == Proof.SIGNATURE) {
            venue.accounts().checkSigned(holder, request.parameters(), request.signedPayload());
        }
        return holder.account();
    }

    private void add(final String method, final String path, final Proof proof, final Action action) {
        routes.put(method + " " + path, new Route(proof, action));
    }

    private void addMarketData(final String prefix, final MarketKind kind) {
        final MarketTexts texts = venue.marketTexts();
        add(
                "GET",
                prefix + "/ping",
                Proof.NOTHING,
                (request, nobody, answer) -> answer.result(Json.NODES.objectNode()));
        add("GET", prefix + "/time", Proof.NOTHING, (request, nobody, answer) -> answer.result(texts.time()));
        add(
                "GET",
                prefix + "/exchangeInfo",
                Proof.NOTHING,
                (request, nobody, answer) -> answer.result(
                        texts.exchangeInfo(kind, request.parameters().text("symbol"))));
        add("GET", prefix + "/depth", Proof.NOTHING, (request, nobody, answer) -> depth(kind, request, answer));
        add(
                "GET",
                prefix + "/ticker/24hr",
                Proof.NOTHING,
                (request, nobody, answer) -> dayTicker(kind, request, answer));
        add("GET", prefix + "/klines", Proof.NOTHING, (request, nobody, answer) -> klines(kind, request, answer));
    }

    private void addOrders() {
        final Trading trading = venue.trading();
        final OrderHistory history = trading.history();
        add(
                "POST",
                ORDER,
                Proof.SIGNATURE,
                (request, account, answer) -> trading.place(account, request.parameters(), answer));
        add(
                "DELETE",
                ORDER,
                Proof.SIGNATURE,
                (request, account, answer) -> trading.cancel(account, request.parameters(), answer));
        add(
                "GET",
                ORDER,
                Proof.SIGNATURE,
                (request, account, answer) -> history.query(account, request.parameters(), answer));
        add(
                "GET",
                "/fapi/v1/openOrders",
                Proof.SIGNATURE,
                (request, account, answer) -> history.openOrders(account, request.parameters(), answer));
        add(
                "GET",
                "/fapi/v1/allOrders",
                Proof.SIGNATURE,
                (request, account, answer) -> history.allOrders(account, request.parameters(), answer));
        add(
                "GET",
                "/fapi/v1/userTrades",
                Proof.SIGNATURE,
                (request, account, answer) -> history.userTrades(account, request.parameters(), answer));
    }

    /** Their own service: they are in no list of ordinary orders. */
    private void addAlgoOrders() {
        final AlgoDesk algos = venue.trading().algos();
        addSigned("POST", ALGO_ORDER, algos::place);
        addSigned("DELETE", ALGO_ORDER, algos::cancel);
        addSigned("GET", ALGO_ORDER, algos::query);
        addSigned("GET", "/fapi/v1/openAlgoOrders", algos::open);
        addSigned("DELETE", "/fapi/v1/algoOpenOrders", algos::cancelAll);
    }

    private void addMargins() {
        final MarginDesk margins = venue.trading().margins();
        addSigned("POST", "/fapi/v1/leverage", margins::leverage);
        addSigned("POST", "/fapi/v1/marginType", margins::marginType);
        addSigned("GET", "/fapi/v1/symbolConfig", margins::symbolConfig);
        addSigned("GET", "/fapi/v1/positionSide/dual", margins::positionSide);
        addSigned("GET", "/fapi/v1/income", venue.trading().incomes()::list);
        add("POST", "/simulated/funding", Proof.NOTHING, (request, nobody, answer) -> {
            margins.funding(request.parameters());
            answer.result(Json.NODES.objectNode());
        });
        add("POST", "/simulated/halt", Proof.NOTHING, this::halt);
        add("POST", "/simulated/positionSide", Proof.NOTHING, (request, nobody, answer) -> {
            margins.hedged(request.parameters().required("dual").equals("true"));
            answer.result(Json.NODES.objectNode());
        });
        add("POST", "/simulated/feeAsset", Proof.NOTHING, (request, nobody, answer) -> {
            venue.trading().spot().feeAsset(request.parameters());
            answer.result(Json.NODES.objectNode());
        });
        add("POST", "/simulated/deleverage", Proof.NOTHING, (request, nobody, answer) -> {
            margins.deleverage(request.parameters(), venue.accounts().all());
            answer.result(Json.NODES.objectNode());
        });
    }

    /** For whoever plays the venue's operator: a symbol isn't traded from now on, or is again. */
    private void halt(final RestRequest request, final TradingAccount nobody, final Answer answer) throws VenueRefusal {
        final String symbol = request.parameters().required("symbol");
        final boolean halted = request.parameters().required("halted").equals("true");
        for (final MarketKind kind : meters.keySet()) {
            venue.market().symbols(kind).stream()
                    .filter(played -> played.instrument().symbol().equals(symbol))
                    .forEach(played ->
                            venue.trading().model().halt(played.instrument().id(), halted));
        }
        answer.result(Json.NODES.objectNode());
    }

    private interface SignedAction {
        void run(TradingAccount account, Parameters parameters, Answer answer) throws VenueRefusal;
    }

    private void addSigned(final String method, final String path, final SignedAction action) {
        add(
                method,
                path,
                Proof.SIGNATURE,
                (request, account, answer) -> action.run(account, request.parameters(), answer));
    }

    /** For whoever plays the venue's operator, e.g. a crash campaign: from now on these faults and no others. */
    private void changeFaults(final RestRequest request, final TradingAccount nobody, final Answer answer)
            throws VenueRefusal {
        try {
            venue.faults().change(FaultOptions.parse(request.parameters().text("faults", ""), 0));
        } catch (final IllegalArgumentException e) {
            throw new VenueRefusal(-1130, e.getMessage());
        }
        answer.result(Json.NODES.objectNode());
    }

    private void addAccounts() {
        final AccountTexts texts = venue.accountTexts();
        for (final String version : new String[] {"/fapi/v2", "/fapi/v3"}) {
            add(
                    "GET",
                    version + "/account",
                    Proof.SIGNATURE,
                    (request, account, answer) -> answer.result(texts.account(account)));
            add(
                    "GET",
                    version + "/balance",
                    Proof.SIGNATURE,
                    (request, account, answer) -> answer.result(texts.balance(account)));
            add(
                    "GET",
                    version + "/positionRisk",
                    Proof.SIGNATURE,
                    (request, account, answer) ->
                            answer.result(texts.positions(account, texts.checkedSymbol(request.parameters()))));
        }
    }

    private void addListenKeys() {
        final String path = "/fapi/v1/listenKey";
        final UserStreams users = venue.users();
        add(
                "POST",
                path,
                Proof.KEY,
                (request, account, answer) ->
                        answer.result(Json.NODES.objectNode().put("listenKey", users.start(account))));
        add("PUT", path, Proof.KEY, (request, account, answer) -> {
            users.extend(account);
            answer.result(Json.NODES.objectNode().put("listenKey", users.start(account)));
        });
        add("DELETE", path, Proof.KEY, (request, account, answer) -> {
            users.stop(account);
            answer.result(Json.NODES.objectNode());
        });
    }

    private void addSpot() {
        final SpotDesk spot = venue.trading().spot();
        addSigned("POST", SPOT_ORDER, spot::place);
        addSigned("DELETE", SPOT_ORDER, spot::cancel);
        addSigned("GET", SPOT_ORDER, spot::query);
        addSigned("POST", SPOT_REPLACE, spot::replace);
        addSigned("GET", "/api/v3/openOrders", spot::openOrders);
        addSigned("GET", "/api/v3/allOrders", spot::allOrders);
        addSigned("GET", "/api/v3/myTrades", spot::trades);
        addSigned("GET", "/api/v3/account", spot::account);
    }

    private void depth(final MarketKind kind, final RestRequest request, final Answer answer) throws VenueRefusal {
        final PlayedSymbol symbol =
                venue.market().require(kind, request.parameters().required("symbol"));
        final long limit = request.parameters().number("limit", DEFAULT_DEPTH);
        if (limit < 1 || limit > MAX_DEPTH) {
            throw new VenueRefusal(-1130, "Data sent for parameter 'limit' is not valid.");
        }
        if (symbol.book().isKnown()) {
            answer.result(venue.marketTexts().depth(symbol, (int) limit));
        } else {
            waitForSnapshot(symbol, (int) limit, answer);
        }
    }

    private void waitForSnapshot(final PlayedSymbol symbol, final int limit, final Answer answer) throws VenueRefusal {
        final WaitingDepth waiting = venue.market().waitingDepth();
        final WaitingDepth.Request request = new WaitingDepth.Request(
                symbol,
                () -> answer.result(venue.marketTexts().depth(symbol, limit)),
                () -> answer.refuse(VenueRefusal.unavailable(
                        "No depth snapshot of " + symbol.instrument().symbol() + " has been played")));
        if (!waiting.add(request)) {
            throw VenueRefusal.unavailable("Too many depth requests wait for a snapshot");
        }
        venue.loop().schedule(() -> waiting.giveUp(request), PATIENCE_S, TimeUnit.SECONDS);
    }

    private void klines(final MarketKind kind, final RestRequest request, final Answer answer) throws VenueRefusal {
        final Parameters parameters = request.parameters();
        final PlayedSymbol symbol = venue.market().require(kind, parameters.required("symbol"));
        final String interval = parameters.required("interval");
        if (!KlineInterval.isKnown(interval)) {
            throw new VenueRefusal(-1120, "Invalid interval.");
        }
        final int most = kind == MarketKind.USDM ? MAX_USDM_KLINES : MAX_SPOT_KLINES;
        final int limit = (int) Math.max(1, Math.min(most, parameters.number("limit", DEFAULT_KLINES)));
        final long toMs = parameters.number("endTime", venue.marketTexts().timeMs());
        final CandleSeries series = symbol.series(interval);
        answer.result(MarketTexts.klines(
                symbol,
                series,
                parameters.has("startTime")
                        ? series.from(parameters.requiredNumber("startTime"), toMs, limit)
                        : series.last(toMs, limit)));
    }

    private void dayTicker(final MarketKind kind, final RestRequest request, final Answer answer) throws VenueRefusal {
        final String only = request.parameters().text("symbol");
        final MarketTexts texts = venue.marketTexts();
        answer.result(
                only == null
                        ? texts.dayTickers(kind)
                        : texts.dayTicker(venue.market().require(kind, only)));
    }
}
