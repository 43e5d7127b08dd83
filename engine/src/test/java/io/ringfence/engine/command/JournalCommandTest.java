package io.ringfence.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.process.ExitStatus;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.TickEncoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("smoke")
class JournalCommandTest {
    private static final int TICKS = 3;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path home;

    private Path journal;
    private CommandLine line;

    @BeforeEach
    void buildCommandLine() throws IOException {
        journal = Files.createDirectories(home.resolve("data/journal"));
        line = Ringfence.commandLine(List.of(JournalCommand.in(new Home(home))));
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    }

    @Test
    void shouldDumpTheNewestGeneration() {
        writeGeneration();
        writeGeneration();

        assertEquals(ExitStatus.DONE, line.execute("journal", "dump", "--json"));

        assertEquals(TICKS, out.toString().lines().count());
        assertTrue(out.toString().startsWith("{\"sequence\":1,\"type\":\"tick\","), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void shouldDumpWhatWasAskedForAsText() {
        writeGeneration();
        writeGeneration();

        final int status = line.execute(
                "journal", "dump", "--journal", journal.toString(), "--generation", "1", "--from", "2", "--to", "2");

        assertEquals(ExitStatus.DONE, status);
        assertEquals(1, out.toString().lines().count());
    }

    @Test
    void shouldDumpNoDecisionsWhereNoneWereMade() {
        writeGeneration();

        assertEquals(ExitStatus.DONE, line.execute("journal", "dump", "--decisions", "--json"));

        assertEquals("", out.toString());
    }

    @Test
    void shouldStopQuietlyWhenNobodyReadsOn() {
        writeGeneration();
        line.setOut(new PrintWriter(new ClosedPipe()));

        assertEquals(ExitStatus.DONE, line.execute("journal", "dump", "--json"));

        assertEquals("", err.toString());
    }

    @Test
    void shouldCountRecordsByType() {
        writeGeneration();

        assertEquals(ExitStatus.DONE, line.execute("journal", "stat", "--json"));

        assertTrue(out.toString().contains("\"types\":{\"tick\":" + TICKS + "}"), out.toString());
        assertEquals(1, out.toString().lines().count());
    }

    @Test
    void shouldSayThatAJournalIsEmpty() {
        assertEquals(ExitStatus.USAGE, line.execute("journal", "stat"));

        assertEquals(
                "ringfence journal stat: --journal=" + journal
                        + ": there is no generation in it; see 'ringfence journal stat --help'\n",
                err.toString());
    }

    @Test
    void shouldNameTheGenerationsThereAre() {
        writeGeneration();
        writeGeneration();

        assertEquals(ExitStatus.USAGE, line.execute("journal", "dump", "--generation", "7"));

        assertEquals(
                "ringfence journal dump: --generation=7: there is no such generation; there are: 1, 2; see 'ringfence"
                        + " journal dump --help'\n",
                err.toString());
    }

    @Test
    void shouldReportDamageWithItsPlace() throws IOException {
        writeGeneration();
        final Path seal = journal.resolve("e000001/seal.json");
        Files.writeString(seal, Files.readString(seal).replace("\"records\" : 3", "\"records\" : 4"));

        assertEquals(ExitStatus.FAILED, line.execute("journal", "dump"));
        assertTrue(err.toString().contains("seal.json"), err.toString());
        assertTrue(err.toString().contains("it isn't what was written"), err.toString());
        assertEquals(ExitStatus.FAILED, line.execute("journal", "stat"));
    }

    @Test
    void shouldVerifyAllGenerations() throws IOException {
        writeGeneration();
        writeGeneration();

        assertEquals(ExitStatus.DONE, line.execute("journal", "verify", "--json"));
        assertTrue(out.toString().startsWith("{\"damages\":0,\"generations\":[{\"epoch\":1,"), out.toString());

        final Path segment = journal.resolve("e000002/events/000000/19700101F.cq4");
        final byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length - 20] ^= 1;
        Files.write(segment, bytes);
        assertEquals(ExitStatus.FAILED, line.execute("journal", "verify"));
        assertTrue(out.toString().contains("damaged log: segment="), out.toString());
        assertTrue(out.toString().contains("after sequence="), out.toString());
        assertTrue(out.toString().contains("damages: 1"), out.toString());
    }

    @Test
    void shouldRefuseToPruneWhatIsNeededAndSayWhy() {
        writeGeneration();
        writeGeneration();

        final int status = line.execute("journal", "prune", "--keep-size", "1KiB");

        assertEquals(ExitStatus.FAILED, status, err::toString);
        assertTrue(out.toString().contains("refused to remove e000001/events/000000"), out.toString());
        assertTrue(out.toString().contains("no valid snapshot"), out.toString());
    }

    @Test
    void shouldPruneNothingWithinTheLimits() {
        writeGeneration();

        assertEquals(
                ExitStatus.DONE,
                line.execute("journal", "prune", "--keep-size", "1GiB", "--keep-age", "7d", "--json"),
                err::toString);
        assertTrue(out.toString().contains("\"removed\":[],\"refused\":[]"), out.toString());
    }

    @Test
    void shouldSayWhatIsWrongWithALimit() {
        writeGeneration();

        assertEquals(ExitStatus.USAGE, line.execute("journal", "prune"));
        assertTrue(err.toString().contains("--keep-age, --keep-size or both"), err.toString());
        assertEquals(ExitStatus.USAGE, line.execute("journal", "prune", "--keep-size", "1GB"));
        assertTrue(err.toString().contains("--keep-size=1GB: '1GB' is no size"), err.toString());
    }

    @Test
    void shouldLeaveAJournalThatAnEngineWritesToThatEngine() {
        writeGeneration();
        try (Journal writing = Journal.open(journal)) {
            assertEquals(ExitStatus.FAILED, line.execute("journal", "prune", "--keep-size", "1KiB"));
            assertTrue(err.toString().contains(writing.directory().toString()), err.toString());
            assertEquals(ExitStatus.FAILED, line.execute("journal", "prune", "--keep-size", "1KiB", "--dry-run"));
            assertTrue(out.toString().contains("refused to remove"), out.toString());
        }
    }

    @Test
    void shouldAskForACommand() {
        assertEquals(ExitStatus.USAGE, line.execute("journal"));

        assertEquals(
                "ringfence journal: a command is missing: dump, stat, verify or prune; see 'ringfence journal --help'\n",
                err.toString());
    }

    private void writeGeneration() {
        try (Journal writing = Journal.open(journal)) {
            final Generation generation = writing.start(
                    GenerationOptions.defaults().withSegmentBytes(4L << 20).withReserveAheadBytes(1L << 20));
            final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
            final TickEncoder tick = new TickEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
            EventLayout.describe(buffer, 0, 0, 0, EventLayout.NO_TIME);
            for (int sequence = 1; sequence <= TICKS; sequence++) {
                EventLayout.stamp(buffer, 0, generation.epoch(), sequence, sequence * 10_000_000L);
                generation
                        .events()
                        .append(sequence, buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + tick.encodedLength());
            }
            generation.seal(generation.ended());
        }
    }

    private static final class ClosedPipe extends Writer {
        @Override
        public void write(final char[] text, final int offset, final int length) throws IOException {
            throw new IOException("Broken pipe");
        }

        @Override
        public void flush() throws IOException {
            throw new IOException("Broken pipe");
        }

        @Override
        public void close() {}
    }
}
