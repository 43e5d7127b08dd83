package io.ringfence.engine.assembly;

import io.ringfence.engine.recovery.InDoubtOrder;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.message.BalanceEncoder;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.CommandOrigin;
import io.ringfence.journal.message.ConnectionEncoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.GenerationStartedEncoder;
import io.ringfence.journal.message.ListeningEncoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OperatorCommandEncoder;
import io.ringfence.journal.message.OrderInDoubtEncoder;
import io.ringfence.journal.message.ReconciledEncoder;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.SnapshotRequestEncoder;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.message.VenuePositionEncoder;
import org.agrona.MutableDirectBuffer;

/** Events that come from nowhere but the engine itself: what a generation begins with, and commands. Start-up code. */
final class FirstEvents {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventSink sink;
    private final int account;

    /** @param sink a hand-over sink that waits for room */
    FirstEvents(final EventSink sink, final int account) {
        this.sink = sink;
        this.account = account;
    }

    void generationStarted(
            final Generation generation,
            final int engineId,
            final long configurationHash,
            final long buildHash,
            final long strategiesHash,
            final RecoveryOutcome recovery,
            final boolean entriesHeld) {
        final MutableDirectBuffer buffer = sink.claim();
        final GenerationStartedEncoder encoder = new GenerationStartedEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        EventLayout.describe(buffer, 0, 0, account, EventLayout.NO_TIME);
        encoder.previousEpoch(generation.previousEpoch())
                .engineId(engineId)
                .previousSequence(generation.previousSequence())
                .previousChain(generation.previousChain())
                .schemaVersion(GenerationStartedEncoder.SCHEMA_VERSION)
                .configurationHash(configurationHash)
                .buildHash(buildHash)
                .strategiesHash(strategiesHash)
                .recovery(recovery)
                .entriesHeld(entriesHeld ? Flag.YES : Flag.NO);
        commit(HEADER + encoder.encodedLength());
    }

    /** An order that only the decision log of the generation before has. */
    void inDoubt(final InDoubtOrder order) {
        final MutableDirectBuffer buffer = sink.claim();
        final OrderInDoubtEncoder encoder = new OrderInDoubtEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        EventLayout.describe(buffer, 0, order.instrument(), order.account(), EventLayout.NO_TIME);
        encoder.orderId()
                .engine(order.engineId())
                .epoch(order.epoch())
                .sequence(order.sequence())
                .index(order.index());
        encoder.price(order.price())
                .quantity(order.quantity())
                .side(order.side())
                .purpose(order.purpose())
                .reduceOnly(order.reduceOnly() ? Flag.YES : Flag.NO)
                .causeSequence(order.causeSequence());
        commit(HEADER + encoder.encodedLength());
    }

    void instrument(final Instrument instrument) {
        commit(instrument.encode(sink.claim(), 0));
    }

    void balance(final String asset, final long walletBalance) {
        final MutableDirectBuffer buffer = sink.claim();
        final BalanceEncoder encoder = new BalanceEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        EventLayout.describe(buffer, 0, 0, account, EventLayout.NO_TIME);
        encoder.walletBalance(walletBalance).origin(ReportOrigin.HISTORY).asset(asset);
        commit(HEADER + encoder.encodedLength());
    }

    /** @param quantity signed */
    void position(final int instrument, final long quantity, final long entryPrice) {
        final MutableDirectBuffer buffer = sink.claim();
        final VenuePositionEncoder encoder = new VenuePositionEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        EventLayout.describe(buffer, 0, instrument, account, EventLayout.NO_TIME);
        encoder.quantity(quantity).entryPrice(entryPrice).origin(ReportOrigin.HISTORY);
        commit(HEADER + encoder.encodedLength());
    }

    void orderEntryUp(final Venue venue) {
        final MutableDirectBuffer buffer = sink.claim();
        final ConnectionEncoder encoder = new ConnectionEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        EventLayout.describe(buffer, 0, 0, account, EventLayout.NO_TIME);
        encoder.channel(ChannelKind.ORDER_ENTRY).state(ChannelState.UP).venue(venue);
        commit(HEADER + encoder.encodedLength());
    }

    /** The market of {@code instrument} alone is about to be subscribed to, or was given up. */
    void listening(final int instrument, final ChannelState state) {
        final MutableDirectBuffer buffer = sink.claim();
        final ListeningEncoder encoder = new ListeningEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        EventLayout.describe(buffer, 0, instrument, 0, EventLayout.NO_TIME);
        encoder.state(state);
        commit(HEADER + encoder.encodedLength());
    }

    /** Closes what the account told. */
    void reconciled(final int orders, final int fills, final int positions) {
        final MutableDirectBuffer buffer = sink.claim();
        final ReconciledEncoder encoder = new ReconciledEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        EventLayout.describe(buffer, 0, 0, account, EventLayout.NO_TIME);
        encoder.orders(orders).fills(fills).positions(positions);
        commit(HEADER + encoder.encodedLength());
    }

    /** A command for one instrument, or with 0 for the account. */
    void command(final Command command, final CommandOrigin origin, final int instrument) {
        final MutableDirectBuffer buffer = sink.claim();
        final OperatorCommandEncoder encoder = new OperatorCommandEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        EventLayout.describe(buffer, 0, instrument, account, EventLayout.NO_TIME);
        encoder.command(command).origin(origin);
        commit(HEADER + encoder.encodedLength());
    }

    /** Every stage saves its state when it gets there. */
    void snapshotRequest() {
        final MutableDirectBuffer buffer = sink.claim();
        final SnapshotRequestEncoder encoder = new SnapshotRequestEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        EventLayout.describe(buffer, 0, 0, account, EventLayout.NO_TIME);
        commit(HEADER + encoder.encodedLength());
    }

    private void commit(final int lengthBytes) {
        if (!sink.commit(lengthBytes)) {
            throw new IllegalStateException("the engine takes no events any more");
        }
    }
}
