package io.ringfence.engine.campaign;

import io.ringfence.journal.message.DisasterState;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Holds the engine's books against the venue's. */
final class Judge {
    private final VenueBooks venue;
    private final EngineBooks engine;
    private final Violations violations;

    Judge(final VenueBooks venue, final EngineBooks engine, final Violations violations) {
        this.venue = venue;
        this.engine = engine;
        this.violations = violations;
    }

    /**
     * A generation is dead. Nothing may be booked that the venue doesn't know; what happened before its start must be
     * booked if it came so far as to reconcile.
     *
     * @param fillsAtStart how many fills the venue had when the engine was started
     */
    void afterGeneration(final EngineBooks.Story story, final int fillsAtStart) {
        final Map<String, VenueBooks.VenueFill> known = new HashMap<>();
        venue.fills().forEach(fill -> known.put(fill.key(), fill));
        engine.fills().forEach((key, booked) -> checkBooked(key, booked, known.get(key)));
        if (story.reconciled() != 0) {
            checkNothingForgotten(fillsAtStart, "generation " + story.epoch() + " reconciled");
            checkBalance(story, fillsAtStart);
        }
        for (final String id : venue.orders().keySet()) {
            violations.require(
                    engine.placed().contains(id) || engine.disasters().contains(id),
                    "the venue has an order that no decision made: " + id);
        }
        for (final String id : venue.algos().keySet()) {
            violations.require(engine.disasters().contains(id), "the venue has a stop that no decision made: " + id);
        }
    }

    private void checkBooked(final String key, final EngineBooks.BookedFill booked, final VenueBooks.VenueFill fill) {
        if (fill == null) {
            violations.add("the engine booked a fill that the venue doesn't have: " + key);
            return;
        }
        violations.require(
                same(booked.price(), fill.price())
                        && same(booked.quantity(), fill.quantity())
                        && same(booked.fee(), fill.fee())
                        && booked.orderId().equals(fill.clientOrderId()),
                "a fill differs: " + key + " engine " + booked + " venue " + fill);
    }

    private void checkNothingForgotten(final int count, final String when) {
        for (final VenueBooks.VenueFill fill : venue.fills().subList(0, count)) {
            violations.require(
                    engine.fills().containsKey(fill.key()),
                    "a fill is forgotten: " + fill.key() + " of order " + fill.clientOrderId() + " (" + when + ")");
        }
    }

    /** What the engine was told at its reconciliation is what the wallet was then, at the start or later. */
    private void checkBalance(final EngineBooks.Story story, final int fillsAtStart) {
        final Map.Entry<Long, BigDecimal> told = story.balances().lowerEntry(story.reconciled());
        if (told == null || fillsAtStart == 0) {
            return;
        }
        violations.require(
                venue.fills().subList(fillsAtStart - 1, venue.fills().size()).stream()
                        .anyMatch(fill -> same(fill.walletAfter(), told.getValue())),
                "generation " + story.epoch() + " reconciled with a balance of " + told.getValue()
                        + " that the wallet never had since its start");
    }

    /**
     * Everything has come to rest: the books must be equal.
     *
     * @param disasters the engine's stops at the venue, as it sees them
     */
    void atTheEnd(final Map<String, DisasterState> disasters) {
        venue.algos().values().forEach(algo -> checkAlgo(algo, disasters.get(algo.clientId())));
        disasters.forEach((id, state) -> violations.require(
                state == DisasterState.GONE || state == DisasterState.FIRED,
                "the engine ends with a stop at the venue that is " + state + ": " + id));
        checkNothingForgotten(venue.fills().size(), "at the end");
        venue.orders().values().forEach(this::checkOrder);
        for (final String id : engine.placed()) {
            violations.require(
                    venue.orders().containsKey(id) || engine.resolved().contains(id),
                    "nobody knows what became of order " + id);
        }
        final Map<String, BigDecimal> held = new TreeMap<>(engine.positions());
        venue.positions()
                .forEach((symbol, quantity) -> violations.require(
                        same(quantity, held.getOrDefault(symbol, BigDecimal.ZERO)),
                        "position in " + symbol + ": engine " + held.get(symbol) + ", venue " + quantity));
        if (venue.wallet() != null) {
            violations.require(
                    engine.wallet() != null && same(engine.wallet(), venue.wallet()),
                    "balance: engine " + engine.wallet() + ", venue " + venue.wallet());
        }
    }

    /** One that fired for nothing is as good as gone: the venue tells of it once, and no list has it. */
    private void checkAlgo(final VenueBooks.VenueAlgo algo, final DisasterState state) {
        final boolean filled = algo.hasFired()
                && venue.fills().stream().anyMatch(fill -> fill.clientOrderId().equals(algo.clientId()));
        violations.require(!algo.rests(), "a stop is left at the venue: " + algo);
        violations.require(
                algo.rests() || (filled ? state == DisasterState.FIRED : state != null),
                "a stop at the venue is " + state + " for the engine: " + algo);
    }

    private void checkOrder(final VenueBooks.VenueOrder order) {
        if (order.state().equals("NEW")) {
            return;
        }
        final EngineBooks.Ended end = engine.ended().get(order.clientOrderId());
        violations.require(
                end != null && end.status().name().equals(order.state()) && same(end.filled(), order.filled()),
                "order " + order.clientOrderId() + ": engine " + end + ", venue " + order);
    }

    private static boolean same(final BigDecimal a, final BigDecimal b) {
        return a.compareTo(b) == 0;
    }
}
