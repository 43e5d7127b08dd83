package io.ringfence.journal.dump;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.DecisionHeaderEncoder;
import io.ringfence.journal.message.DepthEncoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.SignalEncoder;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.agrona.MutableDirectBuffer;
import org.agrona.sbe.CompositeEncoderFlyweight;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * Any message of the schema with a value in every field, which follows from the field's name and a round: so a journal of
 * every message can be made by the build of every schema version, without knowing what a later one will add.
 */
final class FilledMessage {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int INSTRUMENTS = 2;
    private static final int LEVELS = 3;
    private static final int ORDERS_SECTION = 0x500;
    private static final int HUNDRED_MILLION = 100_000_000;

    private final MutableDirectBuffer buffer;
    private final int offset;

    FilledMessage(final MutableDirectBuffer buffer, final int offset) {
        this.buffer = buffer;
        this.offset = offset;
    }

    /** Encodes an event with all but its stamp; returns its length. */
    int event(final MessageEncoderFlyweight message, final int round) {
        begin(message);
        EventLayout.describe(buffer, offset, 1 + round % INSTRUMENTS, 1, timeNs(round));
        return end(message, round);
    }

    /** Encodes a decision; returns its length. */
    int decision(final MessageEncoderFlyweight message, final int round, final long sequence, final int epoch) {
        begin(message);
        new DecisionHeaderEncoder()
                .wrap(buffer, offset + HEADER)
                .sequence(sequence)
                .epoch(epoch)
                .instrument(1 + round % INSTRUMENTS)
                .account(1)
                .index(ORDERS_SECTION + round);
        return end(message, round);
    }

    static long timeNs(final int round) {
        return HandMadeJournal.START_NS + round * 1_000_003L;
    }

    private void begin(final MessageEncoderFlyweight message) {
        buffer.setMemory(offset, HEADER + message.sbeBlockLength(), (byte) 0);
        new MessageHeaderEncoder()
                .wrap(buffer, offset)
                .blockLength(message.sbeBlockLength())
                .templateId(message.sbeTemplateId())
                .schemaId(message.sbeSchemaId())
                .version(message.sbeSchemaVersion());
        message.wrap(buffer, offset + HEADER);
    }

    private int end(final MessageEncoderFlyweight message, final int round) {
        fill(message, round);
        if (message instanceof DepthEncoder depth) {
            levels(depth, round);
        }
        if (message instanceof SignalEncoder signal) {
            seen(signal, round);
        }
        for (final Method text : settersOf(message, String.class)) {
            set(message, text, text.getName().toUpperCase(Locale.ROOT) + round);
        }
        return HEADER + message.encodedLength();
    }

    private static void fill(final Object fields, final int round) {
        for (final Method setter : settersOf(fields, null)) {
            set(fields, setter, value(setter, round));
        }
        for (final Method part : fields.getClass().getMethods()) {
            if (part.getParameterCount() == 0
                    && CompositeEncoderFlyweight.class.isAssignableFrom(part.getReturnType())
                    && !part.getName().equals("header")) {
                fill(get(fields, part), round);
            }
        }
    }

    private static void levels(final DepthEncoder depth, final int round) {
        final DepthEncoder.LevelsEncoder levels = depth.levelsCount(LEVELS);
        for (int level = 0; level < LEVELS; level++) {
            levels.next()
                    .price(6_180_000 + round * 10L + level)
                    .quantity(level * 7L)
                    .side(level == 0 ? Side.BUY : Side.SELL);
        }
    }

    private static void seen(final SignalEncoder signal, final int round) {
        final SignalEncoder.SeenEncoder seen = signal.seenCount(2);
        seen.next().value(61.5 + round).isPrice(Flag.NO).name("rsi_14 1m");
        seen.next()
                .value(SignalEncoder.SeenEncoder.valueNullValue())
                .isPrice(Flag.YES)
                .name("ema_12 1m");
    }

    /** Those of a fixed field, or of one whose parameter is {@code type}; in the order of their names. */
    private static List<Method> settersOf(final Object fields, final Class<?> type) {
        final List<Method> setters = new ArrayList<>();
        for (final Method method : fields.getClass().getMethods()) {
            final boolean one = method.getParameterCount() == 1 && method.getReturnType() == fields.getClass();
            if (one && isWanted(method.getParameterTypes()[0], type)) {
                setters.add(method);
            }
        }
        setters.sort(Comparator.comparing(Method::getName));
        return setters;
    }

    private static boolean isWanted(final Class<?> parameter, final Class<?> type) {
        return type == null ? parameter.isPrimitive() || parameter.isEnum() : parameter == type;
    }

    private static Object value(final Method setter, final int round) {
        final Class<?> type = setter.getParameterTypes()[0];
        final String name = setter.getName();
        if (type.isEnum()) {
            return constant(type, round);
        }
        if (type == double.class) {
            return Math.floorMod(name.hashCode(), 100_000) / 8.0 + round;
        }
        if (type == byte.class) {
            return (byte) (round % 3 - 1);
        }
        if (type == short.class) {
            return (short) round;
        }
        if (type == int.class) {
            return Math.floorMod(name.hashCode(), 100) + round;
        }
        return name.endsWith("Ns")
                ? timeNs(round)
                : (Long) (Math.floorMod(name.hashCode(), (long) HUNDRED_MILLION) + round);
    }

    /** Each in its turn; not the two that SBE adds. */
    private static Object constant(final Class<?> type, final int round) {
        final List<?> stated = Arrays.stream(type.getEnumConstants())
                .filter(constant -> !constant.toString().equals("NULL_VAL")
                        && !constant.toString().equals("SBE_UNKNOWN"))
                .toList();
        return stated.get(round % stated.size());
    }

    private static void set(final Object fields, final Method setter, final Object value) {
        try {
            setter.invoke(fields, value);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(setter.toString(), e);
        }
    }

    private static Object get(final Object fields, final Method part) {
        try {
            return part.invoke(fields);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(part.toString(), e);
        }
    }
}
