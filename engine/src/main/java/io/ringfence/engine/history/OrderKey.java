package io.ringfence.engine.history;

import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.message.OrderIdDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a person calls an order by.
 *
 * @param engine   {@link #ANY}, or the engine id
 * @param epoch    the generation that decided it
 * @param sequence of the event at which it was decided
 * @param index    {@link #ANY}, or the decision's place within the event
 */
public record OrderKey(int engine, int epoch, long sequence, int index) {
    /** Not said: matches all. */
    public static final int ANY = -1;

    private static final Pattern SHORT = Pattern.compile("(\\d{1,9}):(\\d{1,18})(?::(\\d{1,5}))?");

    /** Reads the 26 characters of a client order id, or {@code epoch:sequence} or {@code epoch:sequence:index}. */
    public static Optional<OrderKey> parse(final String text) {
        final Matcher parts = SHORT.matcher(text);
        if (parts.matches()) {
            return Optional.of(new OrderKey(
                    ANY,
                    Integer.parseInt(parts.group(1)),
                    Long.parseLong(parts.group(2)),
                    parts.group(3) == null ? ANY : Integer.parseInt(parts.group(3))));
        }
        final ClientOrderId id = new ClientOrderId();
        final byte[] bytes = text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return id.parse(new UnsafeBuffer(bytes), 0, bytes.length)
                ? Optional.of(new OrderKey(id.engine(), id.epoch(), id.sequence(), id.index()))
                : Optional.empty();
    }

    static OrderKey of(final OrderIdDecoder id) {
        return new OrderKey(id.engine(), id.epoch(), id.sequence(), id.index());
    }

    boolean matches(final OrderIdDecoder id) {
        return id.epoch() == epoch
                && id.sequence() == sequence
                && (index == ANY || id.index() == index)
                && (engine == ANY || id.engine() == engine);
    }

    /** Whether this names no order at all: a fill of somebody else's order. */
    boolean isNone() {
        return engine == 0 && epoch == 0 && sequence == 0;
    }

    @Override
    public String toString() {
        if (engine != ANY && index != ANY) {
            return new ClientOrderId().set(engine, epoch, sequence, index).toString();
        }
        return epoch + ":" + sequence + (index == ANY ? "" : ":" + index);
    }
}
