package io.ringfence.journal.event;

import io.ringfence.journal.message.EventHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Where the header of an inbound event lies: right behind SBE's message header, the same in every event.
 *
 * <pre>
 *   0               8                                    48
 *   +---------------+------------------------------------+------------- ...
 *   | messageHeader | eventHeader                        | the message's own fields
 *   |  blockLength  |  sequence, venueTimeNs,            |
 *   |  templateId   |  receiveTimeNs, epoch, instrument, |
 *   |  schemaId,    |  account, reserved                 |
 *   |  version      |                                    |
 *   +---------------+------------------------------------+------------- ...
 * </pre>
 *
 * Offsets are relative to the first byte of the message header. Stateless; any thread.
 */
public final class EventLayout {
    /** The longest inbound event, bytes, SBE's message header included. */
    public static final int MAX_EVENT_LENGTH = 1024;

    public static final int HEADER_OFFSET = MessageHeaderEncoder.ENCODED_LENGTH;

    /** What {@link #venueTimeNs} returns when the venue gave no time. */
    public static final long NO_TIME = EventHeaderDecoder.venueTimeNsNullValue();

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int TEMPLATE_ID = 2;
    private static final int SEQUENCE = HEADER_OFFSET + EventHeaderDecoder.sequenceEncodingOffset();
    private static final int VENUE_TIME = HEADER_OFFSET + EventHeaderDecoder.venueTimeNsEncodingOffset();
    private static final int RECEIVE_TIME = HEADER_OFFSET + EventHeaderDecoder.receiveTimeNsEncodingOffset();
    private static final int EPOCH = HEADER_OFFSET + EventHeaderDecoder.epochEncodingOffset();
    private static final int INSTRUMENT = HEADER_OFFSET + EventHeaderDecoder.instrumentEncodingOffset();
    private static final int ACCOUNT = HEADER_OFFSET + EventHeaderDecoder.accountEncodingOffset();

    private EventLayout() {}

    public static int templateId(final DirectBuffer buffer, final int offset) {
        return buffer.getShort(offset + TEMPLATE_ID, ORDER) & 0xFFFF;
    }

    public static long sequence(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + SEQUENCE, ORDER);
    }

    public static long venueTimeNs(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + VENUE_TIME, ORDER);
    }

    public static long receiveTimeNs(final DirectBuffer buffer, final int offset) {
        return buffer.getLong(offset + RECEIVE_TIME, ORDER);
    }

    public static int epoch(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + EPOCH, ORDER);
    }

    public static int instrument(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + INSTRUMENT, ORDER);
    }

    public static int account(final DirectBuffer buffer, final int offset) {
        return buffer.getInt(offset + ACCOUNT, ORDER);
    }

    /** Called by the decoder that fills an event: all that the event's own source knows of the header. */
    public static void describe(
            final MutableDirectBuffer buffer,
            final int offset,
            final int instrument,
            final int account,
            final long venueTimeNs) {
        buffer.putLong(offset + VENUE_TIME, venueTimeNs, ORDER);
        buffer.putInt(offset + INSTRUMENT, instrument, ORDER);
        buffer.putInt(offset + ACCOUNT, account, ORDER);
        buffer.putInt(offset + ACCOUNT + Integer.BYTES, 0, ORDER);
    }

    /** Called by the inbound thread alone, when the event gets its place in the one order. */
    public static void stamp(
            final MutableDirectBuffer buffer,
            final int offset,
            final int epoch,
            final long sequence,
            final long receiveTimeNs) {
        buffer.putLong(offset + SEQUENCE, sequence, ORDER);
        buffer.putLong(offset + RECEIVE_TIME, receiveTimeNs, ORDER);
        buffer.putInt(offset + EPOCH, epoch, ORDER);
    }
}
