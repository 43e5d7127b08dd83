package io.ringfence.engine.stop;

import io.ringfence.engine.stage.Section;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.StopArmedEncoder;
import io.ringfence.journal.message.StopDisarmedEncoder;
import io.ringfence.journal.message.StopHitEncoder;
import io.ringfence.journal.message.StopMovedEncoder;
import io.ringfence.journal.message.StopReason;

/** Writes what becomes of stops into the section of {@code stops}. */
final class StopRecords implements StopListener {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final StopArmedEncoder armed = new StopArmedEncoder();
    private final StopMovedEncoder moved = new StopMovedEncoder();
    private final StopHitEncoder hit = new StopHitEncoder();
    private final StopDisarmedEncoder disarmed = new StopDisarmedEncoder();
    private final int account;
    private Section section;

    StopRecords(final int account) {
        this.account = account;
    }

    void writeTo(final Section section) {
        this.section = section;
    }

    @Override
    public void onArmed(final int instrument, final long quantity, final long stopPrice, final long entryPrice) {
        section.concern(instrument, account);
        armed.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .side(side(quantity))
                .reason(StopReason.INITIAL)
                .quantity(Math.abs(quantity))
                .stopPrice(stopPrice)
                .entryPrice(entryPrice);
        section.end(HEADER + armed.encodedLength());
    }

    @Override
    public void onMoved(
            final int instrument,
            final long quantity,
            final long stopPrice,
            final long previousPrice,
            final long bestPrice,
            final StopReason reason) {
        section.concern(instrument, account);
        moved.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .side(side(quantity))
                .reason(reason)
                .quantity(Math.abs(quantity))
                .stopPrice(stopPrice)
                .previousPrice(previousPrice)
                .bestPrice(bestPrice);
        section.end(HEADER + moved.encodedLength());
    }

    @Override
    public void onHit(final int instrument, final long quantity, final long stopPrice, final long triggerPrice) {
        section.concern(instrument, account);
        hit.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .side(side(quantity))
                .reason(StopReason.HIT)
                .quantity(Math.abs(quantity))
                .stopPrice(stopPrice)
                .triggerPrice(triggerPrice)
                .slip(Math.abs(triggerPrice - stopPrice));
        section.end(HEADER + hit.encodedLength());
    }

    @Override
    public void onDisarmed(final int instrument) {
        section.concern(instrument, account);
        disarmed.wrapAndApplyHeader(section.buffer(), section.begin(), header).reason(StopReason.POSITION_CLOSED);
        section.end(HEADER + disarmed.encodedLength());
    }

    private static Side side(final long quantity) {
        return quantity > 0 ? Side.BUY : Side.SELL;
    }
}
