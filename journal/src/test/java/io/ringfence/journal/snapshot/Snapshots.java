package io.ringfence.journal.snapshot;

import io.ringfence.journal.log.LogEnd;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Snapshots of made-up states. */
final class Snapshots {
    static final int ENGINE = 7;
    static final int EPOCH = 2;

    private Snapshots() {}

    /** Three stages, one of them without any state, one of a length that needs padding. */
    static Snapshot at(final long sequence) {
        return of(ENGINE, EPOCH, sequence, 61);
    }

    static Snapshot of(final int engineId, final int epoch, final long sequence, final int stateBytes) {
        return new Snapshot(
                engineId,
                epoch,
                sequence,
                sequence == 0 ? 0 : 1_700_000_000_000_000_000L + sequence,
                0x1122334455667788L,
                -2,
                1,
                new LogEnd(sequence, sequence, (int) sequence * 31),
                new LogEnd(sequence / 3, sequence / 3 * 3, -5),
                List.of(
                        new StageState("portfolio", 1, bytes(sequence, stateBytes)),
                        new StageState("signals", 2, ByteBuffer.allocate(0)),
                        new StageState("orders", 3, bytes(sequence + 1, 2 * stateBytes))));
    }

    private static ByteBuffer bytes(final long seed, final int length) {
        final byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    /** Run in a process of its own: writes snapshots until it is killed, and says which are there. */
    static final class Writer {
        private static final int STATE_BYTES = 200_000;

        private Writer() {}

        public static void main(final String[] arguments) {
            final SnapshotStore store = new SnapshotStore(Path.of(arguments[0]), EPOCH);
            for (long sequence = 1; ; sequence++) {
                store.write(of(ENGINE, EPOCH, sequence, STATE_BYTES));
                System.out.println(sequence);
                store.keep(2);
            }
        }
    }
}
