package io.ringfence.engine.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.journal.view.View;
import io.ringfence.journal.view.ViewReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The job behind {@code scan}: the ranking of a running engine, read from shared memory. */
public final class Scan {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCAN = "scan";
    private static final String SCORE = "score";
    /** Of seven criteria with weights up to 100, each at most 10 times its mean. */
    private static final double LOWEST_SCORE = -1e6;

    private static final double PERCENT = 100;

    private final PrintStream out;
    private final PrintStream err;

    /** @param err told why there is nothing to show */
    public Scan(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Returns {@link ExitStatus#DONE} if an engine runs and ranks. */
    public int run(final ScanOptions options) throws IOException, InterruptedException {
        final Optional<View> view;
        try (ViewReader reader = new ViewReader(options.journal())) {
            view = reader.read();
        }
        if (view.isEmpty()) {
            err.println("ringfence scan: " + Stat.nothing(options.journal()));
            return ExitStatus.FAILED;
        }
        final List<JsonNode> ranked = ranked(view.get(), options.top());
        if (ranked.isEmpty()) {
            err.println("ringfence scan: nothing is ranked: scanner.top is 0, or no candle has closed yet");
            return ExitStatus.FAILED;
        }
        if (options.json()) {
            printJson(ranked);
        } else {
            printTable(ranked);
        }
        return view.get().status() == View.Status.LIVE ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    /** By score: ranks are of different moments, each of its instrument's last candle. */
    static List<JsonNode> ranked(final View view, final int top) {
        return view.instruments().stream()
                .filter(instrument -> instrument.has(SCAN))
                .sorted(Comparator.comparingDouble(
                        instrument -> -instrument.path(SCAN).path(SCORE).asDouble()))
                .limit(top)
                .toList();
    }

    private void printJson(final List<JsonNode> ranked) throws IOException {
        for (int i = 0; i < ranked.size(); i++) {
            final JsonNode instrument = ranked.get(i);
            final ObjectNode line = JSON.createObjectNode().put("place", i + 1);
            line.set("instrument", instrument.get("instrument"));
            line.setAll((ObjectNode) instrument.get(SCAN));
            out.println(JSON.writeValueAsString(line));
        }
    }

    /** What is excluded, dropped or trades too little has none. */
    private static String score(final double score) {
        return score > LOWEST_SCORE ? String.format(Locale.ROOT, "%.3f", score) : "-";
    }

    private void printTable(final List<JsonNode> ranked) {
        out.printf(
                "%5s %-16s %-8s %9s %14s %9s %9s %9s %9s %6s%n",
                "place", "instrument", "selected", SCORE, "volume", "ATR %", "spread %", "trend %", "momentum", "corr");
        for (int i = 0; i < ranked.size(); i++) {
            final JsonNode scan = ranked.get(i).get(SCAN);
            out.printf(
                    Locale.ROOT,
                    "%5d %-16s %-8s %9s %,14.0f %9.4f %9.4f %9.4f %9.2f %6.2f%n",
                    i + 1,
                    ranked.get(i).get("instrument").asText(),
                    scan.get("selected").asBoolean() ? "yes" : "",
                    score(scan.get(SCORE).asDouble()),
                    scan.get("volume").asDouble(),
                    PERCENT * scan.get("volatility").asDouble(),
                    PERCENT * scan.get("spread").asDouble(),
                    PERCENT * scan.get("trend").asDouble(),
                    scan.get("momentum").asDouble(),
                    scan.get("correlation").asDouble());
        }
    }
}
