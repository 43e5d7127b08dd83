package io.ringfence.journal.dump;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.message.GenerationStartedEncoder;
import io.ringfence.journal.message.InstrumentDefinitionEncoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * The small journal that the tests keep of every released schema version: two generations with every event and decision
 * of that version, one stopped as asked, one that died; packed, with what its own build's dump said of it.
 */
final class ReleasedJournal {
    static final List<Integer> EPOCHS = List.of(1, 2);
    static final int ROUNDS = 6;
    static final long SEGMENT_BYTES = 1L << 20;

    private static final String PACKED = "journal.zip";
    private static final int LENGTH_BYTES = Integer.BYTES;
    private static final String LOCKS_OF_CHRONICLE = "metadata.cq4t";

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[8 * 1024]);
    private final Generation generation;
    private long sequence;

    private ReleasedJournal(final Generation generation) {
        this.generation = generation;
    }

    /** Writes what stands for this build's schema version into {@code target}: to be committed, and never made again. */
    static void release(final Path work, final Path target) throws IOException {
        write(work);
        Files.createDirectories(target);
        pack(work, target.resolve(PACKED));
        for (final LogKind kind : LogKind.values()) {
            Files.writeString(target.resolve(dumpName(kind)), dump(work, 1, kind));
        }
    }

    /** What the first generation's dump is called. */
    static String dumpName(final LogKind kind) {
        return kind.folder() + ".jsonl";
    }

    /** What this build's dump says. */
    static String dump(final Path journal, final int epoch, final LogKind kind) throws IOException {
        final StringWriter text = new StringWriter();
        try (Journal reading = Journal.reading(journal)) {
            new JournalDump(reading.read(epoch)).dump(kind, 0, Long.MAX_VALUE, DumpFormat.JSON, text);
        }
        return text.toString();
    }

    /** Unpacks the journal of schema version {@code version} into {@code target}. */
    static void unpack(final int version, final Path target) throws IOException {
        try (InputStream packed = resource(version, PACKED);
                ZipInputStream zip = new ZipInputStream(packed)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                final Path file = target.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
    }

    static InputStream resource(final int version, final String name) {
        final String path = "/io/ringfence/journal/released/v" + version + "/" + name;
        final InputStream resource = ReleasedJournal.class.getResourceAsStream(path);
        if (resource == null) {
            throw new IllegalStateException("no resource " + path);
        }
        return resource;
    }

    private static void write(final Path work) {
        try (Journal journal = Journal.open(work)) {
            journal.instrumentIds().idOf(Venue.BINANCE_USDM, "BTCUSDT", 2, 3);
            journal.instrumentIds().idOf(Venue.BINANCE_USDM, "ETHUSDT", 2, 2);
            final Generation ended = begin(journal);
            new ReleasedJournal(ended).fill();
            ended.seal(ended.ended());
            final Generation died = begin(journal);
            new ReleasedJournal(died).fill();
        }
        Journal.open(work).close();
    }

    private static Generation begin(final Journal journal) {
        return journal.start(
                GenerationOptions.defaults().withSegmentBytes(SEGMENT_BYTES).withReserveAheadBytes(SEGMENT_BYTES));
    }

    private void fill() {
        final FilledMessage message = new FilledMessage(buffer, 0);
        event(message.event(new GenerationStartedEncoder(), 0));
        event(instrument(1, "BTCUSDT", 3));
        event(instrument(2, "ETHUSDT", 2));
        for (int round = 1; round <= ROUNDS; round++) {
            final int turn = round;
            EveryTypeTest.events().filter(ReleasedJournal::isFree).forEach(each -> event(message.event(each, turn)));
            decide(round);
        }
    }

    /** The others are an order of things that a journal keeps. */
    private static boolean isFree(final MessageEncoderFlyweight message) {
        return !(message instanceof GenerationStartedEncoder || message instanceof InstrumentDefinitionEncoder);
    }

    private int instrument(final int id, final String symbol, final int quantityScale) {
        return new Instrument(
                        id,
                        Venue.BINANCE_USDM,
                        MarketKind.USDM,
                        symbol,
                        2,
                        quantityScale,
                        10,
                        1,
                        1,
                        1_000_000,
                        10_000_000_000L)
                .encode(buffer, 0);
    }

    private void event(final int lengthBytes) {
        sequence++;
        EventLayout.stamp(buffer, 0, generation.epoch(), sequence, HandMadeJournal.START_NS + sequence * 1_000_000);
        generation.events().append(sequence, buffer, 0, lengthBytes);
    }

    /** Every decision at the latest event, as one record. */
    private void decide(final int round) {
        int end = 0;
        for (final MessageEncoderFlyweight each : EveryTypeTest.decisions().toList()) {
            final int lengthBytes =
                    new FilledMessage(buffer, end + LENGTH_BYTES).decision(each, round, sequence, generation.epoch());
            buffer.putInt(end, lengthBytes);
            final int behind = end + LENGTH_BYTES + lengthBytes;
            end = (behind + 3) & -4;
            buffer.setMemory(behind, end - behind, (byte) 0);
        }
        generation.decisions().append(sequence, buffer, 0, end);
    }

    private static void pack(final Path folder, final Path target) throws IOException {
        try (Stream<Path> tree = Files.walk(folder);
                OutputStream out = Files.newOutputStream(target);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(9);
            for (final Path file : tree.filter(ReleasedJournal::isKept).sorted().toList()) {
                final ZipEntry entry =
                        new ZipEntry(folder.relativize(file).toString().replace('\\', '/'));
                entry.setTime(HandMadeJournal.START_NS / 1_000_000);
                zip.putNextEntry(entry);
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }

    private static boolean isKept(final Path file) {
        return Files.isRegularFile(file) && !file.endsWith(LOCKS_OF_CHRONICLE) && !file.endsWith("journal.lock");
    }
}
