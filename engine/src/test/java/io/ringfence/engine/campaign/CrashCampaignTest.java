package io.ringfence.engine.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.message.DisasterState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of the campaign, and its judge, which has to find what is wrong. */
class CrashCampaignTest {
    private static final EngineBooks.Story RECONCILED =
            new EngineBooks.Story(1, 5, 6, new TreeMap<>(), 10, Set.of(), Set.of(), 0, List.of());
    private static final String ORDER =
            "{\"type\":\"request\",\"timeNs\":1,\"clientOrderId\":\"A\",\"seenBefore\":false}\n"
                    + "{\"type\":\"order\",\"timeNs\":2,\"orderId\":1,\"clientOrderId\":\"A\",\"symbol\":\"BTCUSDT\","
                    + "\"quantity\":\"0.010\"}\n";
    private static final String FILL = "{\"type\":\"fill\",\"timeNs\":3,\"orderId\":1,\"clientOrderId\":\"A\","
            + "\"symbol\":\"BTCUSDT\",\"tradeId\":1,\"side\":\"BUY\",\"price\":\"1\",\"quantity\":\"0.010\",\"fee\":\"0\","
            + "\"filled\":\"0.010\",\"position\":\"0.010\",\"wallet\":\"9\"}\n";

    private static final String STOP =
            "{\"type\":\"algo\",\"timeNs\":4,\"algoId\":1,\"clientOrderId\":\"B\",\"symbol\":\"BTCUSDT\",\"side\":\"SELL\","
                    + "\"triggerPrice\":\"1\",\"quantity\":\"0.010\",\"status\":\"NEW\",\"orderId\":0}\n";

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Violations violations = new Violations(new PrintStream(log, true, StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    @Test
    void shouldLoseNothingWhenItIsKilled() throws Exception {
        final CampaignOptions options =
                CampaignOptions.parse(new String[] {"--kills", "2", "--seed", "7", "--market", "generated", "--json"});

        final CampaignReport report =
                new CrashCampaign(options, folder, new PrintStream(log, true, StandardCharsets.UTF_8)).run();

        assertEquals(0, report.violations(), () -> log.toString(StandardCharsets.UTF_8));
        assertTrue(report.tally().guardedMs().size() >= 2, () -> log.toString(StandardCharsets.UTF_8));
        assertTrue(report.tally().replayedGenerations() >= 2, () -> log.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldFindAnIdThatWasUsedTwice() throws IOException {
        books(ORDER.replace("false", "true"));

        assertEquals(List.of("client id used twice: A"), violations.all());
    }

    @Test
    void shouldFindWhatIsForgottenAndWhatNobodyDecided() throws IOException {
        final VenueBooks venue = books(ORDER + FILL);
        final Judge judge = new Judge(venue, new EngineBooks(violations), violations);

        judge.afterGeneration(RECONCILED, 1);
        judge.atTheEnd(Map.of());

        final String found = String.join("\n", violations.all());
        assertTrue(found.contains("a fill is forgotten: BTCUSDT 1 BUY of order A (generation 1 reconciled)"), found);
        assertTrue(found.contains("the venue has an order that no decision made: A"), found);
        assertTrue(found.contains("order A: engine null"), found);
        assertTrue(found.contains("position in BTCUSDT: engine null, venue 0.010"), found);
        assertTrue(found.contains("balance: engine null, venue 9"), found);
    }

    @Test
    void shouldFindStopsThatAreLeftBehindAndThoseThatNobodyDecided() throws IOException {
        final VenueBooks venue = books(STOP);
        final Judge judge = new Judge(venue, new EngineBooks(violations), violations);

        judge.afterGeneration(RECONCILED, 0);
        judge.atTheEnd(Map.of("B", DisasterState.GONE, "C", DisasterState.RESTING));

        final String found = String.join("\n", violations.all());
        assertTrue(found.contains("the venue has a stop that no decision made: B"), found);
        assertTrue(found.contains("a stop is left at the venue: VenueAlgo[clientId=B"), found);
        assertTrue(found.contains("the engine ends with a stop at the venue that is RESTING: C"), found);
    }

    @Test
    void shouldFindAPositionThatIsLongWithoutAStopAndAStopThatIsLongWithoutItsPosition() throws IOException {
        final VenueBooks venue = books(ORDER + FILL + STOP.replace("BTCUSDT", "ETHUSDT"));
        final DisasterWatch watch = new DisasterWatch(venue, violations, new Tally());

        watch.look("BTCUSDT", 10, DisasterWatch.LIMIT_NS, 1);
        watch.look("ETHUSDT", 10, DisasterWatch.LIMIT_NS, 1);
        assertEquals(List.of(), violations.all());
        watch.look("BTCUSDT", 20, 10, 1);
        watch.look("ETHUSDT", 20, 10, 1);

        final String found = String.join("\n", violations.all());
        assertTrue(found.contains("BTCUSDT is held without a stop at the venue for too long"), found);
        assertTrue(found.contains("a stop in ETHUSDT is left at the venue without its position"), found);
    }

    /** 0.000108 at 50,000 is worth 5.40, of which 5.00 in whole lots; at 49,000 nobody takes an order for it. */
    @Test
    void shouldAskForNoStopForWhatSpotTakesNoOrderFor() throws IOException {
        final String fill = FILL.replace("\"price\":\"1\"", "\"price\":\"49000\"")
                .replace("\"position\":\"0.010\"", "\"position\":\"0.000108\"");
        watched(fill);
        assertEquals(List.of(), violations.all());

        watched(fill.replace("49000", "50000"));
        assertEquals(1, violations.all().size());
    }

    private void watched(final String fill) throws IOException {
        new DisasterWatch(books(ORDER + fill, true), violations, new Tally())
                .look("BTCUSDT", 10, DisasterWatch.LIMIT_NS + 1, 1);
    }

    @Test
    void shouldNotBlameAGenerationForWhatCameLater() throws IOException {
        final VenueBooks venue = books(ORDER.replaceAll("(?m)^.*\"order\".*\n", ""));
        final Judge judge = new Judge(venue, new EngineBooks(violations), violations);

        judge.afterGeneration(RECONCILED, 0);

        assertEquals(List.of(), violations.all());
    }

    @Test
    void shouldReadALedgerThatGrowsByWholeLines() throws IOException {
        final Path ledger = Files.writeString(folder.resolve("ledger"), ORDER + FILL.substring(0, 40));
        final VenueBooks venue = new VenueBooks(ledger, violations, false);
        venue.read();
        assertEquals(0, venue.fills().size());

        Files.writeString(ledger, ORDER + FILL);
        venue.read();

        assertEquals(1, venue.fills().size());
        assertEquals("FILLED", venue.orders().get("A").state());
    }

    @Test
    void shouldPrintWhatIsAskedForAndWhatWasHit() {
        final Tally tally = new Tally();
        tally.guarded(30);
        tally.guarded(10);
        tally.guarded(20);
        tally.killed(Moment.ORDER, "generated");
        tally.hit(Hit.BETWEEN_WRITE_AND_ANSWER);

        final String json = new CampaignReport(3, 9, 1, tally).json();

        assertTrue(
                json.startsWith("{\"kills\":3,\"seed\":9,\"violations\":1,"
                        + "\"restart_until_guarded_ms\":{\"median\":20,\"max\":30},"),
                json);
        assertTrue(json.contains("\"kills_aimed_at\":{\"order\":1}"), json);
        assertTrue(json.contains("\"between_write_and_answer\":1"), json);
        assertTrue(json.contains("\"in_a_snapshot\":0"), json);
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() {
        assertComplaint("unknown option --kill", "--kill", "3");
        assertComplaint("--kills=x is no number", "--kills", "x");
        assertComplaint("--seed needs a value", "--seed");
        assertComplaint("--kills and --speed must be above 0", "--kills", "0");
        assertComplaint("--durability tape: must be process, device or both", "--durability", "tape");
        assertComplaint("--market played: must be generated, recorded, both or spot", "--market", "played");
    }

    private static void assertComplaint(final String complaint, final String... arguments) {
        final CampaignOptions.Wrong wrong =
                assertThrows(CampaignOptions.Wrong.class, () -> CampaignOptions.parse(arguments));
        assertTrue(wrong.getMessage().startsWith(complaint), wrong.getMessage());
    }

    private VenueBooks books(final String lines) throws IOException {
        return books(lines, false);
    }

    private VenueBooks books(final String lines, final boolean spot) throws IOException {
        final VenueBooks venue = new VenueBooks(Files.writeString(folder.resolve("ledger"), lines), violations, spot);
        venue.read();
        return venue;
    }
}
