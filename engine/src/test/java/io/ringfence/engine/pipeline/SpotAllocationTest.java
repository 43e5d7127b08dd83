package io.ringfence.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.ExecutionReportEncoder;
import io.ringfence.journal.message.ExecutionType;
import io.ringfence.journal.message.FillCause;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.testing.Allocation;
import org.junit.jupiter.api.Test;

/** Fills on spot through all stages, with fees in the base asset and in a third currency, and dust between them. */
class SpotAllocationTest {
    private static final long UNIT = 100_000_000L;
    private static final long LOT = 1_000;
    private static final int FILLS = 30_000;
    private static final byte[] BTC = {'B', 'T', 'C'};
    private static final byte[] BNB = {'B', 'N', 'B'};

    private static final Outbox NOBODY = (record, offset, lengthBytes, causeSequence, receivedNanos) -> true;

    private final Stages stages = Stages.of(TestSettings.settings(), NOBODY, DecisionSink.NONE);
    private final Stage[] row = stages.row().toArray(Stage[]::new);
    private final Slot slot = new Slot();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ExecutionReportEncoder report = new ExecutionReportEncoder();
    private long sequence;
    private long tradeId;

    @Test
    void shouldAllocateNothingForExecutionReports() {
        define("BTCUSDT", 1);
        define("BNBUSDT", 2);

        long least = Long.MAX_VALUE;
        for (int round = 0; round < 4; round++) {
            least = Math.min(least, allocatedByFills());
        }

        assertEquals(0, least);
        assertTrue(stages.portfolio().positions().quantity(1) > 0);
        assertEquals(4L * FILLS / 2, stages.portfolio().otherFees("BNB"));
    }

    private void define(final String symbol, final int id) {
        new Instrument(id, Venue.SIMULATED, MarketKind.SPOT, symbol, 2, 8, 1, LOT, LOT, 100 * UNIT, 5 * UNIT)
                .encode(slot.event(), 0);
        run(EventLayout.MAX_EVENT_LENGTH);
    }

    private long allocatedByFills() {
        Allocation.ofThisThread();
        final long before = Allocation.ofThisThread();
        for (int i = 0; i < FILLS / 2; i++) {
            fill(Side.BUY, 1_600_000, BTC, 1_600);
            fill(Side.SELL, 1_598_000, BNB, 1);
        }
        return Allocation.ofThisThread() - before;
    }

    private void fill(final Side side, final long quantity, final byte[] feeAsset, final long fee) {
        report.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, 1, TestSettings.ACCOUNT, EventLayout.NO_TIME);
        report.venueOrderId(0)
                .tradeId(++tradeId)
                .price(0)
                .quantity(quantity)
                .lastPrice(6_000_000)
                .lastQuantity(quantity)
                .cumulativeQuantity(quantity)
                .fee(0)
                .realizedProfit(0)
                .side(side)
                .executionType(ExecutionType.TRADE)
                .status(OrderStatus.FILLED)
                .maker(Flag.NO)
                .reduceOnly(Flag.NO)
                .origin(ReportOrigin.STREAM)
                .cause(FillCause.ORDER)
                .otherFee(fee);
        for (int i = 0; i < ExecutionReportEncoder.otherFeeAssetLength(); i++) {
            report.otherFeeAsset(i, i < feeAsset.length ? feeAsset[i] : 0);
        }
        report.orderId().engine(0).epoch(0).sequence(0).index(0);
        run(MessageHeaderEncoder.ENCODED_LENGTH + report.encodedLength());
    }

    private void run(final int lengthBytes) {
        slot.eventBytes(lengthBytes);
        EventLayout.stamp(slot.event(), 0, 1, ++sequence, sequence * 1_000_000);
        for (final Stage stage : row) {
            stage.onEvent(slot);
        }
    }
}
