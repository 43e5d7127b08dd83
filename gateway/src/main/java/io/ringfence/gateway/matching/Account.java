package io.ringfence.gateway.matching;

import io.ringfence.journal.event.Instrument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/** One account: cash, positions, open orders. Owned by the model; others read it on the model's thread. */
public final class Account {
    private final int id;
    private final Int2ObjectHashMap<Position> positionsByInstrument = new Int2ObjectHashMap<>();
    private final List<Position> positions = new ArrayList<>();
    private final Map<String, Order> openByClientOrderId = new HashMap<>();
    private final Long2ObjectHashMap<Order> openByOrderId = new Long2ObjectHashMap<>();
    private final Int2ObjectHashMap<MarginTerms> termsByInstrument = new Int2ObjectHashMap<>();
    private final MarginTerms standard;
    private long walletBalance;
    private long charged;
    private long updateTimeNs;
    private long feeAssetPrice;
    private long paidInFeeAsset;

    /** @param standard of instruments for which nothing else was asked */
    Account(final int id, final long walletBalance, final MarginTerms standard) {
        this.id = id;
        this.standard = standard;
        this.walletBalance = walletBalance;
    }

    public int id() {
        return id;
    }

    /** Money, 1e-8: deposits, realized profit and fees, without unrealized profit. */
    public long walletBalance() {
        return walletBalance;
    }

    /** Money, 1e-8: what came in without a fill, as funding; negative went out. */
    public long charged() {
        return charged;
    }

    /** Spot: fees are paid in an asset of their own from now on, of which one is worth {@code price}, money 1e-8; 0: not any more. */
    void feeAssetPrice(final long price) {
        feeAssetPrice = price;
    }

    /** Money, 1e-8; 0 if fees are taken as usual. */
    public long feeAssetPrice() {
        return feeAssetPrice;
    }

    void paidInFeeAsset(final long fee) {
        paidInFeeAsset = Math.addExact(paidInFeeAsset, fee);
    }

    /** All fees paid in that asset, 1e-8 of it. */
    public long paidInFeeAsset() {
        return paidInFeeAsset;
    }

    /** How {@code instrument} is held. */
    public MarginTerms terms(final int instrument) {
        final MarginTerms terms = termsByInstrument.get(instrument);
        return terms == null ? standard : terms;
    }

    void terms(final int instrument, final MarginTerms terms) {
        termsByInstrument.put(instrument, terms);
    }

    /** The wallet changes without a fill. */
    void charge(final long change, final long timeNs) {
        walletBalance = Math.addExact(walletBalance, change);
        charged = Math.addExact(charged, change);
        updateTimeNs = timeNs;
    }

    /** Market time of the last fill; 0 before any. */
    public long updateTimeNs() {
        return updateTimeNs;
    }

    /** In the order in which they were first traded; a closed one stays with quantity 0. */
    public List<Position> positions() {
        return List.copyOf(positions);
    }

    /** The position in {@code instrument}; null if it was never traded. */
    public Position position(final int instrument) {
        return positionsByInstrument.get(instrument);
    }

    /** The open order of that name, or null. */
    public Order openOrder(final String clientOrderId) {
        return openByClientOrderId.get(clientOrderId);
    }

    /** The open order of that id, or null. */
    public Order openOrder(final long orderId) {
        return openByOrderId.get(orderId);
    }

    List<Position> tradedPositions() {
        return positions;
    }

    long quantity(final int instrument) {
        final Position position = positionsByInstrument.get(instrument);
        return position == null ? 0 : position.quantity();
    }

    /** How much of an order to {@code buy} would close: quantity units. */
    long reducible(final int instrument, final boolean buy) {
        final long quantity = quantity(instrument);
        return Math.max(0, buy ? -quantity : quantity);
    }

    void opened(final Order order) {
        openByClientOrderId.put(order.request().clientOrderId(), order);
        openByOrderId.put(order.orderId(), order);
    }

    void closed(final Order order) {
        openByClientOrderId.remove(order.request().clientOrderId());
        openByOrderId.remove(order.orderId());
    }

    /** Books a fill; returns the profit it realizes. */
    long filled(
            final Instrument instrument,
            final boolean buy,
            final long quantity,
            final long notional,
            final long fee,
            final long timeNs) {
        final Position position = positionIn(instrument);
        final long profit = position.filled(buy, quantity, notional, fee);
        position.updated(timeNs);
        updateTimeNs = timeNs;
        walletBalance = Math.addExact(walletBalance, Math.subtractExact(profit, fee));
        return profit;
    }

    /** Takes over what was held before; nothing may have been traded in that instrument. */
    void restore(final Instrument instrument, final long quantity, final long entryNotional) {
        final Position position = new Position(instrument, quantity, entryNotional);
        if (positionsByInstrument.putIfAbsent(instrument.id(), position) != null) {
            throw new IllegalStateException("instrument=" + instrument.id() + " has a position already");
        }
        positions.add(position);
    }

    private Position positionIn(final Instrument instrument) {
        Position position = positionsByInstrument.get(instrument.id());
        if (position == null) {
            position = new Position(instrument);
            positionsByInstrument.put(instrument.id(), position);
            positions.add(position);
        }
        return position;
    }
}
