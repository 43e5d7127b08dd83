package io.ringfence.engine.breakpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.engine.config.RecordedConfiguration;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.LoggedEvent;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.engine.whatif.WhatIf;
import io.ringfence.engine.whatif.WhatIfOptions;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.Disk;
import io.ringfence.journal.message.AccountMarginEncoder;
import io.ringfence.journal.message.BalanceChangeEncoder;
import io.ringfence.journal.message.BalanceReason;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderAnswerDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.number.Money;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One recorded run: stopped where somebody looks, and asked what another configuration would have done. */
@Tag("smoke")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BreakpointTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ShippedDemo demo = new ShippedDemo().eager().layout("one");

    private RecordedGeneration recorded;
    private StageSettings settings;
    private TreeMap<Long, List<Decision>> decisions;

    @BeforeAll
    void trade(@TempDir final Path folder) throws Exception {
        final VenueOptions market = VenueOptions.ofGenerated(7, 6, 60).withSpeed(Speed.MAX);
        try (LiveRun run = LiveRun.start(demo, market, folder)) {
            recorded = run.playToTheEnd().stop();
        }
        settings = RecordedConfiguration.read(recorded.directory()).engine().stages();
        decisions = Logs.decisions(recorded);
    }

    @Test
    void shouldStopAtTheFirstDecisionOfAKindAndShowEachStage() throws Exception {
        final Map.Entry<Long, List<Decision>> hit = first(StopHitDecoder.TEMPLATE_ID);

        final JsonNode picture = stop("stopHit", 1).json();

        assertEquals(hit.getKey(), picture.get("sequence").asLong());
        assertEquals(hit.getValue().size(), picture.get("decisions").size());
        assertTrue(picture.get("portfolio").get("positions").size() > 0);
        assertTrue(picture.get("indicators").get("bars").size() > 0);
        assertTrue(picture.get("signals").get("last").size() > 0);
        // Beside it entries of other instruments may be under way.
        assertTrue(
                picture.get("orders").get("open").findValuesAsText("purpose").contains("EXIT"),
                () -> picture.get("orders").get("open").toString());
    }

    @Test
    void shouldStopAtASequenceAndOnlyFromWhereItIsAsked() throws Exception {
        assertEquals(1_000, stop("sequence = 1000", 1).sequence());
        assertEquals(1_234, stop("sequence >= 1000", 1_234).sequence());
    }

    @Test
    void shouldCompareTheStateOfTheEventsInstrument() throws Exception {
        final JsonNode picture =
                stop("position.quantity != 0 and stop.price > 0.0001", 1).json();

        final String symbol = picture.get("event").get("instrument").asText();
        assertEquals(
                symbol,
                picture.get("portfolio")
                        .get("positions")
                        .get(0)
                        .get("instrument")
                        .asText());
        assertEquals(
                symbol,
                picture.get("stops").get("armed").get(0).get("instrument").asText());
    }

    @Test
    void shouldCompareADeclaredValueWhereItChanges() throws Exception {
        final String declared = settings.indicatorPlan().declared().get(0).columnName();

        final JsonNode picture =
                stop("indicator." + declared + " > 0 and symbol = BTCUSDT", 1).json();
        final JsonNode values = picture.get("indicators").get("declared");
        final double value =
                values.get(settings.indicatorPlan().declared().get(0).text()).asDouble();
        final long sequence = picture.get("sequence").asLong();

        assertTrue(value > 0, values::toString);
        assertEquals(
                sequence,
                stop(
                                "indicator." + declared + " > "
                                        + BigDecimal.valueOf(value / 2).toPlainString() + " and symbol = BTCUSDT",
                                1)
                        .sequence());
        assertTrue(stop(
                                "indicator." + declared + " > "
                                        + BigDecimal.valueOf(value * 1.0001).toPlainString() + " and symbol = BTCUSDT",
                                1)
                        .sequence()
                > sequence);
        final BadExpression bad = assertThrows(BadExpression.class, () -> run("indicator.nothing_7 > 0", 1));
        assertTrue(bad.getMessage().contains("declared are: "), bad::getMessage);
        assertTrue(bad.getMessage().contains(declared), bad::getMessage);
    }

    @Test
    void shouldStopAtAnOrderByItsWords() throws Exception {
        final Picture picture = stop("(order.side = buy or order.side = SELL) and order.purpose = entry", 1);

        assertEquals(first(OrderPlacedDecoder.TEMPLATE_ID).getKey(), picture.sequence());
    }

    @Test
    void shouldComparePricesAsDecimalsOfTheInstrument() throws Exception {
        final JsonNode event =
                stop("symbol = BTCUSDT and trade.price > 0.05", 1).json().get("event");
        final String price = event.get("price").asText();

        assertEquals("trade", event.get("type").asText());
        assertEquals(
                event.get("sequence").asLong(),
                stop("symbol=\"BTCUSDT\" and type = trade and trade.price = " + price, 1)
                        .sequence());
        assertEquals(
                event.get("sequence").asLong(),
                stop("symbol = btcusdt and trade.price < " + price + "001", 1).sequence());
    }

    @Test
    void shouldHoldNowhereWhereThereIsNothingToCompare() throws Exception {
        assertTrue(run("position.quantity > 1000000000", 1).picture().isEmpty());
        assertTrue(run("alarm.kind != NOTHING", 1).picture().isEmpty());
        assertTrue(run("quote.bid >= 0 and type = trade", 1).picture().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "symbl = BTCUSDT               | 0  | 'symbl' is neither",
                "trade.price > abc             | 14 | trade.price is a number",
                "trade.price >                 | 13 | expected a value",
                "trade.price => 1              | 12 | '=>' is not one of",
                "stopHit and                   | 11 | expected a field",
                "(stopHit                      | 8  | expected ')'",
                "stopHit stopMoved             | 8  | expected 'and', 'or' or the end",
                "symbol < BTCUSDT              | 7  | symbol is a word",
                "type = tread                  | 7  | 'tread' is neither",
                "trade.price                   | 11 | expected one of",
                "trade.price > 1 & stopHit     | 16 | '&' means nothing"
            })
    void shouldShowWhereAnExpressionIsWrong(final String expression, final int column, final String reason) {
        final BadExpression bad = assertThrows(BadExpression.class, () -> Breakpoint.of(expression));

        final List<String> lines = bad.getMessage().lines().toList();
        assertTrue(lines.get(0).startsWith(reason), lines.get(0));
        assertEquals("  " + expression, lines.get(1));
        assertEquals(2 + column, lines.get(2).indexOf('^'), bad.getMessage());
    }

    @Test
    void shouldFindNothingToTellWithTheSameConfiguration() throws Exception {
        final JsonNode answer = whatIf(demo);

        assertEquals(0, answer.get("changes").size());
        assertEquals(0, answer.get("otherChoices").asInt());
        assertTrue(answer.get("sameChoices").asInt() > 20);
        assertEquals(answer.get("baseline"), answer.get("what-if"));
        // As trades writes them.
        assertTrue(answer.get("baseline").get("signals").isIntegralNumber(), answer::toString);
        assertTrue(answer.get("baseline").get("profitFactor").isNumber(), answer::toString);
        assertTrue(answer.get("baseline").get("net").isTextual(), answer::toString);
    }

    @Test
    void shouldPutAnotherConfigurationBesideTheRecordedOne() throws Exception {
        final JsonNode answer = whatIf(demo.with("emaSlow", "9"));

        assertEquals("indicators.emaSlow: 4 -> 9", answer.get("changes").get(0).asText());
        assertTrue(answer.get("otherChoices").asInt() > 0);
        assertTrue(answer.get("what-if").get("signals").asInt()
                < answer.get("baseline").get("signals").asInt());
        // The model is the simulated venue's own; only when exactly an answer comes differs.
        assertEquals(
                answer.get("happened").get("signals").asInt(),
                answer.get("baseline").get("signals").asInt());
    }

    /** What is behind wasn't asked for, nor was the end reached that the seal knows. */
    @Test
    void shouldFindAPartOfASoundGenerationSound() throws Exception {
        assertEquals(
                Optional.empty(),
                run("position.quantity > 1000000000", 1, 1_000).damage());
        assertEquals(0, whatIf(demo, 1_000).get("damage").size());
    }

    /** Funding was paid for positions, and margin needed, that the model doesn't have. */
    @Test
    void shouldLeaveOutWhatTheVenueSaidOfTheAccount(@TempDir final Path folder) throws Exception {
        final List<LoggedEvent> answers = Logs.events(recorded).stream()
                .filter(event -> event.templateId() == OrderAnswerDecoder.TEMPLATE_ID)
                .limit(2)
                .toList();
        final RecordedGeneration copy = Logs.rewrite(
                recorded,
                folder,
                (sequence, payload) -> sequence == answers.get(0).sequence()
                        ? funding(answers.get(0))
                        : sequence == answers.get(1).sequence() ? margin(answers.get(1)) : payload,
                Logs.UNCHANGED);
        RecordedConfiguration.write(copy.directory(), demo.configuration(), Disk.REAL);

        assertEquals(
                whatIf(demo).get("baseline"), whatIf(copy, demo, Long.MAX_VALUE).get("baseline"));
    }

    private byte[] funding(final LoggedEvent place) {
        final UnsafeBuffer event = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        final BalanceChangeEncoder change =
                new BalanceChangeEncoder().wrapAndApplyHeader(event, 0, new MessageHeaderEncoder());
        EventLayout.describe(event, 0, 0, settings.account(), EventLayout.NO_TIME);
        change.change(-9_000 * Money.ONE)
                .reason(BalanceReason.FUNDING)
                .transactionId(1)
                .asset(settings.currency());
        return stamped(event, place, change.encodedLength());
    }

    private byte[] margin(final LoggedEvent place) {
        final UnsafeBuffer event = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        final AccountMarginEncoder margin =
                new AccountMarginEncoder().wrapAndApplyHeader(event, 0, new MessageHeaderEncoder());
        EventLayout.describe(event, 0, 0, settings.account(), EventLayout.NO_TIME);
        margin.marginBalance(Money.ONE).maintenanceMargin(2 * Money.ONE).initialMargin(0);
        return stamped(event, place, margin.encodedLength());
    }

    private static byte[] stamped(final UnsafeBuffer event, final LoggedEvent place, final int bodyBytes) {
        EventLayout.stamp(event, 0, 1, place.sequence(), place.receiveTimeNs());
        return Arrays.copyOf(event.byteArray(), MessageHeaderEncoder.ENCODED_LENGTH + bodyBytes);
    }

    private JsonNode whatIf(final ShippedDemo other) throws Exception {
        return whatIf(other, Long.MAX_VALUE);
    }

    private JsonNode whatIf(final ShippedDemo other, final long to) throws Exception {
        return whatIf(recorded, other, to);
    }

    private static JsonNode whatIf(final RecordedGeneration recorded, final ShippedDemo other, final long to)
            throws Exception {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final int status = new WhatIf(new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(new WhatIfOptions(
                        recorded.directory().getParent(),
                        recorded.epoch(),
                        other.configuration(),
                        "other",
                        1,
                        to,
                        true));
        assertEquals(ExitStatus.DONE, status);
        return JSON.readTree(out.toString(StandardCharsets.UTF_8));
    }

    private Map.Entry<Long, List<Decision>> first(final int templateId) {
        return decisions.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(one -> one.templateId() == templateId))
                .findFirst()
                .orElseThrow();
    }

    private Picture stop(final String expression, final long from) throws Exception {
        return run(expression, from).picture().orElseThrow();
    }

    private BreakRun.Result run(final String expression, final long from) throws Exception {
        return run(expression, from, Long.MAX_VALUE);
    }

    private BreakRun.Result run(final String expression, final long from, final long to) throws Exception {
        return new BreakRun(settings, Breakpoint.of(expression), from, to).run(recorded, records -> {});
    }
}
