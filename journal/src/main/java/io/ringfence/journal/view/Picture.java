package io.ringfence.journal.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.DisasterChangedDecoder;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.DisasterState;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.InstrumentRankedDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderChangedDecoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopDisarmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.StopMovedDecoder;
import io.ringfence.journal.message.TradeDecoder;
import io.ringfence.journal.number.Decimals;
import io.ringfence.journal.number.Money;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/** Follows both logs and keeps what is so now, as rows of JSON by name. Belongs to the view's thread. */
final class Picture {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** More than any account should have; further ones are counted and not shown. */
    private static final int MAX_ORDERS = 256;

    private final Int2ObjectHashMap<InstrumentPicture> instruments = new Int2ObjectHashMap<>();
    private final Map<String, OrderPicture> orders = new LinkedHashMap<>();
    /** Those beyond {@value #MAX_ORDERS}. */
    private final Set<String> ordersNotShown = new HashSet<>();

    private final Set<String> changedOrders = new HashSet<>();
    private final Set<String> endedOrders = new HashSet<>();
    private final ClientOrderId id = new ClientOrderId();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final PositionChangedDecoder position = new PositionChangedDecoder();
    private final InstrumentRankedDecoder ranked = new InstrumentRankedDecoder();
    private final BarClosedDecoder bar = new BarClosedDecoder();
    private final StopArmedDecoder armed = new StopArmedDecoder();
    private final StopMovedDecoder moved = new StopMovedDecoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();
    private final OrderChangedDecoder changed = new OrderChangedDecoder();
    private final DisasterPlacedDecoder disaster = new DisasterPlacedDecoder();
    private final DisasterChangedDecoder disasterChanged = new DisasterChangedDecoder();

    private long sequence;
    private long receiveTimeNs;
    private long decisions;
    private long ordersPlaced;
    private long stopsMoved;
    private long stopsHit;
    private long realized;
    private long fees;

    Picture(final AtStart begin) {
        realized = begin.realized();
        fees = begin.fees();
        begin.held().forEach(one -> {
            final InstrumentPicture instrument = of(one.instrument());
            instrument.quantity = one.quantity();
            instrument.entryPrice = one.entryPrice();
            instrument.realized = one.realized();
            instrument.stopPrice = one.stopPrice();
        });
        begin.orders().forEach(this::carry);
        begin.stops().forEach(stop -> of(stop.instrument()).disaster(stop));
    }

    private void carry(final OrderAtStart order) {
        final OrderPicture picture = new OrderPicture(
                order.orderId(),
                of(order.instrument()),
                order.side(),
                order.purpose(),
                order.quantity(),
                order.sequence());
        picture.filled = order.filled();
        picture.state = order.state();
        add(picture);
    }

    void event(final DirectBuffer buffer, final int offset) {
        sequence = EventLayout.sequence(buffer, offset);
        receiveTimeNs = EventLayout.receiveTimeNs(buffer, offset);
        switch (EventLayout.templateId(buffer, offset)) {
            case TradeDecoder.TEMPLATE_ID -> {
                final InstrumentPicture one = touched(buffer, offset);
                one.last = trade.wrapAndApplyHeader(buffer, offset, header).price();
            }
            case QuoteDecoder.TEMPLATE_ID -> {
                final InstrumentPicture one = touched(buffer, offset);
                quote.wrapAndApplyHeader(buffer, offset, header);
                one.bid = quote.bidPrice();
                one.ask = quote.askPrice();
            }
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> define(Instrument.decode(buffer, offset));
            default -> {
                // What becomes of it, decisions say.
            }
        }
    }

    private InstrumentPicture touched(final DirectBuffer buffer, final int offset) {
        final InstrumentPicture one = of(EventLayout.instrument(buffer, offset));
        one.timeNs = receiveTimeNs;
        one.changed = true;
        return one;
    }

    private void define(final Instrument instrument) {
        final InstrumentPicture one = of(instrument.id());
        one.instrument = instrument;
        one.changed = true;
        orders.values().stream().filter(order -> order.isOf(one)).forEach(order -> changedOrders.add(order.name()));
        if (one.quantity != 0 && one.openCost == 0) {
            one.openCost =
                    Money.notional(one.entryPrice, one.quantity, instrument.priceScale(), instrument.quantityScale());
        }
    }

    private InstrumentPicture of(final int instrument) {
        return instruments.computeIfAbsent(instrument, InstrumentPicture::new);
    }

    void decision(final DecisionRecords records, final int at) {
        decisions++;
        switch (records.templateId(at)) {
            case PositionChangedDecoder.TEMPLATE_ID -> onPosition(records, at);
            case BarClosedDecoder.TEMPLATE_ID -> onBar(records, at);
            case InstrumentRankedDecoder.TEMPLATE_ID -> onRanked(records, at);
            case StopArmedDecoder.TEMPLATE_ID ->
                stop(
                        records,
                        at,
                        armed.wrapAndApplyHeader(records.buffer(), at, header).stopPrice());
            case StopMovedDecoder.TEMPLATE_ID -> {
                stopsMoved++;
                stop(
                        records,
                        at,
                        moved.wrapAndApplyHeader(records.buffer(), at, header).stopPrice());
            }
            case StopHitDecoder.TEMPLATE_ID -> stopsHit++;
            case StopDisarmedDecoder.TEMPLATE_ID -> stop(records, at, 0);
            case OrderPlacedDecoder.TEMPLATE_ID -> onPlaced(records, at);
            case OrderChangedDecoder.TEMPLATE_ID -> onChanged(records, at);
            case DisasterPlacedDecoder.TEMPLATE_ID -> onDisaster(records, at);
            case DisasterChangedDecoder.TEMPLATE_ID -> onDisasterChanged(records, at);
            default -> {
                // Not shown.
            }
        }
    }

    private void onPosition(final DecisionRecords records, final int at) {
        position.wrapAndApplyHeader(records.buffer(), at, header);
        final InstrumentPicture one = of(records.instrument(at));
        one.quantity = position.quantity();
        one.entryPrice = position.entryPrice();
        one.openCost = position.openCost();
        one.realized = position.realizedProfit();
        one.fees = position.fees();
        one.changed = true;
        realized = position.accountRealized();
        fees = position.accountFees();
    }

    private void onBar(final DecisionRecords records, final int at) {
        bar.wrapAndApplyHeader(records.buffer(), at, header);
        if (bar.timeframe() != 0) {
            return; // The shortest is the freshest.
        }
        final InstrumentPicture one = of(records.instrument(at));
        one.hasBar = true;
        one.barTimeframeNs = bar.timeframeNs();
        one.barOpenTimeNs = bar.openTimeNs();
        one.barOpen = bar.open();
        one.barHigh = bar.high();
        one.barLow = bar.low();
        one.barClose = bar.close();
        one.changed = true;
    }

    private void onRanked(final DecisionRecords records, final int at) {
        ranked.wrapAndApplyHeader(records.buffer(), at, header);
        final InstrumentPicture one = of(records.instrument(at));
        one.rank = ranked.rank();
        one.selected = ranked.selected() == Flag.YES;
        one.score = ranked.score();
        one.volume = ranked.volume();
        one.volatility = ranked.volatility();
        one.spread = ranked.spread();
        one.trend = ranked.trend();
        one.momentum = ranked.momentum();
        one.correlation = ranked.correlation();
        one.signal = ranked.signal();
        one.changed = true;
    }

    private void stop(final DecisionRecords records, final int at, final long price) {
        final InstrumentPicture one = of(records.instrument(at));
        one.stopPrice = price;
        one.changed = true;
    }

    private void onPlaced(final DecisionRecords records, final int at) {
        placed.wrapAndApplyHeader(records.buffer(), at, header);
        ordersPlaced++;
        add(new OrderPicture(
                name(placed.orderId()),
                of(records.instrument(at)),
                placed.side(),
                placed.purpose(),
                placed.quantity(),
                records.sequence(at)));
    }

    private void add(final OrderPicture order) {
        if (orders.size() >= MAX_ORDERS) {
            ordersNotShown.add(order.name());
        } else {
            orders.put(order.name(), order);
            changedOrders.add(order.name());
        }
    }

    private void onChanged(final DecisionRecords records, final int at) {
        changed.wrapAndApplyHeader(records.buffer(), at, header);
        final String name = name(changed.orderId());
        final OrderPicture order = orders.get(name);
        if (isFinal(changed.to())) {
            ordersNotShown.remove(name);
        }
        if (order == null) {
            return; // One too many.
        }
        if (isFinal(changed.to())) {
            orders.remove(name);
            changedOrders.remove(name);
            endedOrders.add(name);
            return;
        }
        order.state = changed.to();
        order.filled = changed.filledQuantity();
        changedOrders.add(name);
    }

    private void onDisaster(final DecisionRecords records, final int at) {
        disaster.wrapAndApplyHeader(records.buffer(), at, header);
        of(records.instrument(at))
                .disaster(new StopAtStart(
                        name(disaster.orderId()),
                        records.instrument(at),
                        disaster.triggerPrice(),
                        DisasterState.PLACED));
    }

    private void onDisasterChanged(final DecisionRecords records, final int at) {
        disasterChanged.wrapAndApplyHeader(records.buffer(), at, header);
        final InstrumentPicture one = of(records.instrument(at));
        final StopAtStart known = one.disasters.get(name(disasterChanged.orderId()));
        if (known != null) {
            one.disaster(
                    new StopAtStart(known.orderId(), known.instrument(), known.triggerPrice(), disasterChanged.to()));
        }
    }

    private static boolean isFinal(final OrderState state) {
        return switch (state) {
            case DECIDED, ACKNOWLEDGED, PARTIALLY_FILLED, UNKNOWN -> false;
            default -> true;
        };
    }

    private String name(final OrderIdDecoder order) {
        return id.set(order.engine(), order.epoch(), order.sequence(), order.index())
                .toString();
    }

    /** Puts what has changed since the last call into {@code map}. */
    void writeTo(final Map<String, String> map, final List<LaneCounter> lanes) {
        for (final InstrumentPicture one : instruments.values()) {
            if (one.changed && one.isShown()) {
                one.changed = false;
                map.put(one.key(), one.json().toString());
            }
        }
        endedOrders.forEach(name -> map.remove(orderKey(name)));
        endedOrders.clear();
        changedOrders.forEach(
                name -> map.put(orderKey(name), orders.get(name).json().toString()));
        changedOrders.clear();
        final long newest = lanes.stream()
                .mapToLong(lane -> lane.reached().getAsLong())
                .max()
                .orElse(sequence);
        for (final LaneCounter lane : lanes) {
            final long reached = lane.reached().getAsLong();
            map.put(
                    "lane/" + lane.name(),
                    JSON.createObjectNode()
                            .put("lane", lane.name())
                            .put("sequence", reached)
                            .put("lag", Math.max(0, newest - reached))
                            .toString());
        }
        map.put("engine", engine(newest).toString());
    }

    private ObjectNode engine(final long newest) {
        return JSON.createObjectNode()
                .put("sequence", newest)
                .put("seen", sequence)
                .put("receiveTimeNs", receiveTimeNs)
                .put("decisions", decisions)
                .put("ordersPlaced", ordersPlaced)
                .put("ordersOpen", orders.size() + ordersNotShown.size())
                .put("stopsMoved", stopsMoved)
                .put("stopsHit", stopsHit)
                .put("realized", Decimals.format(realized, Money.SCALE))
                .put("fees", Decimals.format(fees, Money.SCALE))
                .put("net", Decimals.format(realized - fees, Money.SCALE));
    }

    private static String orderKey(final String name) {
        return "order/" + name;
    }
}
