package io.ringfence.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.json.Fault;
import io.ringfence.journal.message.MarketKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarketDecoderTest {
    private static final String TRADE =
            "{\"e\":\"trade\",\"E\":1723161256322,\"T\":1723161256321,\"s\":\"BTCUSDT\",\"t\":5266583935,"
                    + "\"p\":\"61800.30\",\"q\":\"0.006\",\"X\":\"MARKET\",\"m\":false}";
    private static final String TRADE_TOLD = "trade of 1/0 at 1723161256321000000 id=5266583935 BUY 6@6180030"
            + " of 5266583935..5266583935 aggregated=NO";

    private final MarketRig usdm = new MarketRig(MarketKind.USDM);
    private final MarketRig spot = new MarketRig(MarketKind.SPOT);

    @Test
    void shouldDecodeATrade() {
        assertEquals(List.of(TRADE_TOLD), usdm.told(TRADE));
        assertEquals(1, usdm.counters.taken(Decoded.TRADE));
    }

    @Test
    void shouldDecodeACombinedFrame() {
        assertEquals(List.of(TRADE_TOLD), usdm.told("{\"stream\":\"btcusdt@trade\",\"data\":" + TRADE + "}"));
        assertEquals(List.of(TRADE_TOLD), usdm.told("{\"data\":" + TRADE + ",\"stream\":\"btcusdt@trade\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"stream\":\"btcusdt@trade\",\"marketTime\":77,\"data\":%s}",
                "{\"marketTime\":77,\"data\":%s,\"stream\":\"btcusdt@trade\"}",
                "{\"data\":%s,\"marketTime\":77,\"new\":[{}],\"n\":1}",
            })
    void shouldTellTheClockBeforeTheEvent(final String envelope) {
        usdm.log.room(0);

        final Outcome outcome = usdm.onFrame(String.format(envelope, TRADE));

        assertEquals(Outcome.NO_ROOM, outcome);
        assertEquals(List.of(77L), usdm.marketTimes);
    }

    @Test
    void shouldTakeKeysInAnyOrderAndPassOverUnknownOnes() {
        final String frame = " {\"p\" : \"61800.30\", \"q\":\"0.006000\",\"zz\":{\"s\":\"ETHUSDT\",\"p\":[1,\"\\\"\"]},"
                + "\"T\":1723161256321,\"m\":false,\"t\":5266583935,\"nq\":null,\"s\":\"BTCUSDT\",\"e\":\"trade\"} ";

        assertEquals(List.of(TRADE_TOLD), usdm.told(frame));
    }

    @Test
    void shouldDecodeAnAggregatedTrade() {
        final List<String> told = usdm.told("{\"e\":\"aggTrade\",\"E\":123456789,\"s\":\"BTCUSDT\",\"a\":5933014,"
                + "\"p\":\"0.01\",\"q\":\"100\",\"f\":100,\"l\":105,\"T\":123456785,\"m\":true}");

        assertEquals(
                List.of("trade of 1/0 at 123456785000000 id=5933014 SELL 100000@1 of 100..105 aggregated=YES"), told);
    }

    @Test
    void shouldTellMicrosecondsByTheirSize() {
        final List<String> told = spot.told("{\"e\":\"trade\",\"E\":1723161255343123,\"s\":\"BTCUSDT\",\"t\":3,"
                + "\"p\":\"61837.63\",\"q\":\"0.02\",\"T\":1723161255342001,\"m\":true,\"M\":true}");

        assertEquals(
                List.of("trade of 1/0 at 1723161255342001000 id=3 SELL 2000000@6183763000000 of 3..3 aggregated=NO"),
                told);
    }

    @Test
    void shouldLeaveOutTradesThatNoTakerMade() {
        usdm.onFrame(TRADE.replace("MARKET", "INSURANCE_FUND"));
        usdm.onFrame(TRADE.replace("MARKET", "NA").replace("61800.30", "0"));
        usdm.onFrame(TRADE.replace("0.006", "0.000"));

        assertEquals(0, usdm.log.size());
        assertEquals(2, usdm.counters.skipped(SkipReason.NOT_A_MARKET_TRADE));
        assertEquals(1, usdm.counters.skipped(SkipReason.EMPTY_TRADE));
    }

    @Test
    void shouldDecodeQuotesOfBothMarkets() {
        final List<String> futures = usdm.told(
                "{\"e\":\"bookTicker\",\"u\":400900217,\"s\":\"ETHUSDT\",\"b\":\"25.35\","
                        + "\"B\":\"31.21\",\"a\":\"25.36\",\"A\":\"40.66\",\"T\":1568014460891,\"E\":1568014460893,\"st\":1}");
        final List<String> cash = spot.told("{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":400900218,"
                + "\"s\":\"BTCUSDT\",\"b\":\"1\",\"B\":\"2\",\"a\":\"3\",\"A\":\"4\"}}");

        assertEquals(
                List.of("quote of 2/0 at 1568014460891000000 id=400900217 31210@2535 40660@2536 lowest=2535"
                        + " highest=2536 conflated=0"),
                futures);
        assertEquals(
                List.of("quote of 1/0 at - id=400900218 200000000@100000000 400000000@300000000 lowest=100000000"
                        + " highest=300000000 conflated=0"),
                cash);
    }

    @ParameterizedTest
    @CsvSource({
        "25.37, 1, 25.36, 1",
        "0, 1, 25.36, 1",
        "25.35, 1, 0.00, 1",
        "-25.35, 1, 25.36, 1",
        "25.35, -1, 25.36, 1",
        "99999999999999999999, 1, 25.36, 1"
    })
    void shouldRefuseAQuoteThatNoBookHas(
            final String bid, final String bidQuantity, final String ask, final String askQuantity) {
        final String fields = String.format(
                "\"u\":7,\"s\":\"ETHUSDT\",\"b\":\"%s\",\"B\":\"%s\",\"a\":\"%s\",\"A\":\"%s\"}",
                bid, bidQuantity, ask, askQuantity);

        assertEquals(Outcome.MALFORMED, usdm.onFrame("{\"e\":\"bookTicker\"," + fields));
        assertEquals(Outcome.MALFORMED, usdm.onFrame("{" + fields));
        assertEquals(0, usdm.log.size());
        assertEquals("bookTicker", usdm.errors.entries().get(0).message());
    }

    @ParameterizedTest
    @CsvSource({"0.00, 0, 25.36, 1", "25.35, 1, 0, 0", "0, 0, 0, 0", "25.36, 1, 25.36, 1"})
    void shouldTakeAQuoteOfABookWithAnEmptySide(
            final String bid, final String bidQuantity, final String ask, final String askQuantity) {
        final String frame = String.format(
                "{\"e\":\"bookTicker\",\"u\":7,\"s\":\"ETHUSDT\",\"b\":\"%s\",\"B\":\"%s\",\"a\":\"%s\",\"A\":\"%s\"}",
                bid, bidQuantity, ask, askQuantity);

        assertEquals(Outcome.TAKEN, usdm.onFrame(frame));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.00", "-5.00"})
    void shouldRefuseAMarkPriceThatIsNone(final String price) {
        final String frame = "{\"e\":\"markPriceUpdate\",\"E\":1,\"s\":\"BTCUSDT\",\"p\":\"" + price + "\",\"T\":0}";

        assertEquals(Outcome.MALFORMED, usdm.onFrame(frame));
        assertEquals(0, usdm.log.size());
    }

    @Test
    void shouldKnowAQuoteWithoutTypeByItsKeysInAnyOrder() {
        final List<String> told =
                spot.told("{\"s\":\"BTCUSDT\",\"A\":\"4\",\"a\":\"3\",\"B\":\"2\",\"b\":\"1\",\"u\":5}");

        assertEquals(
                List.of("quote of 1/0 at - id=5 200000000@100000000 400000000@300000000 lowest=100000000"
                        + " highest=300000000 conflated=0"),
                told);
    }

    @Test
    void shouldNotTakeAnotherEventForAQuote() {
        final List<String> told = usdm.told("{\"u\":160,\"U\":157,\"b\":[],\"a\":[],\"B\":\"1\",\"A\":\"1\","
                + "\"s\":\"BTCUSDT\",\"e\":\"depthUpdate\"}");

        assertEquals(List.of(), told);
        assertEquals(1, usdm.counters.taken(Decoded.DEPTH));
    }

    @Test
    void shouldDecodeAMarkPriceRoundedToTheScale() {
        final List<String> told = usdm.told("{\"e\":\"markPriceUpdate\",\"E\":1562305380000,\"s\":\"BTCUSDT\","
                + "\"p\":\"11794.15500000\",\"i\":\"11784.62659091\",\"P\":\"11784.25641265\",\"r\":\"0.00038167\","
                + "\"T\":1562306400000}");

        assertEquals(
                List.of("mark of 1/0 at 1562305380000000000 1179416 index=1178463 1179416..1179416 funding=38167"
                        + " at=1562306400000000000 conflated=0"),
                told);
    }

    @Test
    void shouldSayNothingOfFundingThatAContractLacks() {
        final List<String> told =
                usdm.told("{\"e\":\"markPriceUpdate\",\"E\":1,\"s\":\"BTCUSDT\",\"p\":\"5.00\",\"r\":\"\",\"T\":0}");

        assertEquals(List.of("mark of 1/0 at 1000000 500 index=- 500..500 funding=- at=- conflated=0"), told);
    }

    @Test
    void shouldDecodeACandle() {
        final String frame = "{\"e\":\"kline\",\"E\":1638747660000,\"s\":\"BTCUSDT\",\"k\":{\"t\":1638747600000,"
                + "\"T\":1638747659999,\"s\":\"BTCUSDT\",\"i\":\"15m\",\"f\":100,\"L\":200,\"o\":\"10\",\"c\":\"20\","
                + "\"h\":\"25\",\"l\":\"5\",\"v\":\"1000\",\"n\":101,\"x\":true,\"q\":\"1.0000\",\"V\":\"500\","
                + "\"Q\":\"0.500\",\"B\":\"123456\"}}";

        assertEquals(
                List.of("candle of 1/0 at 1638747660000000000 900000000000 from 1638747600000000000 1000 2500 500 2000"
                        + " volume=1000000 buys=500000 trades=101 closed=YES"),
                usdm.told(frame));
        assertEquals(Outcome.SKIPPED, usdm.onFrame(frame.replace("15m", "1M")));
        assertEquals(Outcome.MALFORMED, usdm.onFrame(frame.replace("15m", "15x")));
        assertEquals(1, usdm.counters.skipped(SkipReason.UNWANTED_TIMEFRAME));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"result\":null,\"id\":1}",
                "{\"id\":312,\"result\":[\"btcusdt@aggTrade\"]}",
            })
    void shouldPassOverAnswers(final String frame) {
        assertEquals(Outcome.SKIPPED, usdm.onFrame(frame));
        assertEquals(1, usdm.counters.skipped(SkipReason.CONTROL_ANSWER));
    }

    @Test
    void shouldCountWhatItSkipsByReason() {
        usdm.onFrame("{\"error\":{\"code\":2,\"msg\":\"Invalid request\"},\"id\":1}");
        usdm.onFrame("{\"code\":3,\"msg\":\"Invalid JSON\"}");
        usdm.onFrame("{\"e\":\"serverShutdown\",\"E\":1}");
        usdm.onFrame("{\"stream\":\"!serverShutdown\",\"data\":{\"e\":\"serverShutdown\",\"E\":1}}");
        usdm.onFrame("{\"e\":\"24hrTicker\",\"E\":1,\"s\":\"BTCUSDT\"}");
        usdm.onFrame("{\"e\":\"24hrTicker\",\"E\":2,\"s\":\"ETHUSDT\"}");
        usdm.onFrame("{\"stream\":\"!ticker@arr\",\"data\":[{\"e\":\"24hrTicker\"}]}");
        usdm.onFrame("{\"lastUpdateId\":160,\"bids\":[],\"asks\":[]}");
        usdm.onFrame("{\"stream\":\"btcusdt@depth5@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1,\"s\":\"BTCUSDT\","
                + "\"U\":1,\"u\":2,\"pu\":0,\"b\":[],\"a\":[]}}");
        usdm.onFrame(TRADE.replace("BTCUSDT", "BTCUSD"));
        usdm.onFrame("{}");

        assertEquals(0, usdm.log.size());
        assertEquals(2, usdm.counters.skipped(SkipReason.CONTROL_REFUSED));
        assertEquals(2, usdm.counters.skipped(SkipReason.SERVER_SHUTDOWN));
        assertEquals(Map.of("24hrTicker", 2L), usdm.counters.unwantedTypes());
        assertEquals(2, usdm.counters.skipped(SkipReason.UNKNOWN_SHAPE));
        assertEquals(2, usdm.counters.skipped(SkipReason.PARTIAL_DEPTH));
        assertEquals(1, usdm.counters.skipped(SkipReason.UNKNOWN_SYMBOL));
        assertEquals(0, usdm.counters.malformed());
    }

    @Test
    void shouldBoundTheTableOfUnwantedTypes() {
        for (int i = 0; i < DecodeCounters.MAX_TYPES + 5; i++) {
            usdm.onFrame("{\"e\":\"type" + i + "\"}");
        }

        final Map<String, Long> types = usdm.counters.unwantedTypes();

        assertEquals(DecodeCounters.MAX_TYPES + 1, types.size());
        assertEquals(5L, types.get("(others)"));
    }

    @Test
    void shouldComeAgainWithTheSameFrameWhenThereIsNoRoom() {
        usdm.log.room(0);
        assertEquals(Outcome.NO_ROOM, usdm.onFrame(TRADE));

        usdm.log.room(1);
        assertEquals(Outcome.TAKEN, usdm.onFrame(TRADE));

        assertEquals(List.of(TRADE_TOLD), usdm.told());
        assertEquals(1, usdm.counters.taken(Decoded.TRADE));
        assertEquals(1, usdm.counters.noRoom());
    }

    @Test
    void shouldLeaveNothingOfAMalformedFrameAndTakeTheNext() {
        usdm.nowNs = 5;
        final String broken = "{\"stream\":\"btcusdt@trade\",\"data\":" + TRADE + "]";

        assertEquals(Outcome.MALFORMED, usdm.onFrame(broken));
        usdm.nowNs = 9;
        assertEquals(Outcome.MALFORMED, usdm.onFrame(broken));
        assertEquals(List.of(TRADE_TOLD), usdm.told(TRADE));

        final DecodeErrors.Entry entry = usdm.errors.entries().get(0);
        assertEquals(2, usdm.errors.total());
        assertEquals(Fault.UNEXPECTED_CHARACTER, entry.fault());
        assertEquals("trade", entry.message());
        assertEquals(broken.length() - 1, entry.position());
        assertEquals(2, entry.count());
        assertEquals(5, entry.firstNs());
        assertEquals(9, entry.lastNs());
        assertTrue(broken.endsWith(entry.excerpt()), entry.excerpt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"t\":5266583935", "\"p\":\"61800.30\"", "\"q\":\"0.006\"", "\"s\":\"BTCUSDT\"", "\"m\":false"})
    void shouldRefuseATradeWithoutWhatMatters(final String field) {
        assertEquals(Outcome.TAKEN, usdm.onFrame(TRADE));

        assertEquals(Outcome.MALFORMED, usdm.onFrame(TRADE.replace(field, "\"1\":2")));

        assertEquals(Fault.MISSING_FIELD, usdm.errors.entries().get(0).fault());
    }

    @ParameterizedTest
    @ValueSource(strings = {"61800.301", "-61800.30", "6.1e4", "", "99999999999999999999"})
    void shouldRefuseAPriceThatIsNone(final String price) {
        assertEquals(Outcome.MALFORMED, usdm.onFrame(TRADE.replace("61800.30", price)));
        assertEquals(0, usdm.log.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "9223372036854775807", "99999999999999"})
    void shouldRefuseATimeOutsideItsRange(final String time) {
        assertEquals(Outcome.MALFORMED, usdm.onFrame(TRADE.replace("1723161256321", time)));
    }

    @Test
    void shouldDecodeInTheMiddleOfABuffer() {
        final byte[] bytes = ("{\"x\":" + TRADE + "}").getBytes(StandardCharsets.US_ASCII);
        final var buffer = new UnsafeBuffer(bytes);

        final Outcome outcome = usdm.decoder.onFrame(buffer, 5, TRADE.length());

        assertEquals(Outcome.TAKEN, outcome);
        assertEquals(List.of(TRADE_TOLD), usdm.told());
    }
}
