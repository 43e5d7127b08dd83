package io.ringfence.journal.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.AccountChangedEncoder;
import io.ringfence.journal.message.AccountMarginEncoder;
import io.ringfence.journal.message.AlarmEncoder;
import io.ringfence.journal.message.AlgoReportEncoder;
import io.ringfence.journal.message.BalanceChangeEncoder;
import io.ringfence.journal.message.BalanceEncoder;
import io.ringfence.journal.message.BarClosedEncoder;
import io.ringfence.journal.message.BoundaryEncoder;
import io.ringfence.journal.message.CandleEncoder;
import io.ringfence.journal.message.CandleHistoryEncoder;
import io.ringfence.journal.message.ClockOffsetEncoder;
import io.ringfence.journal.message.ConnectionEncoder;
import io.ringfence.journal.message.DepthEncoder;
import io.ringfence.journal.message.DisasterCancelledEncoder;
import io.ringfence.journal.message.DisasterChangedEncoder;
import io.ringfence.journal.message.DisasterPlacedEncoder;
import io.ringfence.journal.message.DiskStateEncoder;
import io.ringfence.journal.message.EngineLagEncoder;
import io.ringfence.journal.message.ExecutionReportEncoder;
import io.ringfence.journal.message.ForeignPositionEncoder;
import io.ringfence.journal.message.GenerationStartedEncoder;
import io.ringfence.journal.message.GuardedEncoder;
import io.ringfence.journal.message.InstrumentDefinitionEncoder;
import io.ringfence.journal.message.InstrumentRankedEncoder;
import io.ringfence.journal.message.KillSwitchChangedEncoder;
import io.ringfence.journal.message.LeverageEncoder;
import io.ringfence.journal.message.ListeningEncoder;
import io.ringfence.journal.message.MarkPriceEncoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.NakedTimeEncoder;
import io.ringfence.journal.message.OperatorCommandEncoder;
import io.ringfence.journal.message.OrderAnswerEncoder;
import io.ringfence.journal.message.OrderCancelledEncoder;
import io.ringfence.journal.message.OrderChangedEncoder;
import io.ringfence.journal.message.OrderInDoubtEncoder;
import io.ringfence.journal.message.OrderPlacedEncoder;
import io.ringfence.journal.message.OrderQueriedEncoder;
import io.ringfence.journal.message.PositionChangedEncoder;
import io.ringfence.journal.message.ProfitStatedEncoder;
import io.ringfence.journal.message.QuoteEncoder;
import io.ringfence.journal.message.ReconciledEncoder;
import io.ringfence.journal.message.RequestUseEncoder;
import io.ringfence.journal.message.RiskRejectEncoder;
import io.ringfence.journal.message.SendFailureEncoder;
import io.ringfence.journal.message.SeriesChangedEncoder;
import io.ringfence.journal.message.SeriesValuesEncoder;
import io.ringfence.journal.message.SignalEncoder;
import io.ringfence.journal.message.SnapshotRequestEncoder;
import io.ringfence.journal.message.StateHashEncoder;
import io.ringfence.journal.message.StopArmedEncoder;
import io.ringfence.journal.message.StopDisarmedEncoder;
import io.ringfence.journal.message.StopHitEncoder;
import io.ringfence.journal.message.StopMovedEncoder;
import io.ringfence.journal.message.StrategyFailedEncoder;
import io.ringfence.journal.message.TakeProfitEncoder;
import io.ringfence.journal.message.TickEncoder;
import io.ringfence.journal.message.TradeEncoder;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.message.VenuePositionEncoder;
import java.io.IOException;
import java.io.StringWriter;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message of the schema has a name and a body; zeroed fields, which are no value of most enums, don't stop it. */
class EveryTypeTest {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
    private final StringWriter text = new StringWriter();

    static Stream<MessageEncoderFlyweight> events() {
        return Stream.of(
                new GenerationStartedEncoder(),
                new InstrumentDefinitionEncoder(),
                new TradeEncoder(),
                new QuoteEncoder(),
                new MarkPriceEncoder(),
                new CandleEncoder(),
                new CandleHistoryEncoder(),
                new DepthEncoder(),
                new ExecutionReportEncoder(),
                new OrderAnswerEncoder(),
                new BalanceEncoder(),
                new VenuePositionEncoder(),
                new TickEncoder(),
                new BoundaryEncoder(),
                new ConnectionEncoder(),
                new OperatorCommandEncoder(),
                new SendFailureEncoder(),
                new SnapshotRequestEncoder(),
                new ClockOffsetEncoder(),
                new OrderInDoubtEncoder(),
                new ReconciledEncoder(),
                new DiskStateEncoder(),
                new AlgoReportEncoder(),
                new RequestUseEncoder(),
                new EngineLagEncoder(),
                new AccountMarginEncoder(),
                new BalanceChangeEncoder(),
                new LeverageEncoder(),
                new ListeningEncoder());
    }

    static Stream<MessageEncoderFlyweight> decisions() {
        return Stream.of(
                new PositionChangedEncoder(),
                new BarClosedEncoder(),
                new InstrumentRankedEncoder(),
                new SeriesChangedEncoder(),
                new SeriesValuesEncoder(),
                new SignalEncoder(),
                new StrategyFailedEncoder(),
                new StopArmedEncoder(),
                new StopMovedEncoder(),
                new StopHitEncoder(),
                new StopDisarmedEncoder(),
                new OrderPlacedEncoder(),
                new OrderCancelledEncoder(),
                new OrderChangedEncoder(),
                new RiskRejectEncoder(),
                new AlarmEncoder(),
                new StateHashEncoder(),
                new OrderQueriedEncoder(),
                new GuardedEncoder(),
                new TakeProfitEncoder(),
                new DisasterPlacedEncoder(),
                new DisasterCancelledEncoder(),
                new DisasterChangedEncoder(),
                new NakedTimeEncoder(),
                new AccountChangedEncoder(),
                new KillSwitchChangedEncoder(),
                new ProfitStatedEncoder(),
                new ForeignPositionEncoder());
    }

    @ParameterizedTest
    @MethodSource("events")
    void shouldPrintEveryEvent(final MessageEncoderFlyweight message) throws IOException {
        writeHeader(message, 0);
        if (message instanceof InstrumentDefinitionEncoder) {
            new Instrument(1, Venue.SIMULATED, MarketKind.USDM, "AAA", 0, 0, 1, 1, 1, 1, 1).encode(buffer, 0);
        }

        new EventPrinter(new JsonOutput(text)).print(buffer, 0);

        assertSays(message, JSON.readTree(text.toString()));
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void shouldPrintEveryDecision(final MessageEncoderFlyweight message) throws IOException {
        final int lengthBytes = HEADER + message.sbeBlockLength();
        buffer.putInt(0, lengthBytes);
        writeHeader(message, 4);

        final int count = new DecisionPrinter(new JsonOutput(text), new KnownInstruments())
                .print(buffer, 0, 4 + ((lengthBytes + 3) & -4));

        assertEquals(1, count);
        assertSays(message, JSON.readTree(text.toString()));
    }

    @Test
    void shouldCoverTheWholeSchema() {
        final int named = (int) IntStream.range(0, 1 << 16)
                .filter(id -> !RecordTypes.name(id).equals("unknown"))
                .count();

        assertEquals(events().count() + decisions().count(), named);
    }

    @Test
    void shouldPrintWhatAnEarlierBuildDoesNotKnow() throws IOException {
        writeHeader(new TickEncoder(), 0);
        buffer.putShort(2, (short) 77);

        new EventPrinter(new JsonOutput(text)).print(buffer, 0);

        final JsonNode line = JSON.readTree(text.toString());
        assertEquals("unknown", line.get("type").asText());
        assertEquals(77, line.get("templateId").intValue());
    }

    private static void assertSays(final MessageEncoderFlyweight message, final JsonNode line) {
        final String name = message.getClass().getSimpleName().replace("Encoder", "");
        assertEquals(
                Character.toLowerCase(name.charAt(0)) + name.substring(1),
                line.get("type").asText());
        assertTrue(line.has("sequence"));
        assertTrue(line.has("instrument"));
        assertFalse(line.has("templateId"), line.toString());
    }

    private void writeHeader(final MessageEncoderFlyweight message, final int offset) {
        new MessageHeaderEncoder()
                .wrap(buffer, offset)
                .blockLength(message.sbeBlockLength())
                .templateId(message.sbeTemplateId())
                .schemaId(message.sbeSchemaId())
                .version(message.sbeSchemaVersion());
    }
}
