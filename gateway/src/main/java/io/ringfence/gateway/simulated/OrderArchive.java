package io.ringfence.gateway.simulated;

import io.ringfence.gateway.matching.Order;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The last 100,000 orders, open or not, for queries; a client order id finds the newest order that had it. */
final class OrderArchive {
    private static final int MAX_ORDERS = 100_000;

    private final Map<Long, Order> byOrderId = new LinkedHashMap<>();
    private final Map<Name, Order> byName = new HashMap<>();

    private record Name(int account, String clientOrderId) {}

    void add(final Order order) {
        byOrderId.put(order.orderId(), order);
        byName.put(name(order), order);
        if (byOrderId.size() > MAX_ORDERS) {
            final Order oldest = byOrderId.values().iterator().next();
            byOrderId.remove(oldest.orderId());
            byName.remove(name(oldest), oldest);
        }
    }

    /** Null if there is none, or it is another account's. */
    Order find(final int account, final long orderId) {
        final Order order = byOrderId.get(orderId);
        return order == null || order.request().account() != account ? null : order;
    }

    Order find(final int account, final String clientOrderId) {
        return byName.get(new Name(account, clientOrderId));
    }

    /** Oldest first. */
    Collection<Order> all() {
        return byOrderId.values();
    }

    private static Name name(final Order order) {
        return new Name(order.request().account(), order.request().clientOrderId());
    }
}
