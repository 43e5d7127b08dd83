package io.ringfence.engine.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.engine.stage.Slot;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.matching.MatchingRules;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
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
        final QuoteEncoder quote = new QuoteEncoder();
        quote.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, BTC, 0, timeNs);
        quote.bidPrice(6_199_990).bidQuantity(1_000).askPrice(6_200_000).askQuantity(1_000);
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
