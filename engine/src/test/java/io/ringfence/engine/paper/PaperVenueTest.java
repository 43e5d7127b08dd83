package io.ringfence.engine.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.engine.stage.Slot;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.matching.MatchingRules;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.DisasterPlacedEncoder;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderAnswerDecoder;
import io.ringfence.journal.message.OrderPlacedEncoder;
import io.ringfence.journal.message.OrderQueriedEncoder;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.QuoteEncoder;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TickEncoder;
import io.ringfence.journal.message.TimeInForce;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.number.Money;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaperVenueTest {
    private static final int BTC = 1;
    private static final int SPOT = 2;
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long MS = 1_000_000;

    private final Slot slot = new Slot();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Reports reports = new Reports();
    private long hostNanos;
    private final PaperVenue venue = new PaperVenue(
            MatchingRules.DEFAULT, 1, "USDT", PaperState.fresh(10_000 * Money.ONE), reports, () -> hostNanos);

    @BeforeEach
    void open() {
        new Instrument(BTC, Venue.SIMULATED, MarketKind.USDM, "BTCUSDT", 2, 3, 10, 1, 1, 1_000_000, 0)
                .encode(slot.event(), 0);
        happen(START_NS);
        quote(START_NS);
    }

    @Test
    void shouldFillWhenTheLatencyHasPassedInTheMarket() {
        order();
        venue.flush();
        assertEquals(List.of(), reports.statuses);

        tick(START_NS + 100 * MS);

        assertEquals(List.of(OrderStatus.NEW, OrderStatus.FILLED), reports.statuses);
    }

    @Test
    void shouldFillAfterAWhileWhenTheMarketStandsStill() {
        order();
        hostNanos += PaperVenue.STANDSTILL_MS * MS;
        venue.flush();
        assertEquals(List.of(), reports.statuses);

        hostNanos += MS;
        venue.flush();

        assertEquals(List.of(OrderStatus.NEW, OrderStatus.FILLED), reports.statuses);
    }

    @Test
    void shouldNotTakeASlowMarketForOneThatStandsStill() {
        order();
        for (int i = 1; i < 4; i++) {
            hostNanos += PaperVenue.STANDSTILL_MS * MS;
            tick(START_NS + i * MS);
            venue.flush();
        }

        assertEquals(List.of(), reports.statuses);
    }

    @Test
    void shouldTellAnOrderThatIsAskedForAndDenyAnyOther() {
        order();
        tick(START_NS + 100 * MS);
        reports.origins.clear();

        query(1);
        query(2);

        assertEquals(List.of(ReportOrigin.QUERY), reports.origins);
        assertEquals(OrderStatus.FILLED, reports.statuses.get(2));
        assertEquals(List.of(0, -2013), reports.errors);
    }

    /** A buyer's fee comes out of what was bought; what a stop locks only an order sells that takes its place. */
    @Test
    void shouldTradeOnSpotAsSpotDoes() {
        new Instrument(SPOT, Venue.SIMULATED, MarketKind.SPOT, "BTCUSDT", 2, 8, 1, 1_000, 1_000, 900_00000000L, 0)
                .encode(slot.event(), 0);
        happen(START_NS);
        quote(START_NS, SPOT, 1_000_00000000L);
        spotOrder(Side.BUY, 1, 1_600_000, 0);
        tick(START_NS + 100 * MS);
        assertEquals(List.of(800L), reports.baseFees);

        stop(2, 1_598_000);
        spotOrder(Side.SELL, 3, 1_598_000, 0);
        tick(START_NS + 200 * MS);
        assertEquals(-2010, reports.errors.get(reports.errors.size() - 1));
        spotOrder(Side.SELL, 4, 1_598_000, 2);
        tick(START_NS + 300 * MS);

        assertEquals(0, reports.errors.get(reports.errors.size() - 1));
        assertEquals(OrderStatus.FILLED, reports.statuses.get(reports.statuses.size() - 1));
        spotOrder(Side.SELL, 5, 1_000, 2);
        tick(START_NS + 400 * MS);
        assertEquals(-2022, reports.errors.get(reports.errors.size() - 1));
    }

    private void spotOrder(final Side side, final long sequence, final long quantity, final long replaced) {
        final UnsafeBuffer record = new UnsafeBuffer(new byte[256]);
        final OrderPlacedEncoder order = new OrderPlacedEncoder();
        order.wrapAndApplyHeader(record, 0, header);
        order.header().instrument(SPOT).account(1);
        order.orderId().engine(1).epoch(1).sequence(sequence).index(1);
        order.side(side)
                .type(OrderType.MARKET)
                .timeInForce(TimeInForce.GTC)
                .quantity(quantity)
                .reduceOnly(Flag.NO);
        order.replaces()
                .engine(replaced == 0 ? 0 : 1)
                .epoch(replaced == 0 ? 0 : 1)
                .sequence(replaced)
                .index(replaced == 0 ? 0 : 1);
        venue.send(record, 0, MessageHeaderEncoder.ENCODED_LENGTH + order.encodedLength(), 0);
    }

    private void stop(final long sequence, final long quantity) {
        final UnsafeBuffer record = new UnsafeBuffer(new byte[256]);
        final DisasterPlacedEncoder stop = new DisasterPlacedEncoder();
        stop.wrapAndApplyHeader(record, 0, header);
        stop.header().instrument(SPOT).account(1);
        stop.orderId().engine(1).epoch(1).sequence(sequence).index(1);
        stop.replaces().engine(0).epoch(0).sequence(0).index(0);
        stop.side(Side.SELL).triggerPrice(6_000_000).byMark(Flag.NO).quantity(quantity);
        venue.send(record, 0, MessageHeaderEncoder.ENCODED_LENGTH + stop.encodedLength(), 0);
    }

    private void query(final long sequence) {
        final UnsafeBuffer record = new UnsafeBuffer(new byte[256]);
        final OrderQueriedEncoder query = new OrderQueriedEncoder();
        query.wrapAndApplyHeader(record, 0, header);
        query.header().instrument(BTC).account(1);
        query.orderId().engine(1).epoch(1).sequence(sequence).index(1);
        query.venueOrderId(0).attempt(1);
        venue.send(record, 0, MessageHeaderEncoder.ENCODED_LENGTH + query.encodedLength(), 0);
    }

    private void order() {
        final UnsafeBuffer record = new UnsafeBuffer(new byte[256]);
        final OrderPlacedEncoder order = new OrderPlacedEncoder();
        order.wrapAndApplyHeader(record, 0, header);
        order.header().instrument(BTC).account(1);
        order.orderId().engine(1).epoch(1).sequence(1).index(1);
        order.side(Side.BUY)
                .type(OrderType.MARKET)
                .timeInForce(TimeInForce.GTC)
                .quantity(16)
                .reduceOnly(Flag.NO);
        venue.send(record, 0, MessageHeaderEncoder.ENCODED_LENGTH + order.encodedLength(), 0);
    }

    private void quote(final long timeNs) {
        quote(timeNs, BTC, 1_000);
    }

    private void quote(final long timeNs, final int instrument, final long quantity) {
        final QuoteEncoder quote = new QuoteEncoder();
        quote.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, instrument, 0, timeNs);
        quote.bidPrice(6_199_990).bidQuantity(quantity).askPrice(6_200_000).askQuantity(quantity);
        happen(timeNs);
    }

    private void tick(final long timeNs) {
        new TickEncoder().wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, 0, 0, EventLayout.NO_TIME);
        happen(timeNs);
    }

    private void happen(final long timeNs) {
        EventLayout.stamp(slot.event(), 0, 1, 1, timeNs);
        venue.onEvent(slot);
    }

    /** What the execution reports and answers said. */
    private static final class Reports implements EventSink {
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        private final List<OrderStatus> statuses = new ArrayList<>();
        private final List<ReportOrigin> origins = new ArrayList<>();
        private final List<Long> baseFees = new ArrayList<>();
        private final List<Integer> errors = new ArrayList<>();

        @Override
        public MutableDirectBuffer claim() {
            return buffer;
        }

        @Override
        public boolean commit(final int lengthBytes) {
            if (EventLayout.templateId(buffer, 0) == ExecutionReportDecoder.TEMPLATE_ID) {
                final ExecutionReportDecoder report =
                        new ExecutionReportDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
                statuses.add(report.status());
                origins.add(report.origin());
                if (report.otherFee() != 0 && report.otherFeeAsset().equals("BTC")) {
                    baseFees.add(report.otherFee());
                }
            } else if (EventLayout.templateId(buffer, 0) == OrderAnswerDecoder.TEMPLATE_ID) {
                errors.add(new OrderAnswerDecoder()
                        .wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder())
                        .errorCode());
            }
            return true;
        }

        @Override
        public void received(final long nanoTime) {}
    }
}
