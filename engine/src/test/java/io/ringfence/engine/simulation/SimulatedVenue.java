package io.ringfence.engine.simulation;

import io.ringfence.journal.message.AlgoStatus;
import io.ringfence.journal.message.ExecutionType;
import io.ringfence.journal.message.FillCause;
import io.ringfence.journal.message.OrderStatus;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The venue: takes orders by client id, fills them against the market as quoted last, and keeps exact books: of orders, fills,
 * positions and money. It never forgets a client id, and says so when one comes twice. Written for the simulation alone:
 * it shares nothing with the engine's tracking of orders, nor with the matching model.
 *
 * <p>A taker gets what is quoted, then the same again one tick worse, up to {@value #LEVELS} times; the rest expires. Money
 * is exact: price and quantity have 5 decimals together, money 8.
 */
final class SimulatedVenue {
    static final int NO_SUCH_ORDER = -2013;
    static final int CANCEL_REJECTED = -2011;
    static final int REDUCE_ONLY_REJECTED = -2022;
    static final int LATE = -1021;
    static final int WOULD_TRIGGER = -2021;
    static final int DUPLICATE = -4116;
    /** Money of one price unit times one quantity unit. */
    static final long MONEY_PER_UNIT = 1_000;

    private static final int LEVELS = 3;
    private static final long TICK = 10;
    private static final long FEE_PARTS = 2_000;
    /** What was traded by hand is not yet known to the engine. */
    private static final long BY_HAND_NS = 30 * SimulatedTime.SECOND;

    /** Told of what happens, when it happens. */
    interface Listener {
        /** @param fill null: none with this */
        void onReport(VenueOrder order, VenueFill fill, ExecutionType type);

        void onForeignFill(VenueFill fill);

        void onStop(VenueStop stop);

        void onFunding(long change);
    }

    private final SimulatedMarket market;
    private final SimulatedTime time;
    private final Violations violations;
    private final Listener listener;
    private final Map<OrderName, VenueOrder> orders = new HashMap<>();
    private final Map<OrderName, String> refused = new HashMap<>();
    private final List<Map<Long, VenueOrder>> byInstrument = new ArrayList<>();
    private final List<List<VenueFill>> fills = new ArrayList<>();
    private final List<VenueOrder> open = new ArrayList<>();
    private final Map<OrderName, VenueStop> stops = new HashMap<>();
    private final List<VenueStop> resting = new ArrayList<>();
    private final Map<String, List<VenueOrder>> intents = new HashMap<>();
    private final long[] positions;
    private final long[] openCosts;
    private final long[] positionNs;
    private final long[] byHandNs;
    private final long[] byHandTrades;

    private long cash;
    private long realized;
    private long fees;
    private long charges;
    private long stopIds = 9_000;
    private long fired;
    private long venueIds = 1_000;
    private long tradeIds = 5_000;
    private long entries;

    SimulatedVenue(
            final SimulatedMarket market,
            final SimulatedTime time,
            final Violations violations,
            final Listener listener) {
        this.market = market;
        this.time = time;
        this.violations = violations;
        this.listener = listener;
        final int count = market.instruments().size();
        for (int i = 0; i <= count; i++) {
            fills.add(new ArrayList<>());
            byInstrument.add(new LinkedHashMap<>());
        }
        positions = new long[count + 1];
        openCosts = new long[count + 1];
        positionNs = new long[count + 1];
        byHandNs = new long[count + 1];
        byHandTrades = new long[count + 1];
    }

    /** Carries out a request; returns the error code, 0 if it is accepted. */
    int place(final VenueOrder order) {
        if (isKnown(order.name)) {
            violations.add("I3", "client id came twice: " + order);
            return DUPLICATE;
        }
        judgeIntent(order);
        if (order.reduceOnly && !closes(order)) {
            return refuse(order.name, REDUCE_ONLY_REJECTED);
        }
        accept(order);
        return 0;
    }

    private boolean isKnown(final OrderName name) {
        return orders.containsKey(name) || refused.containsKey(name) || stops.containsKey(name);
    }

    private boolean closes(final VenueOrder order) {
        return positions[order.instrument] * order.side < 0;
    }

    private void accept(final VenueOrder order) {
        orders.put(order.name, order);
        order.venueId = ++venueIds;
        byInstrument.get(order.instrument).put(order.venueId, order);
        entries += order.entry ? 1 : 0;
        touch(order);
        listener.onReport(order, null, ExecutionType.NEW);
        match(order);
        if (order.isOpen() && order.rests) {
            open.add(order);
        } else if (order.isOpen()) {
            end(order, OrderStatus.EXPIRED, ExecutionType.EXPIRED);
        }
    }

    /** For reasons of its own. */
    int refuse(final OrderName name, final int code) {
        refused.put(name, "refused with " + code);
        return code;
    }

    /** Takes a stop that is to rest; returns the error code, 0 if it does. */
    int placeStop(final VenueStop stop) {
        if (isKnown(stop.name)) {
            violations.add("I3", "client id came twice: " + stop);
            return DUPLICATE;
        }
        if (stop.firesAt(market.price(stop.instrument))) {
            return refuse(stop.name, WOULD_TRIGGER);
        }
        stops.put(stop.name, stop);
        stop.algoId = ++stopIds;
        resting.add(stop);
        tell(stop, AlgoStatus.NEW);
        return 0;
    }

    private void tell(final VenueStop stop, final AlgoStatus status) {
        stop.status = status;
        stop.updateNs = time.venueTimeNs();
        listener.onStop(stop);
    }

    /** Returns the error code, 0 if it is cancelled. */
    int cancelStop(final OrderName name) {
        final VenueStop stop = stops.get(name);
        if (stop == null || !resting.remove(stop)) {
            return CANCEL_REJECTED;
        }
        tell(stop, AlgoStatus.CANCELED);
        return 0;
    }

    private void fireStops(final int instrument) {
        for (final VenueStop stop : List.copyOf(resting)) {
            if (stop.instrument == instrument && stop.firesAt(market.price(instrument))) {
                resting.remove(stop);
                fire(stop);
            }
        }
    }

    /** It becomes a market order of the same name, unless there is nothing to reduce. */
    private void fire(final VenueStop stop) {
        fired++;
        tell(stop, AlgoStatus.TRIGGERING);
        final VenueOrder order = new VenueOrder(
                stop.name, stop.instrument, stop.side, stop.quantity, 0, false, true, false, "stop at the venue");
        if (!closes(order)) {
            tell(stop, AlgoStatus.REJECTED);
            return;
        }
        accept(order);
        stop.orderId = order.venueId;
        tell(stop, AlgoStatus.TRIGGERED);
        tell(stop, AlgoStatus.FINISHED);
    }

    VenueStop findStop(final OrderName name) {
        return stops.get(name);
    }

    List<VenueStop> resting() {
        return List.copyOf(resting);
    }

    /** Whether {@code instrument} is held, and nothing that rests covers all of it. */
    boolean isMissing(final int instrument) {
        final long position = positions[instrument];
        return position != 0
                && resting.stream()
                        .noneMatch(stop -> stop.instrument == instrument
                                && stop.covers(
                                        position,
                                        market.instruments().get(instrument - 1).maxQuantity()));
    }

    /** Whether something rests in {@code instrument} that would close nothing. */
    boolean isLeft(final int instrument) {
        return resting.stream().anyMatch(stop -> stop.instrument == instrument && !stop.closes(positions[instrument]));
    }

    /** Stops that fired. */
    long fired() {
        return fired;
    }

    /** What is held is charged or paid for: {@code parts} per million of its value. */
    void fund(final int instrument, final long parts) {
        final long change = -positions[instrument] * market.price(instrument) * MONEY_PER_UNIT / Dice.MILLION * parts;
        if (change != 0) {
            charges += change;
            listener.onFunding(change);
        }
    }

    /** The venue closes what is held. */
    void liquidate(final int instrument) {
        final int side = -Long.signum(positions[instrument]);
        final long price = side > 0 ? market.ask(instrument) : market.bid(instrument);
        if (price > 0 && side != 0) {
            foreign(instrument, side, price, Math.abs(positions[instrument]), FillCause.LIQUIDATION);
        }
    }

    /**
     * One attempt at a time, and none behind one that was filled, unless somebody has traded by hand around it: anything else is a
     * second order for one wish.
     */
    private void judgeIntent(final VenueOrder order) {
        if (!order.entry) {
            for (final VenueOrder other : open) {
                violations.require(
                        other.entry || other.instrument != order.instrument,
                        "I3",
                        "two exits at once: " + other + " and " + order);
            }
            return;
        }
        final List<VenueOrder> before = intents.computeIfAbsent(order.intent, key -> new ArrayList<>());
        for (final VenueOrder other : before) {
            violations.require(
                    (other.filled == 0 && !other.isOpen()) || byHandNs[order.instrument] > other.updateNs - BY_HAND_NS,
                    "I3",
                    "two orders for one intent: " + other + " and " + order);
        }
        before.add(order);
        for (final VenueOrder other : open) {
            violations.require(
                    !other.entry || other.instrument != order.instrument,
                    "I3",
                    "two live entries: " + other + " and " + order);
        }
    }

    private void match(final VenueOrder order) {
        final int instrument = order.instrument;
        long price = order.side > 0 ? market.ask(instrument) : market.bid(instrument);
        for (int level = 0; level < LEVELS && order.left() > 0 && crosses(order, price); level++) {
            final long most = order.reduceOnly ? Math.max(0, -order.side * positions[instrument]) : Long.MAX_VALUE;
            final long quantity = Math.min(Math.min(order.left(), market.quantity(instrument)), most);
            if (quantity == 0) {
                return;
            }
            fill(order, price, quantity);
            price += order.side * TICK;
        }
    }

    private static boolean crosses(final VenueOrder order, final long price) {
        return price > 0 && (order.price == 0 || order.side * (order.price - price) >= 0);
    }

    private void fill(final VenueOrder order, final long price, final long quantity) {
        order.filled += quantity;
        order.status = order.left() == 0 ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
        touch(order);
        listener.onReport(
                order,
                book(order, order.instrument, order.side, price, quantity, order.filled, FillCause.ORDER),
                ExecutionType.TRADE);
    }

    private VenueFill book(
            final VenueOrder order,
            final int instrument,
            final int side,
            final long price,
            final long quantity,
            final long filled,
            final FillCause cause) {
        final long value = price * quantity * MONEY_PER_UNIT;
        final long fee = value / FEE_PARTS;
        final VenueFill fill = new VenueFill(
                order, instrument, ++tradeIds, side, price, quantity, fee, filled, time.venueTimeNs(), cause);
        fills.get(instrument).add(fill);
        realized += realize(instrument, side * quantity, price);
        cash -= side * value;
        fees += fee;
        positionNs[instrument] = time.venueTimeNs();
        return fill;
    }

    /** By average cost; returns what it brought in. */
    private long realize(final int instrument, final long signed, final long price) {
        final long held = positions[instrument];
        final long value = signed * price * MONEY_PER_UNIT;
        positions[instrument] += signed;
        if (held == 0 || Long.signum(held) == Long.signum(signed)) {
            openCosts[instrument] += value;
            return 0;
        }
        final long closing = Math.min(Math.abs(signed), Math.abs(held));
        final long closingValue = Long.signum(signed) * closing * price * MONEY_PER_UNIT;
        final long released = BigInteger.valueOf(openCosts[instrument])
                .multiply(BigInteger.valueOf(closing))
                .divide(BigInteger.valueOf(Math.abs(held)))
                .longValueExact();
        openCosts[instrument] += value - closingValue - released;
        return -closingValue - released;
    }

    private void touch(final VenueOrder order) {
        order.updateNs = time.venueTimeNs();
    }

    private void end(final VenueOrder order, final OrderStatus status, final ExecutionType type) {
        order.status = status;
        touch(order);
        listener.onReport(order, null, type);
    }

    /** Returns the error code, 0 if it is cancelled. */
    int cancel(final OrderName name) {
        final VenueOrder order = orders.get(name);
        if (order == null || !order.isOpen()) {
            return CANCEL_REJECTED;
        }
        open.remove(order);
        end(order, OrderStatus.CANCELED, ExecutionType.CANCELED);
        return 0;
    }

    /** The market has moved: what rests may fill. */
    void onMarket(final int instrument) {
        if (!resting.isEmpty()) {
            fireStops(instrument);
        }
        if (open.isEmpty()) {
            return;
        }
        for (final VenueOrder order : List.copyOf(open)) {
            if (order.instrument == instrument) {
                match(order);
            }
        }
        open.removeIf(order -> !order.isOpen());
    }

    /** Somebody trades on the account without the engine. */
    void byHand(final int instrument, final long signed) {
        final int side = Long.signum(signed);
        final long price = side > 0 ? market.ask(instrument) : market.bid(instrument);
        if (price > 0 && signed != 0) {
            foreign(instrument, side, price, Math.abs(signed), FillCause.ORDER);
        }
    }

    private void foreign(
            final int instrument, final int side, final long price, final long quantity, final FillCause cause) {
        final VenueFill fill = book(null, instrument, side, price, quantity, quantity, cause);
        byHandNs[instrument] = time.timeNs();
        byHandTrades[instrument] = fill.tradeId();
        listener.onForeignFill(fill);
    }

    /** Null if there is none. */
    VenueOrder find(final OrderName name) {
        return orders.get(name);
    }

    List<VenueOrder> open() {
        return List.copyOf(open);
    }

    /** All with an id from {@code first} on. */
    List<VenueOrder> from(final int instrument, final long first) {
        return byInstrument.get(instrument).values().stream()
                .filter(order -> order.venueId >= first)
                .toList();
    }

    List<VenueFill> fills(final int instrument) {
        return fills.get(instrument);
    }

    /** Signed. */
    long position(final int instrument) {
        return positions[instrument];
    }

    /** When it changed last; 0: never. */
    long positionNs(final int instrument) {
        return positionNs[instrument];
    }

    /** The newest trade there that was somebody else's; 0: none. */
    long byHandTrade(final int instrument) {
        return byHandTrades[instrument];
    }

    /** What fills have brought in, money: negative while something is held. */
    long cash() {
        return cash;
    }

    long fees() {
        return fees;
    }

    /** As the venue states it. */
    long wallet(final long initial) {
        return initial + realized - fees + charges;
    }

    /** Orders that it has taken. */
    int orders() {
        return orders.size();
    }

    /** Of those, entries. */
    long entries() {
        return entries;
    }

    long tradeCount() {
        return tradeIds - 5_000;
    }

    Iterable<VenueOrder> all() {
        return orders.values();
    }
}
