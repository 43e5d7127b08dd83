package io.ringfence.engine.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.IndicatorSettings;
import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.config.RecordedConfiguration;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.Outcome;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One journal of a real run over sockets, replayed in every way there is: the same decisions, byte for byte. */
@Tag("smoke")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveReplayTest {
    private static final int LENGTH_BYTES = Integer.BYTES;
    private static final String WHOLE_RECORD = "record";

    private RecordedGeneration recorded;
    private StageSettings settings;
    private TreeMap<Long, List<Decision>> decisions;

    @BeforeAll
    void trade(@TempDir final Path folder) throws Exception {
        final ShippedDemo demo = new ShippedDemo().eager().layout("one");
        final VenueOptions market = VenueOptions.ofGenerated(7, 6, 60).withSpeed(Speed.MAX);
        try (LiveRun run = LiveRun.start(demo, market, folder)) {
            recorded = run.playToTheEnd().stop();
        }
        settings = RecordedConfiguration.read(recorded.directory()).engine().stages();
        decisions = Logs.decisions(recorded);
    }

    @Test
    void shouldReplayARunInWhichSomethingHappened() {
        assertEquals(Outcome.ENDED, recorded.seal().orElseThrow().outcome());
        assertTrue(sequencesOf(OrderPlacedDecoder.TEMPLATE_ID).size() > 20);
        assertTrue(sequencesOf(BarClosedDecoder.TEMPLATE_ID).size() > 200);
    }

    @ParameterizedTest
    @CsvSource({
        "one, 4",
        "one, 65536",
        "two, 4",
        "two, 65536",
        "journal-apart, 4",
        "journal-apart, 65536",
        "each, 4",
        "each, 65536"
    })
    void shouldDecideTheSameBytesInEveryLayoutAndRing(final String layout, final int ringSize) throws Exception {
        final ReplayResult inStep = replay().run(recorded, records -> {});

        final ReplayResult result = replay().on(named(layout), ringSize).run(recorded, records -> {});

        assertEquals(0, result.divergences(), () -> result.first().toString());
        assertEquals(recorded.seal().orElseThrow().events().lastSequence(), result.lastSequence());
        assertEquals(decisions.values().stream().mapToLong(List::size).sum(), result.decisions());
        assertEquals(inStep.hash(), result.hash());
        assertEquals(inStep.decisions(), result.decisions());
    }

    @Test
    void shouldNameTheFirstFieldThatOtherSettingsChange() throws Exception {
        final IndicatorSettings shipped = settings.indicators();
        final StageSettings slower = with(new IndicatorSettings(
                shipped.timeframes(),
                shipped.emaFast() + 1,
                shipped.emaSlow(),
                shipped.atr(),
                shipped.rsi(),
                shipped.grace(),
                shipped.gapLimit()));
        final long firstReady = decisions.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(LiveReplayTest::hasFastAverage))
                .findFirst()
                .orElseThrow()
                .getKey();

        final ReplayResult result = Replay.whole(slower, 1024, 256).run(recorded, records -> {});

        final Divergence first = result.first().orElseThrow();
        assertEquals(firstReady, first.sequence());
        assertEquals("indicators", first.stage());
        assertEquals("emaFast", first.field());
        assertTrue(result.divergences() > 100, () -> "divergences " + result.divergences());
    }

    private static boolean hasFastAverage(final Decision decision) {
        return decision.templateId() == BarClosedDecoder.TEMPLATE_ID
                && !Double.isNaN(decision.as(new BarClosedDecoder()).emaFast());
    }

    @Test
    void shouldNameTheFieldThatWasAlteredInTheLog(@TempDir final Path folder) throws Exception {
        final long altered = sequencesOf(OrderPlacedDecoder.TEMPLATE_ID).get(9);
        final long quantity = placedAt(altered).quantity();

        final ReplayResult result = replayAltered(folder, altered, this::withMoreQuantity);

        final Divergence first = result.first().orElseThrow();
        assertEquals(1, result.divergences());
        assertEquals(altered, first.sequence());
        assertEquals("orders", first.stage());
        assertEquals("quantity", first.field());
        assertEquals(String.valueOf(quantity + 1), first.recorded());
        assertEquals(String.valueOf(quantity), first.replayed());
    }

    @Test
    void shouldNameADecisionThatTheLogLacks(@TempDir final Path folder) throws Exception {
        final long altered = sequencesOf(OrderPlacedDecoder.TEMPLATE_ID).get(9);

        final ReplayResult result = replayAltered(folder, altered, payload -> null);

        final Divergence first = result.first().orElseThrow();
        assertEquals(1, result.divergences());
        assertEquals(altered, first.sequence());
        assertEquals(WHOLE_RECORD, first.field());
        assertEquals("none", first.recorded());
    }

    @Test
    void shouldNameADecisionThatOnlyTheLogHas(@TempDir final Path folder) throws Exception {
        final long altered = sequencesOf(OrderPlacedDecoder.TEMPLATE_ID).get(9);

        final ReplayResult result = replayAltered(folder, altered, LiveReplayTest::twice);

        final Divergence first = result.first().orElseThrow();
        assertEquals(1, result.divergences());
        assertEquals(altered, first.sequence());
        assertEquals("orders", first.stage());
        assertEquals(WHOLE_RECORD, first.field());
        assertEquals("none", first.replayed());
    }

    /** The schema's number in a record's header is no field of it. */
    @Test
    void shouldNameTheByteWhereNoFieldDiffers(@TempDir final Path folder) throws Exception {
        final long altered = sequencesOf(OrderPlacedDecoder.TEMPLATE_ID).get(9);
        final int place = MessageHeaderDecoder.schemaIdEncodingOffset();

        final ReplayResult result = replayAltered(folder, altered, payload -> {
            payload[lastRecord(new UnsafeBuffer(payload)) + LENGTH_BYTES + place] ^= 1;
            return payload;
        });

        final Divergence first = result.first().orElseThrow();
        assertEquals(altered, first.sequence());
        assertEquals("byte " + place, first.field());
        assertNotEquals(first.recorded(), first.replayed());
        assertTrue(first.recorded().startsWith("0x"), first.recorded());
    }

    private ReplayResult replayAltered(final Path folder, final long altered, final UnaryOperator<byte[]> alteration)
            throws InterruptedException {
        final RecordedGeneration copy = Logs.rewrite(
                recorded, folder, (sequence, payload) -> sequence == altered ? alteration.apply(payload) : payload);
        return replay().run(copy, records -> {});
    }

    /** The last record of the payload is the order. */
    private byte[] withMoreQuantity(final byte[] payload) {
        final UnsafeBuffer buffer = new UnsafeBuffer(payload);
        final int at = lastRecord(buffer)
                + LENGTH_BYTES
                + MessageHeaderDecoder.ENCODED_LENGTH
                + OrderPlacedDecoder.quantityEncodingOffset();
        buffer.putLong(at, buffer.getLong(at, ByteOrder.LITTLE_ENDIAN) + 1, ByteOrder.LITTLE_ENDIAN);
        return payload;
    }

    private static byte[] twice(final byte[] payload) {
        final int last = lastRecord(new UnsafeBuffer(payload));
        final byte[] more = Arrays.copyOf(payload, payload.length + payload.length - last);
        System.arraycopy(payload, last, more, payload.length, payload.length - last);
        return more;
    }

    private static int lastRecord(final UnsafeBuffer payload) {
        int last = 0;
        for (int at = 0; at < payload.capacity(); at = behind(payload, at)) {
            last = at;
        }
        return last;
    }

    private static int behind(final UnsafeBuffer payload, final int at) {
        return at + LENGTH_BYTES + ((payload.getInt(at, ByteOrder.LITTLE_ENDIAN) + 3) & -4);
    }

    private OrderPlacedDecoder placedAt(final long sequence) {
        final List<Decision> here = decisions.get(sequence);
        return here.get(here.size() - 1).as(new OrderPlacedDecoder());
    }

    /** Sequences whose last decision is of that type. */
    private List<Long> sequencesOf(final int templateId) {
        return decisions.entrySet().stream()
                .filter(entry ->
                        entry.getValue().get(entry.getValue().size() - 1).templateId() == templateId)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Replay replay() {
        return Replay.whole(settings, 1024, 256);
    }

    private StageSettings with(final IndicatorSettings indicators) {
        return new StageSettings(
                settings.maxInstruments(),
                settings.engineId(),
                settings.account(),
                settings.currency(),
                settings.initialBalance(),
                settings.bookLevels(),
                indicators,
                settings.strategies(),
                settings.stop(),
                settings.sizing(),
                settings.risk(),
                settings.onStop(),
                settings.recovery(),
                settings.exits(),
                settings.scanner());
    }

    private static LaneLayout named(final String name) {
        return LaneLayout.NAMED.stream()
                .filter(layout -> layout.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
