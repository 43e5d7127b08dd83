package io.ringfence.engine.rehearsal;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.BalanceEncoder;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.ConnectionEncoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.Venue;
import org.agrona.MutableDirectBuffer;

/** What a start tells the stages before the market does. */
public final class Opening {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventSink sink;
    private final StageSettings settings;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    public Opening(final EventSink sink, final StageSettings settings) {
        this.sink = sink;
        this.settings = settings;
    }

    public void instrument(final Instrument instrument) {
        commit(instrument.encode(sink.claim(), 0));
    }

    public void balance() {
        final MutableDirectBuffer event = sink.claim();
        final BalanceEncoder balance = new BalanceEncoder();
        balance.wrapAndApplyHeader(event, 0, header);
        EventLayout.describe(event, 0, 0, settings.account(), EventLayout.NO_TIME);
        balance.walletBalance(settings.initialBalance())
                .origin(ReportOrigin.HISTORY)
                .asset(settings.currency());
        commit(HEADER + balance.encodedLength());
    }

    public void orderEntryUp() {
        final MutableDirectBuffer event = sink.claim();
        final ConnectionEncoder connection = new ConnectionEncoder();
        connection.wrapAndApplyHeader(event, 0, header);
        EventLayout.describe(event, 0, 0, settings.account(), EventLayout.NO_TIME);
        connection.channel(ChannelKind.ORDER_ENTRY).state(ChannelState.UP).venue(Venue.SIMULATED);
        commit(HEADER + connection.encodedLength());
    }

    private void commit(final int lengthBytes) {
        if (!sink.commit(lengthBytes)) {
            throw new IllegalStateException("the hand-over has no room");
        }
    }
}
