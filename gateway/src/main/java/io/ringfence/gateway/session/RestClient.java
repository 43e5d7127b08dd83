package io.ringfence.gateway.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.gateway.clock.EngineClock;
import io.ringfence.journal.message.MarketKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The venue's REST calls. They block: for start-up and the blocking side only. Follows no redirect and keeps no cookie,
 * and doesn't log. Repeats nothing by itself but a signed question whose timestamp the venue refuses: once, with the
 * venue's own time. Safe for several threads.
 */
public final class RestClient implements AutoCloseable {
    private static final long DAY_MS = 86_400_000;
    private static final long WEEK_MS = 7 * DAY_MS;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SUCCESS = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BANNED = 418;
    private static final int SERVER_ERROR = 500;
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int DISCONNECTED = -1006;
    private static final int TIMED_OUT = -1007;
    private static final int OVERLOADED = -1008;
    private static final int OUTSIDE_RECEIVE_WINDOW = -1021;
    private static final int NO_NEED_TO_CHANGE = -4046;
    private static final int MAX_THREADS = 64;
    private static final int IDLE_SECONDS = 5;
    private static final int MAX_EXCERPT = 200;
    /** A listing of all symbols is 15 MB long. */
    private static final int WHOLE_ANSWER_TIMEOUTS = 3;

    /** The client's own: it waits for them while a thread of the blocking side waits for it. */
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), RestClient::thread);

    private final HttpClient http;
    private final VenueAddresses venue;
    private final RequestSigner signer;
    private final EngineClock clock;
    private final Duration timeout;
    private final RequestBudget budget;

    /**
     * @param signer may be null if only public calls are made
     * @param clock  gives the timestamps of signed calls
     * @param timeout until an answer begins, connecting included; its end may take three times as long from the call
     */
    public RestClient(
            final VenueAddresses venue, final RequestSigner signer, final EngineClock clock, final Duration timeout) {
        this.venue = venue;
        this.signer = signer;
        this.clock = clock;
        this.timeout = timeout;
        this.budget = RequestBudget.of(venue.kind());
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .executor(threads)
                .build();
    }

    /** The venue's request weight, as far as this client and whoever shares its address has spent it. */
    public RequestBudget budget() {
        return budget;
    }

    /** Every symbol that the venue lists, whatever its status. */
    public List<InstrumentListing> exchangeInfo() throws RestException, InterruptedException {
        final List<InstrumentListing> listings = new ArrayList<>();
        for (final JsonNode symbol : array(get("exchangeInfo", "").path("symbols"), "exchangeInfo.symbols")) {
            listings.add(listing(symbol));
        }
        return listings;
    }

    /** The venue's clock, ms. */
    public long timeMs() throws RestException, InterruptedException {
        return get("time", "").path("serverTime").asLong();
    }

    /** A book's snapshot as it came, JSON. */
    public byte[] depth(final String symbol, final int levels) throws RestException, InterruptedException {
        return send("GET", path("depth"), "symbol=" + encoded(symbol) + "&limit=" + levels, false);
    }

    /**
     * Candles, oldest first.
     *
     * @param interval as the venue writes it, e.g. {@code 1m}
     * @param limit    at most so many
     */
    public List<CandleListing> candles(final String symbol, final String interval, final long fromMs, final int limit)
            throws RestException, InterruptedException {
        final String query = "symbol=" + encoded(symbol) + "&interval=" + encoded(interval) + "&startTime=" + fromMs
                + "&limit=" + limit;
        final List<CandleListing> candles = new ArrayList<>();
        for (final JsonNode row : array(get("klines", query), "klines")) {
            candles.add(candle(row));
        }
        return candles;
    }

    /** What every symbol did in the last 24 hours. Weighs 40 (spot: 80). */
    public List<DayListing> days() throws RestException, InterruptedException {
        final List<DayListing> days = new ArrayList<>();
        for (final JsonNode day : array(get("ticker/24hr", ""), "ticker/24hr")) {
            days.add(new DayListing(
                    day.path("symbol").asText(),
                    day.path("lastPrice").asText("0"),
                    day.path("quoteVolume").asText("0")));
        }
        return days;
    }

    /** The account's assets. Signed. */
    public List<BalanceListing> balances() throws RestException, InterruptedException {
        return account().balances();
    }

    /** The account's assets, and on USD-M its margin; elsewhere that is 0. Signed; weight 5. */
    public AccountListing account() throws RestException, InterruptedException {
        if (isSpot()) {
            return new AccountListing(spotBalances(), "0", "0", "0");
        }
        final JsonNode account = getSigned("/fapi/v3/account", Map.of());
        final List<BalanceListing> balances = new ArrayList<>();
        for (final JsonNode asset : array(account.path("assets"), "account.assets")) {
            balances.add(new BalanceListing(
                    asset.path("asset").asText(),
                    asset.path("walletBalance").asText(),
                    asset.path("availableBalance").asText(),
                    asset.path("updateTime").asLong()));
        }
        return new AccountListing(
                balances,
                account.path("totalMarginBalance").asText("0"),
                account.path("totalMaintMargin").asText("0"),
                account.path("totalInitialMargin").asText("0"));
    }

    /**
     * How every symbol is held, held now or not. USD-M only; signed; weight 5. (Version 3 of positionRisk doesn't say it any more:
     * Binance USD-M, "Symbol Configuration".)
     */
    public List<LeverageListing> leverages() throws RestException, InterruptedException {
        final List<LeverageListing> leverages = new ArrayList<>();
        for (final JsonNode row : array(getSigned("/fapi/v1/symbolConfig", Map.of()), "symbolConfig")) {
            leverages.add(new LeverageListing(
                    row.path("symbol").asText(),
                    row.path("leverage").asInt(),
                    row.path("marginType").asText().equalsIgnoreCase("ISOLATED")));
        }
        return leverages;
    }

    /** Whether the account is in hedge mode, in which a symbol has a position of either side. USD-M only; signed; weight 30. */
    public boolean isHedged() throws RestException, InterruptedException {
        return getSigned("/fapi/v1/positionSide/dual", Map.of())
                .path("dualSidePosition")
                .asBoolean();
    }

    /** Sets the leverage of a symbol. USD-M only; signed; weight 1. */
    public void setLeverage(final String symbol, final int leverage) throws RestException, InterruptedException {
        final Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("symbol", symbol);
        parameters.put("leverage", Integer.toString(leverage));
        postSigned("/fapi/v1/leverage", parameters);
    }

    /** Sets the margin type of a symbol; the venue refuses it while there is a position or an order. USD-M only; signed; weight 1. */
    public void setMarginType(final String symbol, final boolean isolated) throws RestException, InterruptedException {
        final Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("symbol", symbol);
        parameters.put("marginType", isolated ? "ISOLATED" : "CROSSED");
        try {
            postSigned("/fapi/v1/marginType", parameters);
        } catch (final RestException e) {
            if (e.code() != NO_NEED_TO_CHANGE) {
                throw e;
            }
        }
    }

    private void postSigned(final String path, final Map<String, String> parameters)
            throws RestException, InterruptedException {
        send("POST", path, signer().signedQuery(parameters, timeMs()), true);
    }

    /** What is free and what orders lock of each asset; as of the account's last change. */
    private List<BalanceListing> spotBalances() throws RestException, InterruptedException {
        final JsonNode account = getSigned("/api/v3/account", Map.of());
        final List<BalanceListing> balances = new ArrayList<>();
        for (final JsonNode asset : array(account.path("balances"), "account.balances")) {
            final BigDecimal free = new BigDecimal(asset.path("free").asText("0"));
            final BigDecimal locked = new BigDecimal(asset.path("locked").asText("0"));
            balances.add(new BalanceListing(
                    asset.path("asset").asText(),
                    free.add(locked).toPlainString(),
                    free.toPlainString(),
                    account.path("updateTime").asLong()));
        }
        return balances;
    }

    /** Whether the venue goes by the rules of spot. */
    public boolean isSpot() {
        return venue.kind() == MarketKind.SPOT;
    }

    /** How far back from its first day a question about fills may reach, ms. */
    public long fillsWindowMs() {
        return isSpot() ? DAY_MS : WEEK_MS;
    }

    /** The account's positions, which may list some of quantity 0. USD-M only; signed. */
    public List<PositionListing> positions() throws RestException, InterruptedException {
        final List<PositionListing> positions = new ArrayList<>();
        for (final JsonNode position : array(getSigned("/fapi/v3/positionRisk", Map.of()), "positionRisk")) {
            positions.add(new PositionListing(
                    position.path("symbol").asText(),
                    position.path("positionSide").asText("BOTH"),
                    position.path("positionAmt").asText(),
                    position.path("entryPrice").asText("0"),
                    position.path("updateTime").asLong()));
        }
        return positions;
    }

    /**
     * What changed the account's wallet in one way, oldest first. USD-M only; signed; weight 30.
     *
     * @param type   as the venue writes it, e.g. {@code FUNDING_FEE}
     * @param fromMs venue time; the venue has three months
     * @param limit  1 to 1000
     */
    public List<IncomeListing> income(final String type, final long fromMs, final long toMs, final int limit)
            throws RestException, InterruptedException {
        final Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("incomeType", type);
        parameters.put("startTime", Long.toString(fromMs));
        parameters.put("endTime", Long.toString(toMs));
        parameters.put("limit", Integer.toString(limit));
        final List<IncomeListing> incomes = new ArrayList<>();
        for (final JsonNode row : array(getSigned("/fapi/v1/income", parameters), "income")) {
            incomes.add(new IncomeListing(
                    row.path("symbol").asText(),
                    row.path("incomeType").asText(),
                    row.path("income").asText(),
                    row.path("asset").asText(),
                    row.path("time").asLong(),
                    row.path("tranId").asLong()));
        }
        return incomes;
    }

    /** Every open order of the account. Signed; weight 40. */
    public List<OrderListing> openOrders() throws RestException, InterruptedException {
        return orders(getSigned(path("openOrders"), Map.of()), "openOrders");
    }

    /** Every conditional order of the account that waits for its price; they are in no other list. Signed; weight 40. */
    public List<AlgoListing> openAlgoOrders() throws RestException, InterruptedException {
        if (isSpot()) {
            return waitingOrders();
        }
        final List<AlgoListing> orders = new ArrayList<>();
        for (final JsonNode row : array(getSigned("/fapi/v1/openAlgoOrders", Map.of()), "openAlgoOrders")) {
            orders.add(new AlgoListing(
                    row.path("symbol").asText(),
                    row.path("algoId").asLong(),
                    row.path("clientAlgoId").asText(),
                    row.path("side").asText(),
                    row.path("triggerPrice").asText("0"),
                    row.path("quantity").asText("0"),
                    row.path("reduceOnly").asBoolean(),
                    row.path("updateTime").asLong()));
        }
        return orders;
    }

    /** On spot they are open orders like others, and in the books ({@code isWorking}) only from their price on. */
    private List<AlgoListing> waitingOrders() throws RestException, InterruptedException {
        final List<AlgoListing> orders = new ArrayList<>();
        for (final JsonNode row : array(getSigned(path("openOrders"), Map.of()), "openOrders")) {
            if (isWaiting(row)) {
                orders.add(new AlgoListing(
                        row.path("symbol").asText(),
                        row.path("orderId").asLong(),
                        row.path("clientOrderId").asText(),
                        row.path("side").asText(),
                        row.path("stopPrice").asText("0"),
                        row.path("origQty").asText("0"),
                        false,
                        row.path("updateTime").asLong()));
            }
        }
        return orders;
    }

    /** Spot: a conditional order that never came to its price, whether it still waits or has ended. */
    private static boolean isWaiting(final JsonNode row) {
        final String type = row.path("type").asText();
        return (type.startsWith("STOP_LOSS") || type.startsWith("TAKE_PROFIT"))
                && !row.path("isWorking").asBoolean(true);
    }

    /**
     * Orders of a symbol in whatever state, oldest first, from an order id on. Signed; weight 5.
     *
     * @param limit 1 to 1000
     */
    public List<OrderListing> ordersFrom(final String symbol, final long orderId, final int limit)
            throws RestException, InterruptedException {
        return orders(getSigned(path("allOrders"), ofSymbol(symbol, "orderId", orderId, "limit", limit)), "allOrders");
    }

    /** One order by the venue's id; code -2013 says that there is none. Signed; weight 1. */
    public OrderListing order(final String symbol, final long orderId) throws RestException, InterruptedException {
        return order(getSigned(path("order"), ofSymbol(symbol, "orderId", orderId, "", 0)));
    }

    /**
     * The account's fills in a symbol, oldest first, in the 7 days from a time on; of several thousand the oldest. Signed; weight 5.
     *
     * @param limit 1 to 1000
     */
    public List<TradeListing> tradesSince(final String symbol, final long fromMs, final int limit)
            throws RestException, InterruptedException {
        return trades(getSigned(fillsPath(), ofSymbol(symbol, "startTime", fromMs, "limit", limit)));
    }

    /** As {@link #tradesSince}, from a trade id on, however old. */
    public List<TradeListing> tradesFrom(final String symbol, final long tradeId, final int limit)
            throws RestException, InterruptedException {
        return trades(getSigned(fillsPath(), ofSymbol(symbol, "fromId", tradeId, "limit", limit)));
    }

    private String fillsPath() {
        return path(isSpot() ? "myTrades" : "userTrades");
    }

    private static Map<String, String> ofSymbol(
            final String symbol, final String name, final long value, final String name2, final long value2) {
        final Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("symbol", symbol);
        parameters.put(name, Long.toString(value));
        if (!name2.isEmpty()) {
            parameters.put(name2, Long.toString(value2));
        }
        return parameters;
    }

    private List<OrderListing> orders(final JsonNode rows, final String what) throws RestException {
        final List<OrderListing> orders = new ArrayList<>();
        for (final JsonNode row : array(rows, what)) {
            if (!isWaiting(row)) {
                orders.add(order(row));
            }
        }
        return orders;
    }

    private static OrderListing order(final JsonNode row) {
        return new OrderListing(
                row.path("symbol").asText(),
                row.path("orderId").asLong(),
                row.path("clientOrderId").asText(),
                row.path("side").asText(),
                row.path("status").asText(),
                row.path("price").asText("0"),
                row.path("origQty").asText("0"),
                row.path("executedQty").asText("0"),
                row.path("reduceOnly").asBoolean(),
                row.path("updateTime").asLong());
    }

    private List<TradeListing> trades(final JsonNode rows) throws RestException {
        final List<TradeListing> trades = new ArrayList<>();
        for (final JsonNode row : array(rows, "userTrades")) {
            trades.add(new TradeListing(
                    row.path("symbol").asText(),
                    row.path("id").asLong(),
                    row.path("orderId").asLong(),
                    isSpot()
                            ? row.path("isBuyer").asBoolean() ? "BUY" : "SELL"
                            : row.path("side").asText(),
                    row.path("price").asText("0"),
                    row.path("qty").asText("0"),
                    row.path("commission").asText("0"),
                    row.path("commissionAsset").asText(),
                    row.path("realizedPnl").asText("0"),
                    row.path(isSpot() ? "isMaker" : "maker").asBoolean(),
                    row.path("time").asLong()));
        }
        return trades;
    }

    /** The key of the account's user data, new or, if there is one, the present one extended. USD-M only. */
    public String openListenKey() throws RestException, InterruptedException {
        final JsonNode answer = json(send("POST", "/fapi/v1/listenKey", "", true), "POST", "/fapi/v1/listenKey");
        return answer.path("listenKey").asText();
    }

    /** Extends the present listen key by an hour; code -1125 says that there is none. USD-M only. */
    public void keepListenKey() throws RestException, InterruptedException {
        send("PUT", "/fapi/v1/listenKey", "", true);
    }

    /** Ends its threads; calls fail from then on. (Before JDK 21 one idle thread stays until the client is collected.) */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static Thread thread(final Runnable work) {
        final Thread thread = new Thread(work, "rest");
        thread.setDaemon(true);
        return thread;
    }

    private String path(final String call) {
        return (venue.kind() == MarketKind.USDM ? "/fapi/v1/" : "/api/v3/") + call;
    }

    private JsonNode get(final String call, final String query) throws RestException, InterruptedException {
        return json(send("GET", path(call), query, false), "GET", path(call));
    }

    /** A played market goes on before anybody follows its clock, at any speed: then its own time is asked for. */
    private JsonNode getSigned(final String path, final Map<String, String> parameters)
            throws RestException, InterruptedException {
        try {
            return getSigned(path, parameters, TimeUnit.NANOSECONDS.toMillis(clock.timeNs()));
        } catch (final RestException e) {
            if (e.code() != OUTSIDE_RECEIVE_WINDOW) {
                throw e;
            }
            return getSigned(path, parameters, timeMs());
        }
    }

    private JsonNode getSigned(final String path, final Map<String, String> parameters, final long timestampMs)
            throws RestException, InterruptedException {
        final String query = signer().signedQuery(parameters, timestampMs);
        return json(send("GET", path, query, true), "GET", path);
    }

    private RequestSigner signer() {
        if (signer == null) {
            throw new IllegalStateException(
                    "venue=" + venue.rest() + ": this call needs an API key, and none is given");
        }
        return signer;
    }

    private byte[] send(final String method, final String path, final String query, final boolean withKey)
            throws RestException, InterruptedException {
        final URI address = URI.create(venue.rest() + path + (query.isEmpty() ? "" : "?" + query));
        final HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(timeout).method(method, HttpRequest.BodyPublishers.noBody());
        if (withKey) {
            request.header("X-MBX-APIKEY", signer().apiKey());
        }
        return answer(method, path, request.build());
    }

    private byte[] answer(final String method, final String path, final HttpRequest request)
            throws RestException, InterruptedException {
        final long askedMinute = budget.minute();
        final HttpResponse<byte[]> response;
        try {
            response = wholeAnswer(request);
        } catch (final IOException e) {
            final String message = method + " " + venue.rest() + path + " got no answer: " + reason(e);
            throw new RestException(message, RestException.NO_STATUS, 0, isChange(method));
        }
        number(response, "X-MBX-USED-WEIGHT-1M").ifPresent(used -> budget.observe(used, askedMinute));
        if (response.statusCode() != SUCCESS) {
            throw refusal(method, path, response);
        }
        return response.body();
    }

    /** The request's own timeout ends with the answer's headers, and a body may stall for ever. */
    private HttpResponse<byte[]> wholeAnswer(final HttpRequest request) throws IOException, InterruptedException {
        final CompletableFuture<HttpResponse<byte[]>> call =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        final long patienceMs = timeout.multipliedBy(WHOLE_ANSWER_TIMEOUTS).toMillis();
        try {
            return call.get(patienceMs, TimeUnit.MILLISECONDS);
        } catch (final TimeoutException e) {
            throw new HttpTimeoutException("the answer has no end within timeoutMs=" + patienceMs);
        } catch (final ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            call.cancel(true);
        }
    }

    /** What the JDK throws when nothing listens says nothing. */
    private static String reason(final IOException failure) {
        if (failure instanceof ConnectException && failure.getMessage() == null) {
            return "can't connect, nothing listens there (or its name is unknown)";
        }
        return failure.toString();
    }

    private RestException refusal(final String method, final String path, final HttpResponse<byte[]> response) {
        final int status = response.statusCode();
        final String body = new String(response.body(), StandardCharsets.UTF_8);
        final int code = codeOf(response.body());
        final int retryAfterS = number(response, "Retry-After").orElse(0);
        if (status == TOO_MANY_REQUESTS || status == BANNED) {
            budget.closeFor(Math.max(1, retryAfterS));
        }
        final String message = method + " " + venue.rest() + path + " failed: status=" + status + " code=" + code
                + (retryAfterS == 0 ? "" : " retryAfterS=" + retryAfterS)
                + " body=" + body.substring(0, Math.min(MAX_EXCERPT, body.length()));
        return new RestException(
                message, status, code, isChange(method) && isOutcomeUnknown(status, code, body), retryAfterS);
    }

    /** Empty for what isn't there or no number. */
    private static OptionalInt number(final HttpResponse<byte[]> response, final String header) {
        return response.headers()
                .firstValue(header)
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> OptionalInt.of(Integer.parseInt(text)))
                .orElse(OptionalInt.empty());
    }

    /** A change that a server error met may have been made; a 503 that says so, and -1008, were refused for sure. */
    private static boolean isOutcomeUnknown(final int status, final int code, final String body) {
        if (code == DISCONNECTED || code == TIMED_OUT) {
            return true;
        }
        if (code == OVERLOADED || status == SERVICE_UNAVAILABLE && body.contains("Service Unavailable")) {
            return false;
        }
        return status >= SERVER_ERROR;
    }

    private static boolean isChange(final String method) {
        return !"GET".equals(method);
    }

    private static int codeOf(final byte[] body) {
        try {
            return JSON.readTree(body).path("code").asInt();
        } catch (final IOException noJson) {
            return 0;
        }
    }

    private JsonNode json(final byte[] body, final String method, final String path) throws RestException {
        try {
            return JSON.readTree(body);
        } catch (final IOException e) {
            final String message = method + " " + venue.rest() + path + " answered no JSON: " + e.getMessage();
            throw new RestException(message, SUCCESS, 0, false);
        }
    }

    private JsonNode array(final JsonNode node, final String what) throws RestException {
        if (!node.isArray()) {
            throw new RestException(venue.rest() + ": " + what + " is no array", SUCCESS, 0, false);
        }
        return node;
    }

    private static InstrumentListing listing(final JsonNode symbol) {
        final JsonNode price = filter(symbol, "PRICE_FILTER");
        final JsonNode lot = filter(symbol, "LOT_SIZE");
        return new InstrumentListing(
                symbol.path("symbol").asText(),
                symbol.path("status").asText(),
                symbol.path("contractType").asText(""),
                symbol.path("baseAsset").asText(),
                symbol.path("quoteAsset").asText(),
                price.path("tickSize").asText("0"),
                lot.path("stepSize").asText("0"),
                lot.path("minQty").asText("0"),
                maxQuantity(lot, filter(symbol, "MARKET_LOT_SIZE")),
                minNotional(symbol),
                band(symbol, "multiplierUp", "bidMultiplierUp"),
                band(symbol, "multiplierDown", "askMultiplierDown"));
    }

    /** Spot has bounds of its own for either side, of which those on the far side bind nobody who takes. */
    private static String band(final JsonNode symbol, final String name, final String nameBySide) {
        final String bySide =
                filter(symbol, "PERCENT_PRICE_BY_SIDE").path(nameBySide).asText("0");
        return filter(symbol, "PERCENT_PRICE").path(name).asText(bySide);
    }

    /** What both market and limit orders may reach; 0 in either says that it sets no bound. */
    private static String maxQuantity(final JsonNode lot, final JsonNode marketLot) {
        final String any = lot.path("maxQty").asText("0");
        final String market = marketLot.path("maxQty").asText("0");
        final boolean stricter = new BigDecimal(market).signum() > 0
                && (new BigDecimal(any).signum() == 0 || new BigDecimal(market).compareTo(new BigDecimal(any)) < 0);
        return stricter ? market : any;
    }

    /** USD-M calls it {@code MIN_NOTIONAL.notional}, spot {@code NOTIONAL.minNotional} and formerly MIN_NOTIONAL. */
    private static String minNotional(final JsonNode symbol) {
        final JsonNode older = filter(symbol, "MIN_NOTIONAL");
        if (older.has("notional")) {
            return older.path("notional").asText();
        }
        final JsonNode newer = filter(symbol, "NOTIONAL");
        return newer.path("minNotional").asText(older.path("minNotional").asText("0"));
    }

    /** Kinds of filter that we don't know come and go; the missing node of a missing filter has no fields. */
    private static JsonNode filter(final JsonNode symbol, final String type) {
        for (final JsonNode filter : symbol.path("filters")) {
            if (type.equals(filter.path("filterType").asText())) {
                return filter;
            }
        }
        return JSON.missingNode();
    }

    private static CandleListing candle(final JsonNode row) {
        return new CandleListing(
                row.path(0).asLong(),
                row.path(1).asText(),
                row.path(2).asText(),
                row.path(3).asText(),
                row.path(4).asText(),
                row.path(5).asText(),
                row.path(6).asLong(),
                row.path(8).asLong(),
                row.path(9).asText());
    }

    private static String encoded(final String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
