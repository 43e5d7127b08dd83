package io.ringfence.journal.generation;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/** A process that appends until it is killed, and says after each burst how far it has come. */
final class Appender {
    private static final int MAX_BURST = 200;
    static final int PAYLOAD_BYTES = 120;

    private Appender() {}

    public static void main(final String[] arguments) {
        final Journal journal = Journal.open(Path.of(arguments[0]));
        final Generation generation = journal.start(
                GenerationOptions.defaults().withSegmentBytes(1L << 20).withReserveAheadBytes(1L << 20));
        final SplittableRandom random = new SplittableRandom(generation.epoch());
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[PAYLOAD_BYTES]);
        final PrintStream out = System.out;
        long sequence = 0;
        while (!out.checkError()) {
            for (int i = random.nextInt(MAX_BURST) + 1; i > 0; i--) {
                sequence++;
                payload.putLong(0, sequence);
                generation.events().append(sequence, payload, 0, PAYLOAD_BYTES);
                generation.decisions().append(sequence, payload, 0, 24);
            }
            out.println(sequence);
            out.flush();
        }
    }
}
