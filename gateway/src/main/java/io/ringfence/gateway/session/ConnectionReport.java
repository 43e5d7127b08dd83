package io.ringfence.gateway.session;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.ConnectionEncoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.Venue;
import org.agrona.MutableDirectBuffer;

/**
 * Puts "up" and "down" of one channel among the inbound events. A report that finds no room waits here, and no frame of
 * the channel may pass it; a "down" is never left out, since outstanding orders hang on it. Owned by the channel's loop.
 */
final class ConnectionReport {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ConnectionEncoder encoder = new ConnectionEncoder();
    private final EventSink sink;
    private final Venue venue;
    private final ChannelKind channel;
    private final int account;
    private boolean downIsDue;
    private boolean upIsDue;

    /** @param account the id that events carry, 0 for market data */
    ConnectionReport(final EventSink sink, final Venue venue, final ChannelKind channel, final int account) {
        this.sink = sink;
        this.venue = venue;
        this.channel = channel;
        this.account = account;
    }

    void up() {
        upIsDue = true;
        settle();
    }

    /** An "up" that hasn't been told yet never happened; a "down" is told in any case. */
    void down() {
        upIsDue = false;
        downIsDue = true;
        settle();
    }

    /** Tries again what found no room; true if nothing is left to tell. */
    boolean settle() {
        if (downIsDue && put(ChannelState.DOWN)) {
            downIsDue = false;
        }
        if (upIsDue && !downIsDue && put(ChannelState.UP)) {
            upIsDue = false;
        }
        return !downIsDue && !upIsDue;
    }

    private boolean put(final ChannelState state) {
        final MutableDirectBuffer buffer = sink.claim();
        encoder.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, 0, account, EventLayout.NO_TIME);
        encoder.channel(channel).state(state).venue(venue);
        return sink.commit(MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }
}
