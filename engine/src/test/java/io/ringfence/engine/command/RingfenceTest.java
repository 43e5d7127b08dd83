package io.ringfence.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.LayoutChoice;
import io.ringfence.engine.config.Mode;
import io.ringfence.engine.demo.DemoOptions;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.replay.ReplayOptions;
import io.ringfence.engine.run.RunOptions;
import io.ringfence.gateway.matching.MatchingRules;
import io.ringfence.gateway.simulated.FaultOptions;
import io.ringfence.gateway.simulated.VenueOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

@Tag("smoke")
class RingfenceTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    private final List<Object> asked = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path home;

    private CommandLine line;

    @BeforeEach
    void buildCommandLine() throws IOException {
        final Home folder = new Home(home);
        line = Ringfence.commandLine(List.of(
                new DemoCommand(folder, NOON, this::remember),
                new RunCommand(folder, this::remember),
                new VenueCommand(folder, this::remember),
                new ReplayCommand(folder, this::remember, this::remember, this::remember, this::remember)));
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        copyConfig();
    }

    @Test
    void shouldGiveTheDemoItsDefaults() {
        assertEquals(ExitStatus.DONE, line.execute("demo"));

        final DemoOptions options = (DemoOptions) asked.get(0);
        assertEquals(30_000_000_000L, options.marketNs());
        assertEquals(1.0, options.speed().factor());
        assertEquals(home.resolve("data/demo/20261121T120000Z/journal"), options.journal());
        assertEquals(Mode.LIVE, options.configuration().engine().mode());
        assertFalse(options.json());
    }

    @Test
    void shouldPlayWholeRecordingsAtTheAskedSpeed() throws IOException {
        final Path one = Files.writeString(home.resolve("one"), "");
        final Path two = Files.writeString(home.resolve("two"), "");

        final int status = line.execute(
                "demo", "--frames", one.toString(), "--frames", two.toString(), "--speed", "max", "--json");

        assertEquals(ExitStatus.DONE, status);
        final DemoOptions options = (DemoOptions) asked.get(0);
        assertEquals(List.of(one, two), options.frames());
        assertEquals(DemoOptions.WHOLE_RECORDING, options.marketNs());
        assertTrue(options.speed().isMax());
        assertTrue(options.json());
    }

    @Test
    void shouldRunTheDemoWithoutAConfigFolder() throws IOException {
        Files.delete(home.resolve("config/demo.yaml"));

        assertEquals(ExitStatus.DONE, line.execute("demo"));
    }

    @Test
    void shouldRunInTheConfiguredMode() {
        assertEquals(ExitStatus.DONE, line.execute("run"));

        final RunOptions options = (RunOptions) asked.get(0);
        assertEquals(Mode.PAPER, options.configuration().engine().mode());
        assertEquals(home.resolve("data/journal"), options.journal());
    }

    @Test
    void shouldSelectAsManyAsTheCommandLineSays() {
        assertEquals(ExitStatus.DONE, line.execute("run", "--top", "3"));
        assertEquals(ExitStatus.USAGE, line.execute("run", "--top", "0"));
        assertEquals(ExitStatus.USAGE, line.execute("run", "--top", "4097"));

        final RunOptions options = (RunOptions) asked.get(0);
        assertEquals(3, options.configuration().engine().scanner().top());
        assertTrue(options.configuration().engineText().contains("scanner: {top: 3}"));
    }

    @Test
    void shouldTradeLiveOnlyIfBothSaySo() throws IOException {
        final String demo = home.resolve("config/demo.yaml").toString();

        assertEquals(ExitStatus.USAGE, line.execute("run", "--mode", "live"));
        assertEquals(ExitStatus.USAGE, line.execute("run", "--config", demo));
        assertEquals(ExitStatus.DONE, line.execute("run", "--config", demo, "--mode", "live"));
        assertEquals(ExitStatus.DONE, line.execute("run", "--config", demo, "--mode", "shadow"));

        assertEquals(
                List.of(Mode.LIVE, Mode.SHADOW),
                asked.stream()
                        .map(options ->
                                ((RunOptions) options).configuration().engine().mode())
                        .toList());
    }

    @Test
    void shouldRefuseOrderEntryOutsideThisMachine() throws IOException {
        final Path config = home.resolve("config/engine.yaml");
        Files.writeString(config, Files.readString(config).replace("mode: paper", "mode: live"));

        assertEquals(ExitStatus.USAGE, line.execute("run", "--mode", "live"));

        assertEquals(
                "ringfence run: --mode live: order entry to ws-fapi.binance.com is refused: for now orders go to loopback"
                        + " addresses only; see 'ringfence run --help'\n",
                err.toString());
    }

    @Test
    void shouldHandTheReplayItsRangeAndLanes() throws IOException {
        Files.createDirectories(home.resolve("data/journal/e000003"));

        final int status = line.execute(
                "replay",
                "--verify",
                "--generation",
                "3",
                "--from",
                "5",
                "--to",
                "9",
                "--layout",
                "two",
                "--ring-size",
                "4");

        assertEquals(ExitStatus.DONE, status);
        final ReplayOptions options = (ReplayOptions) asked.get(0);
        assertEquals(home.resolve("data/journal"), options.journal());
        assertEquals(3, options.generation());
        assertEquals(LayoutChoice.valueOf("two"), options.layout().orElseThrow());
        assertEquals(OptionalInt.of(4), options.ringSize());
        assertEquals(5, options.from());
        assertEquals(9, options.to());
        assertTrue(options.verify());
    }

    @Test
    void shouldPlayRecordingsOnceAClientFollows() throws IOException {
        final Path frames = Files.writeString(home.resolve("frames"), "");

        assertEquals(ExitStatus.DONE, line.execute("venue", "--port", "9080", "--frames", frames.toString()));
        assertEquals(
                ExitStatus.DONE,
                line.execute(
                        "venue",
                        "--port",
                        "0",
                        "--seed",
                        "7",
                        "--speed",
                        "2",
                        "--start-after",
                        "0",
                        "--faults",
                        "drop=0.1",
                        "--ledger",
                        "books"));

        final VenueOptions recorded = ((VenueRunOptions) asked.get(0)).venue();
        assertEquals(1, recorded.startAfter());
        assertEquals(List.of(frames), recorded.frames());
        final VenueOptions generated = ((VenueRunOptions) asked.get(1)).venue();
        assertEquals(0, generated.startAfter());
        assertEquals(7, generated.seed());
        assertEquals(2.0, generated.speed().factor());
        assertEquals(MatchingRules.DEFAULT, generated.rules());
        assertEquals(FaultOptions.parse("drop=0.1", 7), generated.faults());
        assertEquals(Optional.of(Path.of("books")), generated.ledger());
    }

    @Test
    void shouldNotReplayWhatIsNotThere() throws IOException {
        final Path journal = Files.createDirectories(home.resolve("data/journal"));

        assertEquals(ExitStatus.USAGE, line.execute("replay"));

        assertEquals(
                "ringfence replay: --journal=" + journal
                        + ": there is no generation in it; see 'ringfence replay --help'\n",
                err.toString());
    }

    static Stream<Arguments> wrongUsage() {
        return Stream.of(
                wrong("ringfence: a command is missing; see 'ringfence --help'"),
                wrong(
                        "ringfence: Unmatched argument at index 0: 'dmo'; did you mean demo?; see 'ringfence"
                                + " --help'",
                        "dmo"),
                wrong(
                        "ringfence demo: Unknown option: '--sped'; did you mean --speed?; see 'ringfence demo --help'",
                        "demo",
                        "--sped"),
                wrong(
                        "ringfence demo: Invalid value for option '--speed': '0' must be max or a number above 0 to 10000;"
                                + " see 'ringfence demo --help'",
                        "demo",
                        "--speed",
                        "0"),
                wrong(
                        "ringfence demo: --seconds=0: must be from 1 to 604800; see 'ringfence demo --help'",
                        "demo",
                        "--seconds",
                        "0"),
                wrong(
                        "ringfence demo: --frames=nowhere: no such file, or not readable; see 'ringfence demo --help'",
                        "demo",
                        "--frames",
                        "nowhere"),
                wrong("ringfence venue: Missing required option: '--port=P'; see 'ringfence venue --help'", "venue"),
                wrong(
                        "ringfence venue: --port=65536: must be from 0 to 65535; see 'ringfence venue --help'",
                        "venue",
                        "--port",
                        "65536"),
                wrong(
                        "ringfence venue: --faults=flood=1: faults: \"flood=1\": known are drop, delay, late, duplicate,"
                                + " disconnect, unknown, http5xx, overload and seed; see 'ringfence venue --help'",
                        "venue",
                        "--port",
                        "0",
                        "--faults",
                        "flood=1"),
                wrong("ringfence run: nowhere: no such file", "run", "--config", "nowhere"),
                wrong(
                        "ringfence replay: --journal=nowhere: no such folder; see 'ringfence replay --help'",
                        "replay",
                        "--journal",
                        "nowhere"),
                wrong(
                        "ringfence replay: --generation=0: must be 1 or more; see 'ringfence replay --help'",
                        "replay",
                        "--journal",
                        ".",
                        "--generation",
                        "0"),
                wrong(
                        "ringfence replay: --to=4: must not be below --from=5; see 'ringfence replay --help'",
                        "replay",
                        "--journal",
                        ".",
                        "--from",
                        "5",
                        "--to",
                        "4"),
                wrong(
                        "ringfence replay: --ring-size=5: must be a power of two from 4 to 65536; see 'ringfence replay"
                                + " --help'",
                        "replay",
                        "--journal",
                        ".",
                        "--ring-size",
                        "5"),
                wrong(
                        "ringfence replay: Invalid value for option '--layout': 'three' must be one of auto, one, two,"
                                + " journal-apart, each; see 'ringfence replay --help'",
                        "replay",
                        "--journal",
                        ".",
                        "--layout",
                        "three"));
    }

    @ParameterizedTest
    @MethodSource("wrongUsage")
    void shouldSayInOneLineWhatIsWrong(final String expected, final String[] arguments) {
        final int status = line.execute(arguments);

        assertEquals(expected + "\n", err.toString());
        assertEquals(ExitStatus.USAGE, status);
        assertTrue(asked.isEmpty());
    }

    @Test
    void shouldReportAFailureWithoutAStackTraceUnlessVerbose() {
        final CommandLine failing = Ringfence.commandLine(List.of(new VenueCommand(new Home(home), options -> {
            throw new IllegalStateException("port=" + options.venue().port() + " is taken\nby somebody");
        })));
        failing.setErr(new PrintWriter(err));

        assertEquals(ExitStatus.FAILED, failing.execute("venue", "--port", "1"));

        assertEquals("ringfence venue: port=1 is taken by somebody\n", err.toString());
        failing.execute("venue", "--port", "1", "--verbose");
        assertTrue(err.toString().contains("at io.ringfence"), err.toString());
    }

    @Test
    void shouldPassOnWhatTheJobSays() {
        final CommandLine differing =
                Ringfence.commandLine(List.of(new VenueCommand(new Home(home), options -> ExitStatus.FAILED)));

        assertEquals(ExitStatus.FAILED, differing.execute("venue", "--port", "1"));
    }

    @Test
    void shouldDocumentEveryOptionOfEveryCommand() {
        assertHelp(line, "--help");
        assertTrue(out.toString().contains("Exit status"), out.toString());
        assertTrue(out.toString().contains("replay"), out.toString());
        line.getSubcommands().forEach((name, command) -> assertHelp(command, name, "--help"));
    }

    @Test
    void shouldTellItsVersion() {
        assertEquals(ExitStatus.DONE, line.execute("--version"));

        assertTrue(out.toString().startsWith("Ringfence "), out.toString());
    }

    private void assertHelp(final CommandLine command, final String... arguments) {
        out.getBuffer().setLength(0);
        assertEquals(ExitStatus.DONE, line.execute(arguments));
        for (final OptionSpec option : command.getCommandSpec().options()) {
            assertTrue(out.toString().contains(option.longestName()), option.longestName());
            assertTrue(option.description().length > 0, option.longestName());
        }
    }

    private int remember(final Object options) {
        asked.add(options);
        return ExitStatus.DONE;
    }

    private void copyConfig() throws IOException {
        final Path shipped = Path.of("..", "config");
        try (Stream<Path> files = Files.walk(shipped)) {
            for (final Path file : files.toList()) {
                final Path copy = home.resolve("config").resolve(shipped.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static Arguments wrong(final String expected, final String... arguments) {
        return Arguments.of(expected, arguments);
    }
}
