package io.ringfence.journal.generation;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.event.InstrumentScales;
import io.ringfence.journal.log.Disk;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.message.Venue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Which id each instrument has in a journal: a CSV file that only ever grows. Venue, symbol and both scales make an
 * instrument; when a scale changes it is another one and gets a new id, so that old records keep their meaning.
 *
 * <pre>
 *   venue,symbol,priceScale,quantityScale,id,crc32c
 *   BINANCE_USDM,BTCUSDT,2,3,1,&lt;of the line before this field&gt;
 * </pre>
 *
 * <p>Files that earlier builds began have no checksums, and go on without.
 *
 * <p>A last line without an end is one whose writer died; its id was never handed out, so it is cut off. Start-up code:
 * belongs to the thread that opened the journal.
 */
public final class InstrumentIds {
    private static final String FILE = "instruments.csv";
    private static final String HEADING_OF_BEFORE = "venue,symbol,priceScale,quantityScale,id";
    private static final String HEADING = HEADING_OF_BEFORE + ",crc32c";
    private static final int FIELDS = 5;
    private static final int SUM_DIGITS = 8;

    private final Path file;
    private final boolean writable;
    private final Disk disk;
    private final Map<Key, Integer> ids = new HashMap<>();
    private boolean headed;
    private boolean checked = true;

    private record Key(Venue venue, String symbol, int priceScale, int quantityScale) {
        String line(final int id) {
            return venue + "," + symbol + "," + priceScale + "," + quantityScale + "," + id;
        }
    }

    private InstrumentIds(final Path file, final boolean writable, final Disk disk) {
        this.file = file;
        this.writable = writable;
        this.disk = disk;
    }

    /** @throws JournalFailure if a line is malformed, naming file and line */
    static InstrumentIds read(final Path journal, final boolean writable) {
        return read(journal, writable, Disk.REAL);
    }

    static InstrumentIds read(final Path journal, final boolean writable, final Disk disk) {
        final InstrumentIds ids = new InstrumentIds(journal.resolve(FILE), writable, disk);
        try {
            ids.load();
        } catch (final IOException e) {
            throw new JournalFailure("can't read " + ids.file, e);
        }
        return ids;
    }

    /**
     * The instrument's id, from 1; a new one if it has none yet, which is on disk before this returns.
     *
     * @throws IllegalArgumentException if symbol or scale can't be an instrument's
     * @throws JournalFailure           if a new id can't be written
     */
    public int idOf(final Venue venue, final String symbol, final int priceScale, final int quantityScale) {
        final Key key = new Key(venue, symbol, priceScale, quantityScale);
        final Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        requireValid(key);
        final int id = ids.size() + 1;
        final String line = key.line(id);
        append(checked ? line + "," + sum(line) : line);
        ids.put(key, id);
        return id;
    }

    /** The symbol of the instrument {@code id}, if there is one. */
    public Optional<String> symbolOf(final int id) {
        return ids.entrySet().stream()
                .filter(entry -> entry.getValue() == id)
                .map(entry -> entry.getKey().symbol())
                .findFirst();
    }

    /** What every id means. */
    public List<InstrumentScales> all() {
        return ids.entrySet().stream()
                .map(entry -> new InstrumentScales(
                        entry.getValue(),
                        entry.getKey().symbol(),
                        entry.getKey().priceScale(),
                        entry.getKey().quantityScale()))
                .toList();
    }

    /** How many ids are taken; the highest one. */
    public int count() {
        return ids.size();
    }

    private void load() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        final String text = Files.readString(file, StandardCharsets.UTF_8);
        final String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        requireTorn(text.substring(whole.length()), whole);
        if (writable && whole.length() < text.length()) {
            cut(whole.getBytes(StandardCharsets.UTF_8).length);
        }
        final List<String> lines = whole.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            parse(lines.get(i), i + 1);
        }
    }

    /** A line whose writer died is shorter than a whole one; one that is whole has lost its end otherwise. */
    private void requireTorn(final String last, final String before) {
        final int number = (int) before.lines().count() + 1;
        final int sumAt = last.lastIndexOf(',') + 1;
        final boolean whole = number > 1 && sumAt > 0 && last.startsWith(sum(last.substring(0, sumAt - 1)), sumAt);
        require(!whole || last.length() == sumAt + SUM_DIGITS, number, last, "expected an end of the line");
    }

    private static String sum(final String line) {
        final CRC32C crc = new CRC32C();
        crc.update(line.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    private void parse(final String given, final int number) {
        if (number == 1) {
            checked = !given.equals(HEADING_OF_BEFORE);
            require(!checked || given.equals(HEADING), number, given, "expected the heading " + HEADING);
            headed = true;
            return;
        }
        final String line = checked ? withoutSum(given, number) : given;
        final String[] fields = line.split(",", -1);
        require(fields.length == FIELDS, number, line, "expected " + FIELDS + " fields");
        final Key key = new Key(
                venue(fields[0], number, line),
                fields[1],
                integer(fields[2], number, line),
                integer(fields[3], number, line));
        final int id = integer(fields[4], number, line);
        require(id == ids.size() + 1, number, line, "expected id " + (ids.size() + 1));
        require(ids.put(key, id) == null, number, line, "instrument has an id already");
    }

    private String withoutSum(final String line, final int number) {
        final int sumAt = line.lastIndexOf(',') + 1;
        require(sumAt > 0, number, line, "expected " + (FIELDS + 1) + " fields");
        final String text = line.substring(0, sumAt - 1);
        require(line.substring(sumAt).equals(sum(text)), number, line, "expected crc32c " + sum(text));
        return text;
    }

    private Venue venue(final String text, final int number, final String line) {
        try {
            return Venue.valueOf(text);
        } catch (final IllegalArgumentException e) {
            throw malformed(number, line, "no venue is called " + text);
        }
    }

    private int integer(final String text, final int number, final String line) {
        try {
            return Integer.parseInt(text);
        } catch (final NumberFormatException e) {
            throw malformed(number, line, "not a number: " + text);
        }
    }

    private void require(final boolean holds, final int number, final String line, final String reason) {
        if (!holds) {
            throw malformed(number, line, reason);
        }
    }

    private JournalFailure malformed(final int number, final String line, final String reason) {
        return new JournalFailure(file + " line " + number + ": " + reason + ", found: " + line);
    }

    private void append(final String line) {
        if (!writable) {
            throw new IllegalStateException(file + " is open for reading: no new id for " + line);
        }
        final String text = headed ? line + "\n" : HEADING + "\n" + line + "\n";
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            append(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            headed = true;
        } catch (final IOException e) {
            throw new JournalFailure("can't add to " + file + ": " + line, e);
        }
    }

    /** All of it, or nothing: behind half a line the next one would be no line at all. */
    private void append(final FileChannel channel, final ByteBuffer bytes) throws IOException {
        final long lengthBefore = channel.size();
        try {
            channel.position(lengthBefore);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            disk.force(file, channel, true);
        } catch (final IOException e) {
            channel.truncate(lengthBefore);
            throw e;
        }
    }

    private void cut(final int lengthBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(lengthBytes);
            channel.force(true);
        }
    }

    private static void requireValid(final Key key) {
        final String symbol = key.symbol();
        if (symbol.isEmpty() || symbol.chars().anyMatch(c -> c == ',' || c == '"' || c < ' ')) {
            throw new IllegalArgumentException("symbol=" + symbol + " can't be an instrument's");
        }
        requireScale(key, "priceScale", key.priceScale());
        requireScale(key, "quantityScale", key.quantityScale());
    }

    private static void requireScale(final Key key, final String field, final int scale) {
        if (scale < 0 || scale > Instrument.MAX_SCALE) {
            throw new IllegalArgumentException(key.symbol() + ": " + field + "=" + scale + " is out of range");
        }
    }
}
