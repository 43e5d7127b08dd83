package io.ringfence.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.DepthDecoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TradeDecoder;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordedMarketTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();

    private final NaiveBook book = new NaiveBook();
    private final Map<Long, String> quotesById = new HashMap<>();
    private int sameIds;
    private int mismatches;

    @ParameterizedTest
    @EnumSource
    void shouldDecodeEveryFrameAndKeepTheBookThatQuotesShow(final RecordedMarket market) {
        final RecordedMarket.Frames frames = market.frames();
        final MarketRig rig = new MarketRig(market.kind);

        for (final RecordedMarket.Line line : frames.lines()) {
            feed(market, rig, frames, line);
            rig.log.events().forEach(this::onEvent);
            rig.log.clear();
        }

        assertEquals(market.quotes, rig.counters.taken(Decoded.QUOTE));
        assertEquals(market.trades, rig.counters.taken(Decoded.TRADE));
        assertEquals(market.depths, rig.counters.taken(Decoded.DEPTH));
        assertEquals(market.depths, book.deltas());
        assertEquals(1, book.snapshots());
        assertEquals(0, book.resyncs());
        assertEquals(0, mismatches);
        assertEquals(market.sameIds, sameIds);
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadTradesAsAnOrdinaryParserDoes(final RecordedMarket market) throws IOException {
        final RecordedMarket.Frames frames = market.frames();
        final MarketRig rig = new MarketRig(market.kind);

        int compared = 0;
        for (final RecordedMarket.Line line : frames.lines()) {
            if (frames.text(line).contains("\"e\":\"trade\"")) {
                rig.decoder.onFrame(frames.bytes(), line.offset(), line.length());
                assertSameTrade(JACKSON.readTree(frames.text(line)).get("data"), rig, market.kind);
                rig.log.clear();
                compared++;
            }
        }

        assertEquals(market.trades, compared);
    }

    private static void feed(
            final RecordedMarket market,
            final MarketRig rig,
            final RecordedMarket.Frames frames,
            final RecordedMarket.Line line) {
        if (line.snapshot()) {
            assertEquals(market.instrument, rig.asked.get(0));
            rig.onSnapshot(rig.snapshot(market.instrument, frames.bytes(), line.offset(), line.length()));
        } else {
            assertEquals(Outcome.TAKEN, rig.decoder.onFrame(frames.bytes(), line.offset(), line.length()));
        }
    }

    private void onEvent(final DirectBuffer event) {
        assertTrue(event.capacity() <= EventLayout.MAX_EVENT_LENGTH);
        switch (EventLayout.templateId(event, 0)) {
            case QuoteDecoder.TEMPLATE_ID -> onQuote(event);
            case DepthDecoder.TEMPLATE_ID -> onDepth(event);
            default -> assertEquals(TradeDecoder.TEMPLATE_ID, EventLayout.templateId(event, 0));
        }
    }

    private void onQuote(final DirectBuffer event) {
        quote.wrapAndApplyHeader(event, 0, header);
        final String top =
                quote.bidQuantity() + "@" + quote.bidPrice() + " " + quote.askQuantity() + "@" + quote.askPrice();
        quotesById.put(quote.updateId(), top);
        if (book.isWhole() && book.updateId() == quote.updateId()) {
            compare(top);
        }
    }

    private void onDepth(final DirectBuffer event) {
        final boolean whole = book.onDepth(event);
        final String top = quotesById.get(book.updateId());
        if (whole && top != null) {
            compare(top);
        }
    }

    private void compare(final String quoted) {
        sameIds++;
        mismatches += quoted.equals(book.top()) ? 0 : 1;
    }

    private void assertSameTrade(final JsonNode json, final MarketRig rig, final MarketKind kind) {
        assertEquals(1, rig.log.size());
        final UnsafeBuffer event = rig.log.last();
        trade.wrapAndApplyHeader(event, 0, header);
        final InstrumentDirectory directory = Venues.directory(kind);
        final int instrument = EventLayout.instrument(event, 0);
        assertEquals(json.get("s").textValue(), directory.symbol(instrument));
        assertEquals(json.get("t").longValue(), trade.tradeId());
        assertEquals(json.get("T").longValue() * 1_000_000, EventLayout.venueTimeNs(event, 0));
        assertEquals(json.get("m").booleanValue() ? Side.SELL : Side.BUY, trade.takerSide());
        assertDecimal(json.get("p"), trade.price(), directory.priceScale(instrument));
        assertDecimal(json.get("q"), trade.quantity(), directory.quantityScale(instrument));
    }

    private static void assertDecimal(final JsonNode expected, final long mantissa, final int scale) {
        assertEquals(0, new BigDecimal(expected.textValue()).compareTo(BigDecimal.valueOf(mantissa, scale)));
    }
}
