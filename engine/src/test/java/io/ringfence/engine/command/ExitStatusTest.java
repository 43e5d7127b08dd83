package io.ringfence.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.process.StopSignal;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.RecordedGeneration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What asks a journal: exit statuses, and where they say what. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExitStatusTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Path home;
    private Path journal;
    private long lastSequence;
    private String order;

    /** What one command made of its arguments. */
    private record Ended(int status, List<String> out, String err) {}

    @BeforeAll
    void trade(@TempDir final Path folder) throws Exception {
        home = folder;
        journal = folder.resolve("journal");
        final ShippedDemo demo = new ShippedDemo().eager().layout("one");
        final VenueOptions market = VenueOptions.ofGenerated(7, 2, 20).withSpeed(Speed.MAX);
        try (LiveRun run = LiveRun.start(demo, market, journal)) {
            final RecordedGeneration recorded = run.playToTheEnd().stop();
            lastSequence = recorded.seal().orElseThrow().events().lastSequence();
        }
        final Ended trades = ringfence("trades", "--json");
        order = JSON.readTree(trades.out().get(0))
                .get("trades")
                .get(0)
                .get("entryOrder")
                .asText();
    }

    @Test
    void shouldEndWithZeroWhenAllIsAsRecorded() throws Exception {
        for (final String arguments : List.of(
                "replay --verify",
                "replay --all",
                "replay --break orderPlaced",
                "why " + order,
                "trades",
                "journal dump --to 3",
                "journal stat",
                "journal verify",
                "journal prune --keep-size 1GiB",
                "snapshot")) {
            final Ended ended = ringfence((arguments + " --json").split(" "));

            assertEquals(ExitStatus.DONE, ended.status(), arguments + ": " + ended.err());
            assertFalse(ended.out().isEmpty(), arguments);
            for (final String line : ended.out()) {
                assertTrue(JSON.readTree(line).isObject(), line);
            }
        }
    }

    @Test
    void shouldEndWithOneWhenItIsTriedAndFails() throws Exception {
        final Path damaged = copy("damaged");
        Files.write(damaged.resolve("e000001/events/000000/19700101F.cq4"), new byte[0]);
        for (final String arguments : List.of(
                "replay",
                "replay --verify",
                "replay --all",
                "replay --break orderPlaced",
                "why " + order,
                "trades",
                "journal dump",
                "journal stat",
                "journal verify",
                "snapshot")) {
            final Ended ended = ringfence(damaged, arguments.split(" "));

            assertEquals(ExitStatus.FAILED, ended.status(), arguments + ": " + ended.err());
            final String said = String.join("\n", ended.out()) + ended.err();
            assertTrue(said.contains("damaged log: segment=" + damaged.resolve("e000001/events")), arguments + said);
            assertFalse(said.contains("null"), arguments + said);
            assertFalse(said.contains("Exception"), arguments + said);
        }
        assertEquals(ExitStatus.FAILED, ringfence("why", "1:3").status());
        assertEquals(
                ExitStatus.FAILED,
                ringfence("replay", "--break", "symbol = NOTHERE").status());
        assertEquals(ExitStatus.FAILED, ringfence("stat").status());
        assertEquals(ExitStatus.FAILED, ringfence("command", "pause", "--yes").status());
    }

    /** A seal that isn't what was written, a lost decision log, a lost configuration: each is named by its file. */
    @Test
    void shouldNameTheFileThatIsNotWhatItWas() throws Exception {
        final Path sealed = copy("sealed");
        Files.writeString(sealed.resolve("e000001/seal.json"), "{\"epoch\":");
        assertNamed(sealed, "damaged seal " + sealed.resolve("e000001/seal.json") + ": no JSON: line=", "replay");
        final Path decided = copy("decided");
        Files.write(decided.resolve("e000001/decisions/000000/19700101F.cq4"), new byte[0]);
        assertNamed(decided, "the decision log is damaged: ", "replay", "--verify");
        final Path configured = copy("configured");
        Files.delete(configured.resolve("e000001/engine.yaml"));
        assertNamed(configured, "no such file: " + configured.resolve("e000001/engine.yaml"), "replay");
    }

    private void assertNamed(final Path damaged, final String expected, final String... arguments) throws Exception {
        final Ended ended = ringfence(damaged, arguments);
        final String said = String.join("\n", ended.out()) + ended.err();
        assertEquals(ExitStatus.FAILED, ended.status(), said);
        assertTrue(said.contains(expected), said);
        assertFalse(said.contains("Exception"), said);
    }

    @Test
    void shouldEndWithTwoWhenItIsNotEvenTried() throws Exception {
        final Path empty = Files.createDirectories(home.resolve("empty"));
        for (final String arguments : List.of(
                "replay",
                "replay --all",
                "why 1:2",
                "trades",
                "journal dump",
                "journal stat",
                "journal verify",
                "snapshot")) {
            final Ended ended = ringfence(empty, arguments.split(" "));

            assertEquals(ExitStatus.USAGE, ended.status(), arguments + ": " + ended.err());
            assertTrue(ended.err().contains("--journal=" + empty + ": there is no generation in it"), ended.err());
        }
        for (final String arguments : List.of(
                "replay --from ", "replay --break orderPlaced --from ", "journal dump --from ", "snapshot --at ")) {
            final Ended ended = ringfence((arguments + (lastSequence + 1)).split(" "));

            assertEquals(ExitStatus.USAGE, ended.status(), arguments + ": " + ended.err());
            assertTrue(ended.err().contains("generation 1 ends with sequence " + lastSequence), ended.err());
        }
    }

    private Ended ringfence(final String... arguments) throws Exception {
        return ringfence(journal, arguments);
    }

    private Ended ringfence(final Path folder, final String... arguments) throws Exception {
        final List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--journal", folder.toString()));
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final PrintStream processOut = System.out;
        final PrintStream processErr = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            final int status = Ringfence.commandLine(Commands.all(new Home(home), new StopSignal()))
                    .setOut(new PrintWriter(System.out, true))
                    .setErr(new PrintWriter(System.err, true))
                    .execute(all.toArray(String[]::new));
            return new Ended(
                    status,
                    out.toString(StandardCharsets.UTF_8).lines().toList(),
                    err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(processOut);
            System.setErr(processErr);
        }
    }

    private Path copy(final String name) throws IOException {
        final Path copy = home.resolve(name);
        try (Stream<Path> files = Files.walk(journal)) {
            for (final Path file : files.toList()) {
                if (Files.isDirectory(file) || Files.isRegularFile(file)) {
                    Files.copy(file, copy.resolve(journal.relativize(file).toString()));
                }
            }
        }
        return copy;
    }
}
