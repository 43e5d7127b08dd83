package io.ringfence.benchmarks.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** A folder with a report in it: {@code report.md}, {@code report.json}, {@code latencies.hlog} and a picture per plot. */
public final class ReportFolder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};

    private final Path folder;

    public ReportFolder(final Path folder) {
        this.folder = folder;
    }

    public void write(final Report report) throws IOException {
        Files.createDirectories(folder);
        final List<String> plots = writePlots(report);
        Files.writeString(folder.resolve("report.md"), MarkdownPage.of(report, plots));
        Files.writeString(
                folder.resolve("report.json"),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json(report)) + "\n");
        writeHistograms(report);
    }

    /** The goals that were written here, in order. */
    public List<Goal> goals() throws IOException {
        final List<Goal> goals = new ArrayList<>();
        for (final JsonNode goal :
                JSON.readTree(folder.resolve("report.json").toFile()).path("goals")) {
            goals.add(new Goal(
                    goal.path("name").asText(),
                    goal.path("ratio").isNumber() ? goal.path("ratio").asDouble() : Double.NaN,
                    goal.path("must").asDouble(),
                    goal.path("aim").asDouble(),
                    goal.path("atMost").asBoolean(),
                    goal.path("remark").asText()));
        }
        return List.copyOf(goals);
    }

    /** The machine that they were measured on, and when, in order. */
    public Map<String, String> machine() throws IOException {
        final Map<String, String> machine = new LinkedHashMap<>();
        JSON.readTree(folder.resolve("report.json").toFile())
                .path("machine")
                .properties()
                .forEach(fact -> machine.put(fact.getKey(), fact.getValue().asText()));
        return machine;
    }

    private static ObjectNode json(final Report report) {
        final ObjectNode root = JSON.createObjectNode();
        report.goals().forEach(goal -> {
            final ObjectNode node = root.withArray("goals").addObject().put("name", goal.name());
            if (goal.isMeasured()) {
                node.put("ratio", goal.ratio());
            } else {
                node.putNull("ratio");
            }
            node.put("must", goal.must())
                    .put("aim", goal.aim())
                    .put("holds", goal.holds())
                    .put("atMost", goal.atMost())
                    .put("remark", goal.remark());
        });
        final ObjectNode machine = root.putObject("machine");
        report.machine().forEach(machine::put);
        report.series().forEach(series -> {
            final ObjectNode node = root.withArray("latencies")
                    .addObject()
                    .put("plot", series.plot())
                    .put("name", series.name())
                    .put("count", series.nanos().getTotalCount());
            for (final double percentile : PERCENTILES) {
                node.put(
                        "p" + MarkdownPage.plain(percentile) + "Ns",
                        series.nanos().getValueAtPercentile(percentile));
            }
        });
        root.put("verdict", report.verdict());
        return root;
    }

    private List<String> writePlots(final Report report) throws IOException {
        final Map<String, List<Series>> byPlot = new LinkedHashMap<>();
        report.series()
                .forEach(series -> byPlot.computeIfAbsent(series.plot(), plot -> new ArrayList<>())
                        .add(series));
        final List<String> names = new ArrayList<>();
        for (final Map.Entry<String, List<Series>> plot : byPlot.entrySet()) {
            final String name = fileName(plot.getKey()) + ".svg";
            Files.writeString(folder.resolve(name), PercentilePlot.svg(plot.getKey(), plot.getValue()));
            names.add(name);
        }
        return names;
    }

    /** Small letters, digits and dashes. */
    static String fileName(final String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    private void writeHistograms(final Report report) throws IOException {
        try (PrintStream out = new PrintStream(
                Files.newOutputStream(folder.resolve("latencies.hlog")), false, StandardCharsets.UTF_8)) {
            final HistogramLogWriter writer = new HistogramLogWriter(out);
            writer.outputLogFormatVersion();
            writer.outputComment("nanoseconds; one line per series, tagged plot/name");
            writer.outputLegend();
            long place = 0;
            for (final Series series : report.series()) {
                final Histogram copy = series.nanos().copy();
                copy.setTag(fileName(series.plot()) + "/" + fileName(series.name()));
                writer.outputIntervalHistogram(place, place + 1, copy, 1);
                place++;
            }
        }
    }
}
