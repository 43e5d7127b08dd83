package io.ringfence.engine.stop;

import io.ringfence.engine.stage.Section;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.StopArmedEncoder;
import io.ringfence.journal.message.StopDisarmedEncoder;
import io.ringfence.journal.message.StopHitEncoder;
import io.ringfence.journal.message.StopMovedEncoder;
import io.ringfence.journal.message.StopReason;
import io.ringfence.journal.message.TakeProfitEncoder;

/** Writes what becomes of stops into the section of {@code stops}. */
final class StopRecords implements StopListener {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    /** A hit with its framing. */
    private static final int RESERVE_BYTES = 2 * Integer.BYTES + HEADER + StopHitEncoder.BLOCK_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final StopArmedEncoder armed = new StopArmedEncoder();
    private final StopMovedEncoder moved = new StopMovedEncoder();
    private final StopHitEncoder hit = new StopHitEncoder();
    private final StopDisarmedEncoder disarmed = new StopDisarmedEncoder();
    private final TakeProfitEncoder takeProfit = new TakeProfitEncoder();
    private final int account;
    private Section section;

    StopRecords(final int account) {
        this.account = account;
    }

    void writeTo(final Section section) {
        this.section = section;
    }

    /** Whether one more hit fits in the present event. */
    boolean hasRoom() {
        return section.buffer().capacity() - section.lengthBytes() >= RESERVE_BYTES;
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
    public void onHit(
            final int instrument,
            final long quantity,
            final long stopPrice,
            final long triggerPrice,
            final long slip,
            final StopReason reason) {
        section.concern(instrument, account);
        hit.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .side(side(quantity))
                .reason(reason)
                .quantity(Math.abs(quantity))
                .stopPrice(stopPrice)
                .triggerPrice(triggerPrice)
                .slip(slip);
        section.end(HEADER + hit.encodedLength());
    }

    @Override
    public void onTakeProfit(final int instrument, final int level, final long quantity, final long price) {
        section.concern(instrument, account);
        takeProfit
                .wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .level((short) level)
                .side(side(quantity))
                .quantity(Math.abs(quantity))
                .price(price)
                .reason(StopReason.TAKE_PROFIT);
        section.end(HEADER + takeProfit.encodedLength());
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
