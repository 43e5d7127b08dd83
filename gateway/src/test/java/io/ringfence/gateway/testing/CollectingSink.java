package io.ringfence.gateway.testing;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.ConnectionDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.SendFailureDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes down what is committed, as far as it has room: connection events and send failures in words, others as text. */
public final class CollectingSink implements EventSink {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final List<String> events = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private long receivedNanos;

    public synchronized void giveRoomFor(final int count) {
        room = count;
    }

    public synchronized List<String> events() {
        return List.copyOf(events);
    }

    public synchronized long receivedNanos() {
        return receivedNanos;
    }

    public void await(final String event) {
        Eventually.await(event + " in " + events(), () -> events().contains(event));
    }

    public void await(final List<String> expected) {
        Eventually.await(expected + " but was " + events(), () -> events().equals(expected));
    }

    /** Commits {@code text}'s bytes as an event, as a decoder would. */
    public boolean commitText(final String text) {
        claim();
        return commit(buffer.putStringWithoutLengthUtf8(0, text), text);
    }

    @Override
    public MutableDirectBuffer claim() {
        return buffer;
    }

    @Override
    public boolean commit(final int lengthBytes) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        if (header.templateId() == SendFailureDecoder.TEMPLATE_ID) {
            final SendFailureDecoder failure = new SendFailureDecoder().wrapAndApplyHeader(buffer, 0, header);
            return commit(lengthBytes, failure.perhapsSent() == Flag.YES ? "perhaps sent" : "not sent");
        }
        final ConnectionDecoder decoder = new ConnectionDecoder();
        decoder.wrapAndApplyHeader(buffer, 0, header);
        return commit(lengthBytes, decoder.channel() + " " + decoder.state());
    }

    @Override
    public synchronized void received(final long nanoTime) {
        receivedNanos = nanoTime;
    }

    private synchronized boolean commit(final int lengthBytes, final String words) {
        if (room == 0 || lengthBytes == 0) {
            return false;
        }
        room--;
        events.add(words);
        return true;
    }
}
