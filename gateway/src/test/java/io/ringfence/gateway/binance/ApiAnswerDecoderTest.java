package io.ringfence.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.journal.event.ClientOrderId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiAnswerDecoderTest {
    private static final String ID = new ClientOrderId().set(7, 42, 123_456L, 3).toString();
    private static final String LIMITS =
            ",\"rateLimits\":[{\"rateLimitType\":\"ORDERS\",\"interval\":\"SECOND\",\"count\":1}]}";
    private static final String ACCEPTED = "{\"id\":\"p" + ID + "\",\"status\":200,\"result\":{\"orderId\":325078477,"
            + "\"symbol\":\"BTCUSDT\",\"status\":\"NEW\",\"clientOrderId\":\"" + ID + "\",\"price\":\"43187.00\","
            + "\"updateTime\":1702555534435}" + LIMITS;

    private final EventLog log = new EventLog();
    private final DecodeCounters counters = new DecodeCounters();
    private final DecodeErrors errors = new DecodeErrors(() -> 0, 8);
    private final List<String> requests = new ArrayList<>();
    private final ApiAnswerDecoder decoder = new ApiAnswerDecoder(
            Venues.usdm(),
            log,
            9,
            (id, status, error) -> requests.add(id + " " + status + " " + error),
            counters,
            errors);

    @Test
    void shouldDecodeAnAcceptedOrder() {
        assertEquals(
                List.of(
                        "answer of 1/9 at 1702555534435000000 7.42.123456.3 PLACE venue=325078477 error=0 unknown=NO ''"),
                told(ACCEPTED));
    }

    @Test
    void shouldTellForHowLongTheVenueWantsToHearNothing() {
        final List<Long> blocked = new ArrayList<>();
        final ApiAnswerDecoder listening = new ApiAnswerDecoder(
                Venues.usdm(), log, 9, (id, status, error) -> {}, counters, errors, blocked::add, () -> {});
        final List<String> answers = List.of(
                "{\"id\":\"p" + ID + "\",\"status\":429,\"error\":{\"code\":-1003,\"msg\":\"Too many requests\","
                        + "\"data\":{\"serverTime\":1659142907531,\"retryAfter\":1659142911601}}}",
                "{\"id\":\"p" + ID + "\",\"status\":418,\"error\":{\"code\":-1003,\"msg\":\"banned\"}}",
                "{\"id\":\"p" + ID + "\",\"status\":400,\"error\":{\"code\":-2019,\"msg\":\"Margin\"}}");

        for (final String answer : answers) {
            final byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            assertEquals(Outcome.TAKEN, listening.onFrame(new UnsafeBuffer(bytes), 0, bytes.length));
        }

        assertEquals(List.of(4_070L, 1_000L), blocked);
    }

    @Test
    void shouldTellThatOurTimeIsNotTheVenuesOfOrdersAndLogons() {
        final List<String> untimely = new ArrayList<>();
        final ApiAnswerDecoder listening = new ApiAnswerDecoder(
                Venues.usdm(), log, 9, (id, status, error) -> {}, counters, errors, ms -> {}, () -> untimely.add("-"));
        final String error = "\"status\":400,\"error\":{\"code\":-1021,\"msg\":\"Timestamp for this request\"}}";

        for (final String answer : List.of("{\"id\":\"p" + ID + "\"," + error, "{\"id\":1," + error)) {
            final byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            assertEquals(Outcome.TAKEN, listening.onFrame(new UnsafeBuffer(bytes), 0, bytes.length));
        }

        assertEquals(2, untimely.size());
    }

    @Test
    void shouldDecodeARefusedCancel() {
        final List<String> told = told("{\"id\":\"c" + ID + "\",\"status\":400,\"error\":{\"code\":-2011,"
                + "\"msg\":\"Unknown order sent.\"}" + LIMITS);

        assertEquals(
                List.of("answer of 0/9 at - 7.42.123456.3 CANCEL venue=0 error=-2011 unknown=NO 'Unknown order sent.'"),
                told);
    }

    @Test
    void shouldDecodeAnswersAboutConditionalOrders() {
        assertEquals(
                List.of("answer of 1/9 at 1702555534435000000 7.42.123456.3 ALGO_PLACE venue=2146760 error=0 unknown=NO"
                        + " ''"),
                told("{\"id\":\"a" + ID + "\",\"status\":200,\"result\":{\"algoId\":2146760,\"clientAlgoId\":\"" + ID
                        + "\",\"symbol\":\"BTCUSDT\",\"algoStatus\":\"NEW\",\"updateTime\":1702555534435}" + LIMITS));
        log.clear();
        assertEquals(
                List.of("answer of 0/9 at - 7.42.123456.3 ALGO_CANCEL venue=2146760 error=0 unknown=NO ''"),
                told("{\"id\":\"x" + ID + "\",\"status\":200,\"result\":{\"algoId\":2146760,\"clientAlgoId\":\"" + ID
                        + "\",\"code\":\"200\",\"msg\":\"success\"}" + LIMITS));
    }

    @Test
    void shouldReportTheStateOfAnOrderThatWasAskedFor() {
        final List<String> told = told(found("\"symbol\":\"BTCUSDT\",", ""));

        assertEquals(
                List.of("report of 1/9 at 1702555534435000000 7.42.123456.3 venue=325078477 NEW/PARTIALLY_FILLED SELL"
                        + " 10@4318700 last=0@0 trade=0 filled=4 fee=0 profit=0 maker=NO reduceOnly=YES"
                        + " origin=QUERY"),
                told);
        told(found("", ",\"symbol\":\"BTCUSDT\""));
        assertEquals(log.events().get(0), log.events().get(1), "wherever the symbol stands");
        assertEquals(2, counters.taken(Decoded.EXECUTION_REPORT));
    }

    private static String found(final String before, final String behind) {
        return "{\"id\":\"q" + ID + "\",\"status\":200,\"result\":{\"orderId\":325078477," + before
                + "\"status\":\"PARTIALLY_FILLED\",\"clientOrderId\":\"" + ID + "\",\"price\":\"43187.00\","
                + "\"avgPrice\":\"43187.00001\",\"origQty\":\"0.010\",\"executedQty\":\"0.004\",\"side\":\"SELL\","
                + "\"reduceOnly\":true,\"updateTime\":1702555534435" + behind + "}" + LIMITS;
    }

    @Test
    void shouldSayThatAnOrderIsNotFound() {
        final List<String> told = told("{\"id\":\"q" + ID + "\",\"status\":400,\"error\":{\"code\":-2013,"
                + "\"msg\":\"Order does not exist.\"}" + LIMITS);

        assertEquals(
                List.of(
                        "answer of 0/9 at - 7.42.123456.3 QUERY venue=0 error=-2013 unknown=NO 'Order does not exist.'"),
                told);
    }

    @Test
    void shouldNotTakeAFailedQuestionForAnUnknownOutcome() {
        final List<String> told = told("{\"id\":\"q" + ID + "\",\"status\":503}");

        assertEquals(List.of("answer of 0/9 at - 7.42.123456.3 QUERY venue=0 error=503 unknown=NO ''"), told);
    }

    @Test
    void shouldNotReportAnOrderOfAnotherInstrument() {
        assertEquals(Outcome.SKIPPED, onFrame(found("\"symbol\":\"NOCOIN\",", "")));
        assertEquals(1, counters.skipped(SkipReason.UNKNOWN_SYMBOL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"status\":\"PARTIALLY_FILLED\",", "\"origQty\":\"0.010\",", "\"side\":\"SELL\","})
    void shouldNotReportHalfAState(final String missing) {
        assertEquals(
                Outcome.MALFORMED, onFrame(found("\"symbol\":\"BTCUSDT\",", "").replace(missing, "")));
        assertEquals(0, log.size());
    }

    @Test
    void shouldNotReportAStateWithoutAResult() {
        assertEquals(Outcome.MALFORMED, onFrame("{\"id\":\"q" + ID + "\",\"status\":200}"));
    }

    @ParameterizedTest
    @CsvSource({
        "503, -1006, YES",
        "400, -1007, YES",
        "408, -1007, YES",
        "503, -1008, NO",
        "500, -1000, YES",
        "429, -1015, NO",
        "400, -2010, NO"
    })
    void shouldSayWhetherTheOutcomeIsKnown(final int status, final int code, final String unknown) {
        final List<String> told = told(
                "{\"id\":\"p" + ID + "\",\"status\":" + status + ",\"error\":{\"code\":" + code + ",\"msg\":\"m\"}}");

        assertEquals(
                List.of("answer of 0/9 at - 7.42.123456.3 PLACE venue=0 error=" + code + " unknown=" + unknown
                        + " 'm'"),
                told);
    }

    @Test
    void shouldNotTakeAnErrorWithoutCodeForSuccess() {
        final List<String> told = told("{\"id\":\"p" + ID + "\",\"status\":502}");

        assertEquals(List.of("answer of 0/9 at - 7.42.123456.3 PLACE venue=0 error=502 unknown=YES ''"), told);
    }

    @Test
    void shouldTellOtherRequestsByTheirNumber() {
        onFrame("{\"id\":\"17\",\"status\":200,\"result\":{\"serverTime\":1}}");
        onFrame("{\"id\":18,\"status\":401,\"error\":{\"code\":-2015,\"msg\":\"Invalid API-key\"}}");
        onFrame("{\"id\":null,\"status\":401,\"error\":{\"code\":-2015,\"msg\":\"Invalid API-key\"}}");

        assertEquals(List.of("17 200 0", "18 401 -2015", "-1 401 -2015"), requests);
        assertEquals(0, log.size());
        assertEquals(3, counters.taken(Decoded.REQUEST_ANSWER));
    }

    @Test
    void shouldCutALongMessageBetweenCharacters() {
        final List<String> told = told("{\"id\":\"p" + ID + "\",\"status\":400,\"error\":{\"code\":-1,\"msg\":\"x"
                + "\u00e9".repeat(80) + "\"}}");

        assertEquals(
                List.of("answer of 0/9 at - 7.42.123456.3 PLACE venue=0 error=-1 unknown=NO 'x" + "\u00e9".repeat(59)
                        + "'"),
                told);
    }

    @Test
    void shouldComeAgainWhenThereIsNoRoom() {
        log.room(0);
        assertEquals(Outcome.NO_ROOM, onFrame(ACCEPTED));
        log.room(1);
        assertEquals(Outcome.TAKEN, onFrame(ACCEPTED));

        assertEquals(1, log.size());
        assertEquals(1, counters.taken(Decoded.ORDER_ANSWER));
    }

    @Test
    void shouldRefuseIdsThatAreNone() {
        assertEquals(Outcome.MALFORMED, onFrame("{\"id\":\"pnosuchorder\",\"status\":200}"));
        assertEquals(Outcome.MALFORMED, onFrame("{\"id\":\"\\u0070\",\"status\":200}"));
        assertEquals(Outcome.MALFORMED, onFrame("{\"id\":{},\"status\":200}"));
        assertEquals(Outcome.MALFORMED, onFrame("{\"id\":1,\"status\":99999999999}"));
        assertEquals(List.of(), requests);
    }

    @Test
    void shouldSkipWhatIsNoAnswer() {
        assertEquals(Outcome.SKIPPED, onFrame("{\"event\":{\"e\":\"serverShutdown\",\"E\":1}}"));
        assertEquals(Outcome.SKIPPED, onFrame("{\"status\":200}"));
    }

    private List<String> told(final String frame) {
        onFrame(frame);
        return log.events().stream().map(Told::of).toList();
    }

    private Outcome onFrame(final String frame) {
        final UnsafeBuffer buffer = Venues.frame(frame);
        return decoder.onFrame(buffer, 0, buffer.capacity());
    }
}
