package io.ringfence.engine.replay;

import io.ringfence.engine.order.DecisionSink;
import io.ringfence.journal.dump.RecordTypes;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.log.LogReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;

/**
 * Compares decisions, as they are concluded again, with the decision log, byte for byte. Owned by the thread that runs
 * {@code orders}.
 */
public final class DecisionCheck {
    private static final String WHOLE_RECORD = "record";
    private static final String NONE = "none";
    private static final DecisionSink NOBODY = (sequence, payload, offset, lengthBytes) -> {};

    private final LogReader recorded;
    private final boolean complete;
    private final long from;
    private final DecisionText text = new DecisionText();
    private final DecisionRecords recordedDecisions = new DecisionRecords();
    private final DecisionRecords replayedDecisions = new DecisionRecords();

    private final DecisionSink alone;

    private boolean recordedAtHand;
    private long divergences;
    private Divergence first;

    /**
     * @param recorded the decision log
     * @param complete whether the run wrote all its decisions: then one that the log lacks is a divergence
     * @param from     earlier sequences are not compared
     */
    public DecisionCheck(final LogReader recorded, final boolean complete, final long from) {
        this(recorded, complete, from, NOBODY);
    }

    /** @param alone gets what is recorded and wasn't concluded again in the same way */
    public DecisionCheck(final LogReader recorded, final boolean complete, final long from, final DecisionSink alone) {
        this.alone = alone;
        this.recorded = recorded;
        this.complete = complete;
        this.from = from;
        this.recordedAtHand = recorded.next();
    }

    /** Takes the sections of one sequence, as {@code orders} would write them to the decision log. */
    public void append(final long sequence, final DirectBuffer payload, final int offset, final int lengthBytes) {
        while (recordedAtHand && recorded.sequence() < sequence) {
            missingNow();
        }
        if (!recordedAtHand || recorded.sequence() > sequence) {
            if (recordedAtHand || complete) {
                diverge(sequence, payload, offset, lengthBytes, null, 0, 0);
            }
            return;
        }
        if (!sameBytes(payload, offset, lengthBytes)) {
            diverge(
                    sequence,
                    payload,
                    offset,
                    lengthBytes,
                    recorded.buffer(),
                    recorded.offset(),
                    recorded.lengthBytes());
        }
        recordedAtHand = recorded.next();
    }

    /** Says that the event log ends at {@code lastSequence}: what the decision log has up to there must have come. */
    public void finish(final long lastSequence) {
        while (recordedAtHand && recorded.sequence() <= lastSequence) {
            missingNow();
        }
    }

    /** Hands on what the decision log has behind the end of the event log; how many sequences. Called after {@link #finish}. */
    public long beyond() {
        long sequences = 0;
        while (recordedAtHand) {
            alone.append(recorded.sequence(), recorded.buffer(), recorded.offset(), recorded.lengthBytes());
            sequences++;
            recordedAtHand = recorded.next();
        }
        return sequences;
    }

    /** Sequences whose decisions differ. */
    public long divergences() {
        return divergences;
    }

    public Optional<Divergence> first() {
        return Optional.ofNullable(first);
    }

    private void missingNow() {
        diverge(recorded.sequence(), null, 0, 0, recorded.buffer(), recorded.offset(), recorded.lengthBytes());
        recordedAtHand = recorded.next();
    }

    private boolean sameBytes(final DirectBuffer payload, final int offset, final int lengthBytes) {
        if (lengthBytes != recorded.lengthBytes()) {
            return false;
        }
        final DirectBuffer other = recorded.buffer();
        final int otherOffset = recorded.offset();
        for (int i = 0; i < lengthBytes; i++) {
            if (payload.getByte(offset + i) != other.getByte(otherOffset + i)) {
                return false;
            }
        }
        return true;
    }

    private void diverge(
            final long sequence,
            final DirectBuffer replayed,
            final int replayedOffset,
            final int replayedBytes,
            final DirectBuffer log,
            final int logOffset,
            final int logBytes) {
        if (sequence < from) {
            return;
        }
        divergences++;
        if (log != null) {
            alone.append(sequence, log, logOffset, logBytes);
        }
        if (first == null) {
            first = compare(
                    sequence,
                    recordedDecisions.wrap(log, logOffset, logBytes),
                    replayedDecisions.wrap(replayed, replayedOffset, replayedBytes));
        }
    }

    private Divergence compare(final long sequence, final DecisionRecords log, final DecisionRecords replayed) {
        int logAt = log.first();
        int replayedAt = replayed.first();
        while (logAt != DecisionRecords.END && replayedAt != DecisionRecords.END) {
            final Divergence difference = compare(sequence, log, logAt, replayed, replayedAt);
            if (difference != null) {
                return difference;
            }
            logAt = log.next(logAt);
            replayedAt = replayed.next(replayedAt);
        }
        return new Divergence(
                sequence,
                logAt != DecisionRecords.END ? stageOf(log, logAt) : stageOf(replayed, replayedAt),
                WHOLE_RECORD,
                describe(log, logAt),
                describe(replayed, replayedAt));
    }

    private Divergence compare(
            final long sequence,
            final DecisionRecords log,
            final int logAt,
            final DecisionRecords replayed,
            final int replayedAt) {
        final Map<String, String> expected = text.fieldsOf(log.buffer(), logAt);
        final Map<String, String> actual = text.fieldsOf(replayed.buffer(), replayedAt);
        final Map<String, String> all = new LinkedHashMap<>(expected);
        actual.forEach(all::putIfAbsent);
        for (final String field : all.keySet()) {
            if (!Objects.equals(expected.get(field), actual.get(field))) {
                return new Divergence(sequence, stageOf(log, logAt), field, expected.get(field), actual.get(field));
            }
        }
        return compareBytes(sequence, log, logAt, replayed, replayedAt);
    }

    /** What differs without a name: in a record that nobody prints yet, a header, padding. */
    private static Divergence compareBytes(
            final long sequence,
            final DecisionRecords log,
            final int logAt,
            final DecisionRecords replayed,
            final int replayedAt) {
        final int lengthBytes = BitUtil.align(
                Math.max(log.lengthBytes(logAt), replayed.lengthBytes(replayedAt)), DecisionRecords.ALIGNMENT);
        for (int i = 0; i < lengthBytes; i++) {
            final String expected = byteText(log, logAt, i);
            final String actual = byteText(replayed, replayedAt, i);
            if (!expected.equals(actual)) {
                return new Divergence(sequence, stageOf(log, logAt), "byte " + i, expected, actual);
            }
        }
        return null;
    }

    private static String byteText(final DecisionRecords records, final int at, final int i) {
        return i >= BitUtil.align(records.lengthBytes(at), DecisionRecords.ALIGNMENT)
                ? NONE
                : String.format("0x%02x", records.buffer().getByte(at + i));
    }

    private String describe(final DecisionRecords records, final int at) {
        return at == DecisionRecords.END
                ? NONE
                : text.fieldsOf(records.buffer(), at).toString();
    }

    private static String stageOf(final DecisionRecords records, final int at) {
        return at == DecisionRecords.END ? NONE : RecordTypes.stage(records.index(at));
    }
}
