package io.ringfence.gateway.reconcile;

import io.ringfence.gateway.session.AlgoListing;
import io.ringfence.gateway.session.BalanceListing;
import io.ringfence.gateway.session.IncomeListing;
import io.ringfence.gateway.session.OrderListing;
import io.ringfence.gateway.session.PositionListing;
import io.ringfence.gateway.session.RequestBudget;
import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.RestException;
import io.ringfence.gateway.session.TradeListing;
import io.ringfence.journal.event.Instrument;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * One walk through the account's books: fills since a time, instrument by instrument, the orders they belong to and the
 * open ones, balances, positions last. Asks everything first and tells it then, so that a failure leaves no half behind.
 */
final class Reconciliation {
    private static final int PAGE = 1_000;
    private static final int WEIGHT_OF_OPEN_ORDERS = 40;
    private static final int WEIGHT_OF_LISTS = 5;
    private static final int WEIGHT_OF_ORDER = 1;
    private static final int WEIGHT_OF_INCOME = 30;
    /** Spot's lists weigh 20, its open orders 80, an order 4, of a minute's 6,000 instead of 2,400. */
    private static final int SPOT_FACTOR = 4;

    private static final int ATTEMPTS = 4;
    private static final long PAUSE_MS = 50;

    private final RestClient rest;
    private final List<Instrument> instruments;
    private final RequestBudget budget;
    private final BooleanSupplier stale;
    private final Map<String, Map<Long, OrderListing>> orders = new HashMap<>();
    private final Map<String, List<TradeListing>> trades = new HashMap<>();
    private final List<IncomeListing> incomes = new ArrayList<>();
    private List<AlgoListing> algoOrders = List.of();
    private List<BalanceListing> balances = List.of();
    private List<PositionListing> positions = List.of();
    private long askedMs;

    /** What was told. */
    record Told(int orders, int fills, int positions, int foreignFees) {}

    /** @param stale whether nobody wants to know any more */
    Reconciliation(final RestClient rest, final List<Instrument> instruments, final BooleanSupplier stale) {
        this.rest = rest;
        this.instruments = instruments;
        this.budget = rest.budget();
        this.stale = stale;
    }

    /**
     * Asks the venue.
     *
     * @param fromMs venue time from which on fills are wanted
     * @param nowMs  venue time
     * @return false if it was given up because nobody wants to know any more
     */
    boolean ask(final long fromMs, final long nowMs) throws RestException, InterruptedException {
        askedMs = nowMs;
        answer(WEIGHT_OF_OPEN_ORDERS, rest::openOrders).forEach(this::keep);
        algoOrders = answer(WEIGHT_OF_OPEN_ORDERS, rest::openAlgoOrders);
        for (final Instrument instrument : instruments) {
            if (stale.getAsBoolean()) {
                return false;
            }
            askFills(instrument.symbol(), fromMs, nowMs);
            askOrdersOfFills(instrument.symbol());
        }
        if (!rest.isSpot()) {
            askIncome(AccountEvents.FUNDING, fromMs, nowMs);
            askIncome(AccountEvents.LIQUIDATION, fromMs, nowMs);
        }
        balances = answer(WEIGHT_OF_LISTS, rest::balances);
        positions = rest.isSpot() ? List.of() : answer(WEIGHT_OF_LISTS, rest::positions);
        return !stale.getAsBoolean();
    }

    private void keep(final OrderListing order) {
        orders.computeIfAbsent(order.symbol(), symbol -> new LinkedHashMap<>()).put(order.orderId(), order);
    }

    /** By time up to the first window that holds any, and from there by id, which has no window. */
    private void askFills(final String symbol, final long fromMs, final long nowMs)
            throws RestException, InterruptedException {
        final List<TradeListing> found = new ArrayList<>();
        boolean more = true;
        for (long from = fromMs; found.isEmpty() && from <= nowMs; from += rest.fillsWindowMs()) {
            final long since = from;
            found.addAll(answer(WEIGHT_OF_LISTS, () -> rest.tradesSince(symbol, since, PAGE)));
            more = found.size() == PAGE || from + rest.fillsWindowMs() <= nowMs;
        }
        while (more && !found.isEmpty()) {
            final long next = found.get(found.size() - 1).tradeId() + 1;
            final List<TradeListing> page = answer(WEIGHT_OF_LISTS, () -> rest.tradesFrom(symbol, next, PAGE));
            found.addAll(page);
            more = page.size() == PAGE;
        }
        trades.put(symbol, found);
    }

    /** Before the wallet is asked for, which then holds all that was listed. */
    private void askIncome(final String type, final long fromMs, final long toMs)
            throws RestException, InterruptedException {
        final List<IncomeListing> found = new ArrayList<>();
        long from = fromMs;
        boolean more = true;
        while (more) {
            final long next = from;
            final List<IncomeListing> page = answer(WEIGHT_OF_INCOME, () -> rest.income(type, next, toMs, PAGE));
            final long newestMs =
                    page.isEmpty() ? toMs : page.get(page.size() - 1).timeMs();
            found.addAll(page);
            more = page.size() == PAGE && newestMs > from;
            from = newestMs;
        }
        incomes.addAll(found);
    }

    /** Trades don't name client order ids. */
    private void askOrdersOfFills(final String symbol) throws RestException, InterruptedException {
        final Map<Long, OrderListing> known = orders.computeIfAbsent(symbol, key -> new LinkedHashMap<>());
        final TreeSet<Long> missing = new TreeSet<>();
        trades.get(symbol).forEach(trade -> missing.add(trade.orderId()));
        missing.removeAll(known.keySet());
        while (!missing.isEmpty()) {
            final long first = missing.first();
            final List<OrderListing> page = answer(WEIGHT_OF_LISTS, () -> rest.ordersFrom(symbol, first, PAGE));
            page.forEach(this::keep);
            if (!missing.removeAll(known.keySet())) {
                askOrder(symbol, missing.pollFirst());
            }
        }
    }

    private void askOrder(final String symbol, final long orderId) throws RestException, InterruptedException {
        keep(answer(WEIGHT_OF_ORDER, () -> rest.order(symbol, orderId)));
    }

    /** What the venue fails to answer for a moment is asked again at once: a walk of a thousand questions can't begin anew. */
    private <T> T answer(final int weight, final Question<T> question) throws RestException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            budget.spend(rest.isSpot() ? weight * SPOT_FACTOR : weight, RequestBudget.Purpose.ACCOUNT);
            try {
                return question.ask();
            } catch (final RestException e) {
                if (attempt == ATTEMPTS || !e.isPassing() || e.retryAfterS() > 0) {
                    throw e;
                }
                Thread.sleep(PAUSE_MS << attempt);
            }
        }
    }

    private interface Question<T> {
        T ask() throws RestException, InterruptedException;
    }

    /** Hands everything in: fills before states, positions last. */
    Told tell(final AccountEvents events, final String currency) {
        int fills = 0;
        int states = 0;
        int foreignFees = 0;
        for (final Instrument instrument : instruments) {
            final Map<Long, OrderListing> known = orders.getOrDefault(instrument.symbol(), Map.of());
            final Map<Long, BigDecimal> filled = new HashMap<>();
            for (final TradeListing trade : trades.get(instrument.symbol())) {
                final BigDecimal sum = filled.merge(trade.orderId(), new BigDecimal(trade.quantity()), BigDecimal::add);
                events.fill(
                        instrument,
                        known.get(trade.orderId()),
                        trade,
                        AccountEvents.units(sum, instrument.quantityScale()));
                foreignFees += events.isInAccountCurrency(trade) || isBaseFee(instrument, trade, currency) ? 0 : 1;
                fills++;
            }
            known.values().forEach(order -> events.state(instrument, order));
            algoOrders.stream()
                    .filter(order -> order.symbol().equals(instrument.symbol()))
                    .forEach(order -> events.algo(instrument, order));
            states += known.size();
        }
        incomes.stream().filter(income -> income.asset().equals(currency)).forEach(events::income);
        balances.stream().filter(balance -> balance.asset().equals(currency)).forEach(events::balance);
        instruments.forEach(instrument -> events.position(instrument, held(instrument, currency), askedMs));
        return new Told(states, fills, instruments.size(), foreignFees);
    }

    /** Spot: taken from what was bought, and booked so. */
    private boolean isBaseFee(final Instrument instrument, final TradeListing trade, final String currency) {
        return rest.isSpot() && instrument.symbol().equals(trade.feeAsset() + currency);
    }

    private PositionListing held(final Instrument instrument, final String currency) {
        if (rest.isSpot()) {
            return SpotHoldings.in(instrument, currency, balances);
        }
        final String symbol = instrument.symbol();
        return positions.stream()
                .filter(position -> position.symbol().equals(symbol))
                .findFirst()
                .orElse(null);
    }
}
