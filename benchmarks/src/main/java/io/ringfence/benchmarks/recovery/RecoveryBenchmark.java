package io.ringfence.benchmarks.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.snapshot.SnapshotStore;
import io.ringfence.journal.view.View;
import io.ringfence.journal.view.ViewReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes a killed engine's journal, restarts it, and prints the times; options: {@code --help}. */
public final class RecoveryBenchmark {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern GUARDED = Pattern.compile("guarded after (\\d+) ms: ");
    private static final Pattern STEP = Pattern.compile("(?m)^recovery: (\\w+) +([0-9.]+) ms");
    private static final Pattern TAIL =
            Pattern.compile("recovery: replay +[0-9.]+ ms +([0-9,]+) events.* of generation");
    private static final Pattern HELD = Pattern.compile("recovery: state +[0-9.]+ ms +(\\d+) position");
    // A day of the generated market costs more in fees than the limits allow, and the engine is to die in position.
    private static final String NO_LOSS_LIMITS =
            "$1maxLosses: off\n$1maxDailyLossPercent: off\n$1killDailyLossPercent: off\n$1maxDrawdownPercent: off";
    private static final int READ_BYTES = 256 << 10;
    private static final long LOOK_MS = 20;
    private static final int FOR_GOOD_MEASURE = 3;

    private final RecoveryOptions options;
    private final Path folder;
    private final Path journal;

    private RecoveryBenchmark(final RecoveryOptions options, final Path folder) {
        this.options = options;
        this.folder = folder;
        this.journal = folder.resolve("journal");
    }

    /** One start of the killed engine: until guarded, and step by step, ms. */
    private record Start(double guardedMs, Map<String, Double> stepsMs, long tail, int positions) {}

    /** @param arguments the folder that holds scripts/, then options */
    public static void main(final String[] arguments) throws Exception {
        final RecoveryOptions options;
        try {
            options = RecoveryOptions.parse(
                    Path.of(arguments[0]).toAbsolutePath(),
                    List.of(arguments).subList(1, arguments.length).toArray(String[]::new));
        } catch (final RecoveryOptions.Wrong e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        final Path folder = options.folder() == null
                ? Files.createTempDirectory("recovery-benchmark")
                : Files.createDirectories(options.folder()).toAbsolutePath();
        final ObjectNode report = new RecoveryBenchmark(options, folder).run();
        System.out.println(
                options.json()
                        ? JSON.writeValueAsString(report)
                        : JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report));
        if (options.folder() == null) {
            delete(folder);
        }
    }

    private ObjectNode run() throws Exception {
        final List<Start> starts = new ArrayList<>();
        try (Program venue = Program.start(
                options.home(),
                folder,
                "venue",
                List.of("venue", "--port", "0", "--speed", "max", "--seed", Long.toString(options.seed())))) {
            writeConfiguration(venue.await(PORT).group(1));
            say("recording " + options.before() + " events, a snapshot, and " + options.tail() + " more ...");
            recordAndKill();
            for (int i = 1; i <= options.starts(); i++) {
                starts.add(restart());
                say("start " + i + ": guarded after " + (long) starts.get(i - 1).guardedMs() + " ms "
                        + starts.get(i - 1).stepsMs());
            }
        }
        return report(starts);
    }

    private void writeConfiguration(final String port) throws IOException {
        final Path config = options.home().resolve("config");
        Files.writeString(
                folder.resolve("engine.yaml"),
                Files.readString(config.resolve("demo.yaml"))
                        .replace("venue: simulated", "venue: " + folder.resolve("simulated.yaml"))
                        .replaceAll("(?m)^instruments: .*", "instruments: [BTCUSDT, ETHUSDT, SOLUSDT, XRPUSDT]")
                        .replaceAll("segmentSize: .*", "segmentSize: 1GiB")
                        .replaceAll("every: .*", "every: 0")
                        .replaceAll("( *)maxLosses: .*", NO_LOSS_LIMITS)
                        .replaceAll("onStop: .*", "onStop: leave-guarded"));
        Files.createDirectories(folder.resolve("stops"));
        Files.writeString(folder.resolve("stops/demo.yaml"), Files.readString(config.resolve("stops/demo.yaml")));
        Files.writeString(
                folder.resolve("simulated.yaml"),
                Files.readString(config.resolve("venues/simulated.yaml")).replace("9080", port));
    }

    private List<String> runFrom(final Path from) {
        return List.of(
                "run",
                "--mode",
                "live",
                "--config",
                folder.resolve("engine.yaml").toString(),
                "--journal",
                from.toString());
    }

    private void recordAndKill() throws Exception {
        try (Program engine = Program.start(options.home(), folder, "engine", runFrom(journal))) {
            engine.await(GUARDED);
            try (ViewReader view = new ViewReader(journal)) {
                awaitEvents(engine, view, options.before(), 0);
                final long snapshot = snapshot();
                awaitEvents(engine, view, snapshot + options.tail(), 1);
            }
            engine.kill();
        }
    }

    private static void awaitEvents(
            final Program engine, final ViewReader reader, final long sequence, final int positions)
            throws InterruptedException {
        Optional<View> view = reader.read();
        while (view.isEmpty() || sequence(view.get()) < sequence || positions(view.get()) < positions) {
            if (!engine.isAlive()) {
                throw new IllegalStateException("the engine has ended before #" + sequence);
            }
            Thread.sleep(LOOK_MS);
            view = reader.read();
        }
    }

    private static long sequence(final View view) {
        return view.engine().map(engine -> engine.path("sequence").asLong()).orElse(0L);
    }

    private static long positions(final View view) {
        return view.instruments().stream()
                .filter(instrument -> instrument.hasNonNull("entryPrice"))
                .count();
    }

    private long snapshot() throws Exception {
        try (Program command = Program.start(
                options.home(),
                folder,
                "snapshot",
                List.of("command", "snapshot", "--yes", "--json", "--journal", journal.toString()))) {
            command.result();
        }
        final SnapshotStore store =
                new SnapshotStore(Journal.reading(journal).read(1).directory(), 1);
        while (store.list().isEmpty()) {
            Thread.sleep(LOOK_MS);
        }
        return store.list().get(0).sequence();
    }

    /** Of a copy, so that every start finds the same; forced, as what was written some time ago is. */
    private Start restart() throws Exception {
        final Path copy = folder.resolve("copy");
        delete(copy);
        shell("cp", "-a", "--sparse=always", journal.toString(), copy.toString());
        shell("sync");
        try (Program engine = Program.start(options.home(), folder, "restart", runFrom(copy))) {
            final MatchResult guarded = engine.await(GUARDED);
            final String said = engine.output();
            engine.kill();
            return new Start(
                    Double.parseDouble(guarded.group(1)),
                    steps(said),
                    Long.parseLong(first(TAIL, said).replace(",", "")),
                    Integer.parseInt(first(HELD, said)));
        }
    }

    private static Map<String, Double> steps(final String said) {
        final Map<String, Double> steps = new LinkedHashMap<>();
        final Matcher step = STEP.matcher(said);
        while (step.find()) {
            steps.put(step.group(1), Double.parseDouble(step.group(2)));
        }
        return steps;
    }

    private static String first(final Pattern pattern, final String text) {
        final Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("not printed: " + pattern);
        }
        return matcher.group(1);
    }

    private ObjectNode report(final List<Start> starts) throws Exception {
        final ObjectNode report = JSON.createObjectNode()
                .put("tail_events", starts.get(0).tail())
                .put("positions", starts.get(0).positions())
                .put("starts", starts.size());
        final List<Double> guarded =
                starts.stream().map(Start::guardedMs).sorted().toList();
        final ObjectNode until = report.putObject("restart_until_guarded_ms");
        until.put("median", guarded.get(guarded.size() / 2));
        until.put("max", guarded.get(guarded.size() - 1));
        final ObjectNode steps = report.putObject("median_of_step_ms");
        for (final String name : starts.get(0).stepsMs().keySet()) {
            steps.put(name, median(starts, name));
        }
        report.put("tail_events_per_second", Math.round(starts.get(0).tail() / (median(starts, "replay") / 1_000)));
        report.set("replay", replay());
        report.set("bare_read", bareRead());
        return report;
    }

    private static double median(final List<Start> starts, final String step) {
        final List<Double> sorted = starts.stream()
                .map(start -> start.stepsMs().getOrDefault(step, 0.0))
                .sorted()
                .toList();
        return sorted.get(sorted.size() / 2);
    }

    /** Of the whole generation from its first event on one lane, with every decision compared. */
    private ObjectNode replay() throws Exception {
        long best = 0;
        for (int i = 0; i < FOR_GOOD_MEASURE; i++) {
            try (Program program = Program.start(
                    options.home(),
                    folder,
                    "replay",
                    List.of(
                            "replay",
                            "--verify",
                            "--json",
                            "--generation",
                            "1",
                            "--journal",
                            folder.resolve("copy").toString()))) {
                final JsonNode result = JSON.readTree(program.result());
                best = Math.max(best, result.path("recordsPerSecond").asLong());
            }
        }
        return JSON.createObjectNode().put("events_per_second", best);
    }

    /** The anchor: the same files, read and not looked at. */
    private ObjectNode bareRead() throws IOException {
        double bestMs = Double.MAX_VALUE;
        long bytes = 0;
        for (int i = 0; i < FOR_GOOD_MEASURE; i++) {
            final long startNanos = System.nanoTime();
            bytes = read();
            bestMs = Math.min(bestMs, (System.nanoTime() - startNanos) / 1e6);
        }
        final long events = Journal.reading(folder.resolve("copy"))
                .read(1)
                .seal()
                .map(seal -> seal.events().records())
                .orElseGet(this::records);
        return JSON.createObjectNode()
                .put("bytes", bytes)
                .put("ms", Math.round(bestMs))
                .put("events_per_second", Math.round(events / (bestMs / 1_000)));
    }

    private long records() {
        try (LogReader events = Journal.reading(folder.resolve("copy")).read(1).events()) {
            boolean more = true;
            while (more) {
                more = events.next();
            }
            return events.end().records();
        }
    }

    private long read() throws IOException {
        final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
        long bytes = 0;
        for (final LogKind kind : LogKind.values()) {
            final Path log =
                    Journal.reading(folder.resolve("copy")).read(1).place(kind).directory();
            try (Stream<Path> files = Files.walk(log)) {
                for (final Path file :
                        files.filter(each -> each.toString().endsWith(".cq4")).toList()) {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                        for (int read = channel.read(buffer.clear()); read >= 0; read = channel.read(buffer.clear())) {
                            bytes += read;
                        }
                    }
                }
            }
        }
        return bytes;
    }

    private static void shell(final String... command) throws IOException, InterruptedException {
        final int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IllegalStateException(List.of(command) + " ends with status " + status);
        }
    }

    private static void delete(final Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void say(final String text) {
        System.err.println(text);
    }
}
