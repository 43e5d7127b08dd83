package io.ringfence.journal.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Changes single bits of files, as a bad disk or memory would. */
public final class Flips {
    private Flips() {}

    /** What a test does while one bit is another one; {@code flipped} names it, for messages. */
    @FunctionalInterface
    public interface Look {
        void at(String flipped) throws Exception;
    }

    public static void flip(final Path file, final long position, final int bit) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position);
            one.put(0, (byte) (one.get(0) ^ 1 << bit));
            channel.write(one.flip(), position);
        }
    }

    /** A bit of a record whose bytes all are {@code value}, in a file that is being written. */
    public static void flipRecordOf(final Path file, final byte value) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        int alike = 0;
        int at = 0;
        while (alike < Long.BYTES) {
            alike = bytes[at++] == value ? alike + 1 : 0;
        }
        flip(file, at, 0);
    }

    /** Every bit of {@code file} in turn, each put back before the next. */
    public static void everyBit(final Path file, final Look look) throws Exception {
        everyBit(file, 0, Files.size(file), look);
    }

    /** Every bit of the bytes from {@code from} to before {@code to}. */
    public static void everyBit(final Path file, final long from, final long to, final Look look) throws Exception {
        for (long position = from; position < to; position++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                final byte[] before = Files.size(file) < 64 * 1024 ? Files.readAllBytes(file) : null;
                flip(file, position, bit);
                look.at(file.getFileName() + " position=" + position + " bit=" + bit);
                if (before == null) {
                    flip(file, position, bit);
                } else {
                    Files.write(file, before);
                }
            }
        }
    }
}
