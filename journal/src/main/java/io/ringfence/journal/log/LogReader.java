package io.ringfence.journal.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongArrayList;

/**
 * Reads a log, of a sealed generation or of one that still runs, and never writes: from its first record that hasn't been
 * pruned, or from behind a known one. It stops at the first record that doesn't fit (length, epoch, sequence, chain) and then says so in {@link #damage}.
 *
 * <pre>{@code
 *   while (reader.next()) {
 *       ... reader.sequence(), reader.buffer(), reader.offset(), reader.lengthBytes()
 *   }
 *   reader.damage().ifPresent(...)
 * }</pre>
 *
 * <p>Belongs to one thread. {@link #next} allocates nothing but at the change of a segment. On a running generation
 * {@code next} may return true again later.
 */
public final class LogReader implements AutoCloseable {
    /** Longer than any record or index page that a killed writer may have left unfinished behind the end. */
    private static final int MAX_DEBRIS_BYTES = 256 * 1024;

    private static final long NOT_LABELLED = -1;
    private static final int GROUP_LOOKS = 20;
    private static final long GROUP_LOOK_NS = 1_000_000;

    private final LogPlace place;
    private final LogEnd expectedEnd;
    private final ChainedChecksum checksum = new ChainedChecksum();

    private final LongArrayList leftSegmentEnds = new LongArrayList();
    private SegmentWindow window;
    private int firstSegment;
    private int segment;
    private long segmentStart;
    private long position;
    private SegmentWindow following;
    private long followingFirst = NOT_LABELLED;
    private LogDamage damage;
    /** Whether the last {@link #next} found nothing more: whoever left before has not asked how the log ends. */
    private boolean atEnd;
    /** Whether the log's writer forced it batch by batch. */
    private boolean forced;

    private long records;
    private long sequence;
    private int chain;
    private int payloadOffset;
    private int payloadBytes;

    private LogReader(final LogPlace place, final PrunedPart pruned, final LogEnd expectedEnd) {
        this.place = place;
        this.expectedEnd = expectedEnd;
        this.firstSegment = pruned.segments();
        this.segment = pruned.segments() - 1;
        startAt(pruned.end());
    }

    /** Reads as far as the log goes. */
    public static LogReader open(final LogPlace place) {
        return new LogReader(place, PrunedPart.of(place), null);
    }

    /** Reads a sealed log, whose end is known: less than that is damage. */
    public static LogReader open(final LogPlace place, final LogEnd expectedEnd) {
        return new LogReader(place, PrunedPart.of(place), expectedEnd);
    }

    /**
     * Reads what follows a known record, without reading what is before its segment.
     *
     * @param from        the record, as a snapshot knows it; if another one is found in its place, that is damage
     * @param expectedEnd the sealed end, or null
     * @throws JournalFailure if that record has been pruned, or the disk can't be read
     */
    public static LogReader open(final LogPlace place, final LogEnd from, final LogEnd expectedEnd) {
        final PrunedPart pruned = PrunedPart.of(place);
        if (from.lastSequence() < pruned.end().lastSequence()) {
            throw new JournalFailure("what follows sequence=" + from.lastSequence() + " in " + place
                    + " has been pruned up to sequence=" + pruned.end().lastSequence());
        }
        final LogReader reader = new LogReader(place, pruned, expectedEnd);
        if (from.records() > pruned.end().records()) {
            reader.seek(from);
        }
        return reader;
    }

    /** The first record's sequence in a segment; 0 if it holds none, or isn't what it should be. */
    static long firstSequence(final LogPlace place, final int number) throws IOException {
        final Optional<Path> file = place.data(number);
        if (file.isEmpty()) {
            return 0;
        }
        try (SegmentWindow window = new SegmentWindow(file.get());
                LogReader reader = new LogReader(place, new PrunedPart(number, new LogEnd(0, 0, 0)), null)) {
            final long first = reader.behindLabel(window, number);
            return first == NOT_LABELLED ? 0 : reader.sequenceAt(window, first);
        }
    }

    /**
     * Moves to the next record.
     *
     * @return false at the end, or where the log is damaged
     * @throws JournalFailure if the disk can't be read
     */
    public boolean next() {
        try {
            atEnd = damage != null || !advance();
            return !atEnd;
        } catch (final IOException e) {
            throw new JournalFailure("can't read " + place + " segment=" + segment + " position=" + position, e);
        }
    }

    public long sequence() {
        return sequence;
    }

    public int epoch() {
        return place.epoch();
    }

    /** Holds the payload at {@link #offset} until the next call of {@link #next}. */
    public DirectBuffer buffer() {
        return window.buffer();
    }

    public int offset() {
        return payloadOffset;
    }

    /** Length of the payload. */
    public int lengthBytes() {
        return payloadBytes;
    }

    /** The current record's chain value. */
    public int chain() {
        return chain;
    }

    /** The number of the segment that holds the current record. */
    public int segment() {
        return segment;
    }

    /** The number of the first segment that {@link #segmentEnds} tells of. */
    int firstSegment() {
        return firstSegment;
    }

    /** Where the good part of the log ends, as far as it was read. */
    public LogEnd end() {
        return new LogEnd(records, sequence, chain);
    }

    /**
     * What {@link #next} ran into, for those who follow a log that is being written: from then on it returns false for good.
     * Unlike {@link #damage} this looks nowhere.
     */
    public Optional<LogDamage> obstacle() {
        return Optional.ofNullable(damage);
    }

    /**
     * Why the log ends here, if not because nothing more was written: empty unless {@link #next} has returned false. Then it
     * also looks for records hidden behind a hole, and for a shorter log than was sealed.
     */
    public Optional<LogDamage> damage() {
        if (damage == null && atEnd) {
            try {
                lookBehindTheEnd();
            } catch (final IOException e) {
                throw new JournalFailure("can't read " + place + " segment=" + segment, e);
            }
        }
        return Optional.ofNullable(damage);
    }

    /**
     * Whether the damage is no more than what a loss of power leaves of the records that were written last: the log's writer
     * forced it, and had not yet forced what is damaged, or anything behind. Nobody has acted on those. To be asked when
     * {@link #damage} has told of some.
     *
     * @throws JournalFailure if the disk can't be read
     */
    public boolean isTornTail() {
        // The first record of a segment may be the one that doesn't follow since those before it are gone.
        if (!forced || expectedEnd != null || window == null || position == segmentStart) {
            return false;
        }
        try {
            return damage.segment().equals(window.file())
                    && damage.position() == position
                    && !isForcedBehind()
                    && !hasRecords(segment + 1);
        } catch (final IOException e) {
            throw new JournalFailure("can't read " + place + " segment=" + segment, e);
        }
    }

    /** Whether a record behind the damage was appended when the damaged one was on the disk. */
    private boolean isForcedBehind() throws IOException {
        for (long at = position + Integer.BYTES; at >= 0; at = next(at)) {
            if (isRecordAt(at) && LogFrame.isForcedBefore(window.buffer(), window.offset(at + Integer.BYTES))) {
                return true;
            }
        }
        return false;
    }

    /** The next place at which something may be, or -1; zeros are passed over. */
    private long next(final long at) throws IOException {
        final long next = at + LogFrame.ALIGNMENT;
        if (window.load(next, Integer.BYTES) && window.wordIfThere(next) != 0) {
            return next;
        }
        final long something = window.firstNonZero(next);
        return something < 0 ? -1 : something - Math.floorMod(something, LogFrame.ALIGNMENT);
    }

    /** Whether a finished record lies in the segment {@code number}; such a one is entered when all before it is forced. */
    private boolean hasRecords(final int number) throws IOException {
        return firstSequence(place, number) != 0;
    }

    /** How far the row of documents goes in each segment's file, of all segments that hold records. */
    LongArrayList segmentEnds() {
        final LongArrayList ends = new LongArrayList();
        ends.addAll(leftSegmentEnds);
        if (window != null) {
            ends.addLong(position);
        }
        return ends;
    }

    @Override
    public void close() {
        try {
            close(window);
            close(following);
        } catch (final IOException e) {
            throw new JournalFailure("can't close " + place, e);
        }
    }

    private void startAt(final LogEnd end) {
        records = end.records();
        sequence = end.lastSequence();
        chain = end.chain();
    }

    /** Goes behind the record {@code from}; what lies between is neither read nor checked. */
    private void seek(final LogEnd from) {
        try {
            segment = segmentBefore(from.lastSequence());
            firstSegment = segment + 1;
            if (!enterNextSegment() || !jumpTo(from)) {
                startAt(new LogEnd(0, 0, 0));
                damagedAt(from);
            } else {
                startAt(from);
            }
        } catch (final IOException e) {
            throw new JournalFailure("can't look for sequence=" + from.lastSequence() + " in " + place, e);
        }
    }

    private void damagedAt(final LogEnd from) {
        if (damage == null) {
            damaged("the record of sequence=" + from.lastSequence() + " chain=" + hex(from.chain()), "no such record");
        }
    }

    /** Newest first, since what is asked for is near the end. */
    private int segmentBefore(final long wanted) throws IOException {
        final int[] present = place.segments();
        for (int i = present.length - 1; i > 0 && present[i] > firstSegment; i--) {
            final long first = firstSequence(place, present[i]);
            if (first > 0 && first <= wanted) {
                return present[i] - 1;
            }
        }
        return firstSegment - 1;
    }

    /** By halves, as far as records can be told from what looks like them; from there, or from the beginning, by length. */
    private boolean jumpTo(final LogEnd from) throws IOException {
        final long first = position;
        position = shortlyBefore(from.lastSequence());
        if (stepTo(from)) {
            return true;
        }
        position = first;
        return stepTo(from);
    }

    /** Where a record with a lower sequence starts, not far before {@code wanted}; or where the segment's records start. */
    private long shortlyBefore(final long wanted) throws IOException {
        long low = position;
        long high = window.lengthBytes();
        while (high - low > 2L * MAX_DEBRIS_BYTES) {
            final long middle = BitUtil.align(low + (high - low) / 2, LogFrame.ALIGNMENT);
            final long found = findLinkedRecord(middle);
            if (found >= 0 && sequenceAt(window, found) < wanted) {
                low = found;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Where a record starts whose chain value the record behind it goes on from: no payload looks like that. Or -1. */
    private long findLinkedRecord(final long from) throws IOException {
        long at = findRecord(from, from + MAX_DEBRIS_BYTES);
        while (at >= 0 && !isLinked(at)) {
            at = findRecord(at + LogFrame.ALIGNMENT, from + MAX_DEBRIS_BYTES);
        }
        return at;
    }

    private boolean isLinked(final long at) throws IOException {
        final int chainBefore = chainAt(window, at);
        final long behind = window.behind(at, window.word(at));
        final int word = window.word(behind);
        final int recordBytes = SegmentWindow.lengthBytes(word);
        if (!isRecordWord(word) || !window.load(behind + Integer.BYTES, recordBytes)) {
            return false;
        }
        final int record = window.offset(behind + Integer.BYTES);
        final int stored = LogFrame.chain(window.buffer(), record);
        final int computed = checksum.chain(window.memory(), window.buffer(), record, recordBytes, chainBefore);
        LogFrame.writeChain(window.buffer(), record, stored);
        return computed == stored;
    }

    private boolean stepTo(final LogEnd from) throws IOException {
        for (int word = window.word(position); !SegmentWindow.isEnd(word); word = window.word(position)) {
            final long at = position;
            position = window.behind(at, word);
            if (!SegmentWindow.isMetaData(word)) {
                final long here = sequenceAt(window, at);
                forced |= here > 0 && LogFrame.isForcedBefore(window.buffer(), window.offset(at + Integer.BYTES));
                if (here >= from.lastSequence()) {
                    return here == from.lastSequence() && chainAt(window, at) == from.chain();
                }
            }
        }
        return false;
    }

    /** 0 where there is no record. */
    private long sequenceAt(final SegmentWindow candidate, final long at) throws IOException {
        return candidate.load(at + Integer.BYTES, LogFrame.PAYLOAD)
                ? LogFrame.sequence(candidate.buffer(), candidate.offset(at + Integer.BYTES))
                : 0;
    }

    private int chainAt(final SegmentWindow candidate, final long at) throws IOException {
        return candidate.load(at + Integer.BYTES, LogFrame.PAYLOAD)
                ? LogFrame.chain(candidate.buffer(), candidate.offset(at + Integer.BYTES))
                : 0;
    }

    private static void close(final SegmentWindow window) throws IOException {
        if (window != null) {
            window.close();
        }
    }

    private boolean advance() throws IOException {
        while (window != null || enterNextSegment()) {
            final int word = window.word(position);
            if (SegmentWindow.isEnd(word)) {
                if (!enterNextSegment()) {
                    return false;
                }
            } else if (SegmentWindow.isMetaData(word)) {
                if (!skipMetaData(word)) {
                    return false;
                }
            } else {
                return take(SegmentWindow.lengthBytes(word), false);
            }
        }
        return false;
    }

    /** @param afresh whether the window was read anew for this record */
    private boolean take(final int recordBytes, final boolean afresh) throws IOException {
        if (!window.load(position + Integer.BYTES, recordBytes)) {
            return doubted(afresh, "a record of bytes=" + recordBytes, "the end of the file");
        }
        final int record = window.offset(position + Integer.BYTES);
        final int length = LogFrame.length(window.buffer(), record);
        if (!fits(length, recordBytes)) {
            return doubted(afresh, "a record of bytes=" + recordBytes, "a payload of lengthBytes=" + length);
        }
        return takeFramed(record, length, recordBytes, afresh);
    }

    private boolean takeFramed(final int record, final int length, final int recordBytes, final boolean afresh)
            throws IOException {
        final int stored = LogFrame.chain(window.buffer(), record);
        final int computed = checksum.chain(window.memory(), window.buffer(), record, recordBytes, chain);
        LogFrame.writeChain(window.buffer(), record, stored);
        final long nextSequence = LogFrame.sequence(window.buffer(), record);
        final int epoch = LogFrame.epoch(window.buffer(), record);
        if (epoch != place.epoch()) {
            return doubted(afresh, "epoch=" + place.epoch(), "epoch=" + epoch);
        }
        if (computed != stored) {
            return doubted(afresh, "chain=" + hex(computed) + " for sequence=" + nextSequence, "chain=" + hex(stored));
        }
        if (nextSequence <= sequence) {
            return damaged("a sequence behind " + sequence, "sequence=" + nextSequence);
        }
        accept(record, length, recordBytes, nextSequence, stored);
        return true;
    }

    /**
     * A window of many records is copied while the newest of them are being written, and nothing says in which order its bytes
     * are: a record's word may be there without its content. What doesn't fit is read once more before it is called damage.
     */
    private boolean doubted(final boolean afresh, final String expected, final String found) throws IOException {
        if (afresh) {
            return damaged(expected, found);
        }
        window.refresh(position);
        return take(SegmentWindow.lengthBytes(window.word(position)), true);
    }

    private void accept(
            final int record, final int length, final int recordBytes, final long nextSequence, final int stored) {
        forced |= LogFrame.isForcedBefore(window.buffer(), record);
        payloadOffset = record + LogFrame.PAYLOAD;
        payloadBytes = length;
        sequence = nextSequence;
        chain = stored;
        records++;
        position += Integer.BYTES + recordBytes;
    }

    private static boolean fits(final int length, final int recordBytes) {
        return length >= 0 && length <= LogWriter.MAX_PAYLOAD_BYTES && LogFrame.recordBytes(length) == recordBytes;
    }

    /** Steps over Chronicle's header and index pages, but not over a record whose word was turned into one of those. */
    private boolean skipMetaData(final int word) throws IOException {
        final int lengthBytes = SegmentWindow.lengthBytes(word);
        if (lengthBytes >= LogFrame.PAYLOAD && window.load(position + Integer.BYTES, lengthBytes)) {
            final int body = window.offset(position + Integer.BYTES);
            if (fits(LogFrame.length(window.buffer(), body), lengthBytes)) {
                return damaged("a record", "a record marked as meta data");
            }
        }
        position = window.behind(position, word);
        return true;
    }

    /** Moves on if the next segment holds a record. Until then the writer may still be in this one. */
    private boolean enterNextSegment() throws IOException {
        if (!openFollowing()) {
            return false;
        }
        if (window != null && SegmentWindow.isEnd(following.word(followingFirst))) {
            return false;
        }
        if (window == null || SegmentWindow.isEnd(window.word(position))) {
            enterFollowing();
        }
        return true;
    }

    /** False if there is no labelled segment behind the current one, which is damage if there are later ones. */
    private boolean openFollowing() throws IOException {
        if (following == null) {
            final Optional<Path> file = place.data(segment + 1);
            if (file.isEmpty()) {
                return isMissing(segment + 1) && damagedSegment(segment + 1);
            }
            following = new SegmentWindow(file.get());
        }
        if (followingFirst == NOT_LABELLED) {
            followingFirst = behindLabel(following, segment + 1);
        }
        return followingFirst != NOT_LABELLED;
    }

    private void enterFollowing() throws IOException {
        if (window != null) {
            leftSegmentEnds.addLong(position);
            window.close();
        }
        window = following;
        position = followingFirst;
        segmentStart = position;
        segment++;
        following = null;
        followingFirst = NOT_LABELLED;
    }

    /** Where the records of a segment start; not labelled yet, or (which is damage) with another label. */
    private long behindLabel(final SegmentWindow candidate, final int number) throws IOException {
        long at = 0;
        int word = candidate.word(at);
        while (!SegmentWindow.isEnd(word) && SegmentWindow.isMetaData(word)) {
            at = candidate.behind(at, word);
            word = candidate.word(at);
        }
        if (SegmentWindow.isEnd(word)) {
            return unlabelled(candidate, number, at);
        }
        if (!isLabelled(candidate, at, number)) {
            candidate.refresh(at); // As with a record: see doubted.
            if (!isLabelled(candidate, at, number)) {
                return refuse(candidate, number, at);
            }
        }
        return candidate.behind(at, candidate.word(at));
    }

    private boolean isLabelled(final SegmentWindow candidate, final long at, final int number) throws IOException {
        final int recordBytes = SegmentWindow.lengthBytes(candidate.word(at));
        return candidate.load(at + Integer.BYTES, recordBytes) && isLabel(candidate, at, recordBytes, number);
    }

    private long unlabelled(final SegmentWindow candidate, final int number, final long at) throws IOException {
        final long hidden = candidate.firstNonZero(at + MAX_DEBRIS_BYTES);
        // A writer that is alive may have gone on meanwhile.
        if (hidden >= 0 && SegmentWindow.isEnd(candidate.word(at))) {
            damage = new LogDamage(
                    candidate.file(),
                    at,
                    sequence,
                    LogFrame.expectedLabel(place, number),
                    "nothing, and bytes at position=" + hidden);
        }
        return NOT_LABELLED;
    }

    private boolean isLabel(final SegmentWindow candidate, final long at, final int recordBytes, final int number) {
        final int record = candidate.offset(at + Integer.BYTES);
        if (recordBytes != LogFrame.recordBytes(LogFrame.LABEL_BYTES)) {
            return false;
        }
        final int stored = LogFrame.chain(candidate.buffer(), record);
        final int first = LogFrame.firstChain(place, checksum);
        final int computed = checksum.chain(candidate.memory(), candidate.buffer(), record, recordBytes, first);
        return stored == computed && LogFrame.sequence(candidate.buffer(), record) == LogFrame.labelSequence(number);
    }

    private long refuse(final SegmentWindow candidate, final int number, final long at) {
        final int record = candidate.offset(at + Integer.BYTES);
        damage = new LogDamage(
                candidate.file(),
                at,
                sequence,
                LogFrame.expectedLabel(place, number),
                LogFrame.describeLabel(candidate.buffer(), record));
        return NOT_LABELLED;
    }

    private boolean isMissing(final int number) throws IOException {
        final int[] present = place.segments();
        return present.length > 0 && present[present.length - 1] > number;
    }

    private boolean damagedSegment(final int number) {
        if (number < PrunedPart.of(place).segments()) {
            throw new JournalFailure("segment " + number + " of " + place + " was pruned while it was read");
        }
        damage = new LogDamage(place.segment(number), 0, sequence, "segment " + number, "no data file");
        return false;
    }

    private void lookBehindTheEnd() throws IOException {
        if (window != null) {
            lookForHiddenRecords();
        }
        if (damage == null && expectedEnd != null && !expectedEnd.equals(end())) {
            damaged("the sealed end " + expectedEnd, "the end " + end());
        }
    }

    /**
     * A killed writer leaves at most one record behind the end, without its word, which it would have written last. So a
     * finished record there, or bytes further away than any record is long, were cut off by a hole.
     */
    private void lookForHiddenRecords() throws IOException {
        final long end = position;
        if (window.isUnfinished(end)) {
            damaged("a finished record or nothing", "a record marked as unfinished");
            return;
        }
        final long hiddenRecord = findRecord(end + Integer.BYTES, end + MAX_DEBRIS_BYTES);
        final long hidden = hiddenRecord >= 0 ? hiddenRecord : window.firstNonZero(end + MAX_DEBRIS_BYTES);
        if (hidden >= 0 && isStillTheEnd(end)) {
            damaged(
                    "nothing behind the last record",
                    (hiddenRecord >= 0 ? "a record" : "bytes") + " at position=" + hidden);
        }
    }

    /**
     * A writer that is alive may have gone on meanwhile; or it forces, and is about to write the first word of a group, which
     * comes last.
     */
    private boolean isStillTheEnd(final long end) throws IOException {
        for (int i = 0;
                i < GROUP_LOOKS && forced && expectedEnd == null && SegmentWindow.isEnd(window.word(end));
                i++) {
            LockSupport.parkNanos(GROUP_LOOK_NS);
        }
        return SegmentWindow.isEnd(window.word(end));
    }

    /** Where something starts, from {@code from} on, that has the form of a finished record of this log; or -1. */
    private long findRecord(final long from, final long to) throws IOException {
        for (long at = from; at < to && window.load(at, Integer.BYTES); at += LogFrame.ALIGNMENT) {
            if (isRecordAt(at)) {
                return at;
            }
        }
        return -1;
    }

    /** Whether what is there looks like a finished record of this log, behind the last good one. */
    private boolean isRecordAt(final long at) throws IOException {
        if (!window.load(at, Integer.BYTES)) {
            return false;
        }
        final int word = window.wordIfThere(at);
        return isRecordWord(word)
                && window.load(at + Integer.BYTES, SegmentWindow.lengthBytes(word))
                && isFrame(at + Integer.BYTES, SegmentWindow.lengthBytes(word));
    }

    private static boolean isRecordWord(final int word) {
        final int recordBytes = SegmentWindow.lengthBytes(word);
        return !SegmentWindow.isEnd(word)
                && !SegmentWindow.isMetaData(word)
                && recordBytes >= LogFrame.PAYLOAD
                && recordBytes <= LogFrame.recordBytes(LogWriter.MAX_PAYLOAD_BYTES);
    }

    private boolean isFrame(final long at, final int recordBytes) {
        final int record = window.offset(at);
        return fits(LogFrame.length(window.buffer(), record), recordBytes)
                && LogFrame.epoch(window.buffer(), record) == place.epoch()
                && LogFrame.sequence(window.buffer(), record) > sequence;
    }

    private boolean damaged(final String expected, final String found) {
        final Path file = window == null ? place.directory() : window.file();
        damage = new LogDamage(file, position, sequence, expected, found);
        return false;
    }

    private static String hex(final int value) {
        return String.format("%08x", value);
    }
}
