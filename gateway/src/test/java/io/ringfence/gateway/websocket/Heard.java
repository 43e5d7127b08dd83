package io.ringfence.gateway.websocket;

import io.ringfence.gateway.testing.Eventually;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** A listener that writes down what it hears, and has room only for so many texts. */
final class Heard implements FrameListener {
    private final List<String> events = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private int refusals;

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    synchronized void giveRoomFor(final int texts) {
        room = texts;
    }

    synchronized int refusals() {
        return refusals;
    }

    void await(final String event) {
        Eventually.await(event + " in " + events(), () -> events().contains(event));
    }

    void awaitClosed() {
        Eventually.await(
                "closed in " + events(), () -> events().stream().anyMatch(event -> event.startsWith("closed")));
    }

    @Override
    public void received(final long nanoTime) {}

    @Override
    public synchronized void onOpen() {
        events.add("open");
    }

    @Override
    public synchronized boolean onText(final DirectBuffer buffer, final int offset, final int length) {
        if (room == 0) {
            refusals++;
            return false;
        }
        room--;
        events.add(text(buffer, offset, length));
        return true;
    }

    @Override
    public synchronized void onPing(final DirectBuffer buffer, final int offset, final int length) {
        events.add("ping " + text(buffer, offset, length));
    }

    @Override
    public synchronized void onClosed(final int code, final String reason) {
        events.add("closed " + code + " " + reason);
    }

    private static String text(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
