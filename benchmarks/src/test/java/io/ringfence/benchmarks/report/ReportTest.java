package io.ringfence.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private final Report report = new Report(Map.of("cores", "two"));

    @Test
    void shouldJudgeAGoalByWhichSideIsGood() {
        assertTrue(Goal.atMost("a", 1.15, 1.15, 1.05, "").holds());
        assertFalse(Goal.atMost("a", 1.16, 1.15, 1.05, "").holds());
        assertTrue(Goal.atMost("a", 1.0, 1.15, 1.05, "").reachesAim());
        assertTrue(Goal.atLeast("a", 0.7, 0.7, 0.9, "").holds());
        assertFalse(Goal.atLeast("a", 0.69, 0.7, 0.9, "").holds());
        assertFalse(Goal.atLeast("a", 0.8, 0.7, 0.9, "").reachesAim());
    }

    @Test
    void shouldNotLetAnUnmeasuredGoalHold() {
        final Goal goal = Goal.unmeasured("a", 3, 2, "no core");

        assertFalse(goal.holds());
        assertFalse(goal.isMeasured());
    }

    @Test
    void shouldRefuseAnAimThatIsWeakerThanAMust() {
        assertThrows(IllegalArgumentException.class, () -> Goal.atMost("a", 1, 2, 3, ""));
        assertThrows(IllegalArgumentException.class, () -> Goal.atLeast("a", 1, 3, 2, ""));
    }

    @Test
    void shouldSayInOneLineHowManyGoalsHoldAndWhichFallShort() {
        report.add(Goal.atMost("ring", 1.1, 1.15, 1.05, ""));
        report.add(Goal.atLeast("replay", 0.5, 0.7, 0.9, ""));
        report.add(Goal.unmeasured("exchange", 1, 2, "not here"));

        assertEquals(
                "1 of 2 goals hold; short: 1 of 1 replay; 1 could not be judged here, the report says why",
                report.verdict());
    }

    @Test
    void shouldTellEachGoalThatFallsShortOnALineOfItsOwnUnderItsKind() {
        report.add(Goal.atMost("tick to order, 1 instrument, p50", 4, 3, 2, ""));
        report.add(Goal.atLeast("replay", 0.5, 0.7, 0.9, ""));
        report.add(Goal.atMost("tick to order, 1 instrument, p90", 2, 3, 2, ""));
        report.add(Goal.atMost("tick to order, 1 instrument, p99", 5, 2, 1.2, ""));
        report.add(Goal.unmeasured("exchange", 1, 2, "not here"));

        final List<String> lines = report.shortfalls().stream()
                .map(line -> line.replaceAll(" {2,}", "  "))
                .toList();

        assertEquals(
                List.of(
                        "tick to order:",
                        "  1 instrument, p50  4.00, must 3",
                        "  1 instrument, p99  5.00, must 2",
                        "replay:",
                        "  replay  0.50, must 0.7"),
                lines);
        assertTrue(report.verdict().startsWith("1 of 4 goals hold; short: 2 of 3 tick to order, 1 of 1 replay;"));
    }

    @Test
    void shouldPlotWhatTakesHours(@TempDir final Path folder) throws IOException {
        final Histogram nanos = new Histogram(3);
        nanos.recordValue(86_400_000_000_000L);
        report.add(new Series("Bots", "slow", nanos));

        new ReportFolder(folder).write(report);

        assertTrue(Files.readString(folder.resolve("bots.svg")).contains("100,000 s"));
    }

    @Test
    void shouldWriteGoalsAsJsonThatComparesRead(@TempDir final Path folder) throws IOException {
        report.add(Goal.atMost("ring", 1.1, 1.15, 1.05, "noisy"));
        report.add(Goal.unmeasured("exchange", 1, 2, "not here"));

        new ReportFolder(folder).write(report);

        final JsonNode goals = new ObjectMapper()
                .readTree(folder.resolve("report.json").toFile())
                .path("goals");
        assertEquals("ring", goals.path(0).path("name").asText());
        assertEquals(1.1, goals.path(0).path("ratio").asDouble());
        assertEquals(1.15, goals.path(0).path("must").asDouble());
        assertEquals(1.05, goals.path(0).path("aim").asDouble());
        assertTrue(goals.path(0).path("holds").asBoolean());
        assertTrue(goals.path(1).path("ratio").isNull());
        assertEquals(report.goals().get(0), new ReportFolder(folder).goals().get(0));
        assertFalse(new ReportFolder(folder).goals().get(1).isMeasured());
    }

    @Test
    void shouldWriteTablesPlotsAndHistograms(@TempDir final Path folder) throws IOException {
        final Histogram nanos = new Histogram(3);
        nanos.recordValueWithCount(150, 999);
        nanos.recordValue(20_000);
        report.add(new Series("Tick to order, 1", "engine", nanos));
        report.add(new Section("2. Ring", "How long?", "layout", "p50")
                .row("two", 1.234)
                .note("a note"));

        new ReportFolder(folder).write(report);

        final String page = Files.readString(folder.resolve("report.md"));
        assertTrue(page.contains("| two | 1.23 |"), page);
        assertTrue(page.contains("- a note"), page);
        assertTrue(Files.readString(folder.resolve("tick-to-order-1.svg")).contains("<polyline"));
        try (HistogramLogReader log =
                new HistogramLogReader(folder.resolve("latencies.hlog").toFile())) {
            final EncodableHistogram read = log.nextIntervalHistogram();
            assertEquals("tick-to-order-1/engine", read.getTag());
            assertEquals(1_000, ((Histogram) read).getTotalCount());
            assertEquals(150, ((Histogram) read).getValueAtPercentile(50));
        }
    }

    @Test
    void shouldRefuseARowThatDoesNotFit() {
        assertThrows(IllegalArgumentException.class, () -> new Section("a", "b", "one").row(1, 2));
    }

    @Test
    void shouldCompareGoalByGoal() {
        final List<Goal> before =
                List.of(Goal.atMost("ring", 1.5, 1.15, 1.05, ""), Goal.atLeast("replay", 1, 0.7, 0.9, ""));
        final List<Goal> after =
                List.of(Goal.atMost("ring", 1.1, 1.15, 1.05, ""), Goal.atLeast("soak", 1, 0.7, 0.9, ""));

        final List<String> lines = Comparison.lines(before, after);

        assertEquals(3, lines.size());
        assertTrue(lines.get(0).endsWith("1.50 -> 1.10     better, holds now"), lines.get(0));
        assertTrue(lines.get(1).endsWith("1.00 -> -        not in both"), lines.get(1));
        assertTrue(lines.get(2).startsWith("soak"), lines.get(2));
    }

    @Test
    void shouldCallASmallChangeTheSame() {
        assertEquals("same", Comparison.change(Goal.atMost("a", 1, 2, 1, ""), Goal.atMost("a", 1.05, 2, 1, "")));
        assertEquals("worse", Comparison.change(Goal.atLeast("a", 3, 1, 2, ""), Goal.atLeast("a", 2, 1, 2, "")));
    }
}
