package io.ringfence.gateway.simulated;

import io.ringfence.gateway.frames.Frame;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Who listens to one symbol's streams. */
final class Subscriptions {
    private final Map<StreamName.Kind, List<Subscription>> byKind = new EnumMap<>(StreamName.Kind.class);

    private record Subscription(StreamSession session, StreamName name) {}

    Subscriptions() {
        for (final StreamName.Kind kind : StreamName.Kind.values()) {
            byKind.put(kind, new ArrayList<>());
        }
    }

    void add(final StreamSession session, final StreamName name) {
        byKind.get(name.kind()).add(new Subscription(session, name));
    }

    void remove(final StreamSession session, final StreamName name) {
        byKind.get(name.kind()).remove(new Subscription(session, name));
    }

    boolean has(final StreamName.Kind kind) {
        return !byKind.get(kind).isEmpty();
    }

    /** Sends a recorded frame as it is, under the names that were subscribed. */
    void deliver(final StreamName.Kind kind, final Frame frame) {
        final List<Subscription> subscriptions = byKind.get(kind);
        for (int i = 0; i < subscriptions.size(); i++) {
            final Subscription subscription = subscriptions.get(i);
            subscription
                    .session()
                    .sendData(
                            subscription.name(),
                            frame.receiveTimeNs(),
                            frame.bytes(),
                            frame.dataOffset(),
                            frame.dataLengthBytes());
        }
    }

    /** Sends a derived message; {@code interval} is empty but for klines. */
    void deliver(final StreamName.Kind kind, final String interval, final long timeNs, final byte[] data) {
        final List<Subscription> subscriptions = byKind.get(kind);
        for (int i = 0; i < subscriptions.size(); i++) {
            final Subscription subscription = subscriptions.get(i);
            if (subscription.name().interval().equals(interval)) {
                subscription.session().sendData(subscription.name(), timeNs, data, 0, data.length);
            }
        }
    }
}
