package io.ringfence.journal.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ClientOrderIdTextTest {
    private static final int WRONG_CHARACTERS = 256 - 32;

    private final UnsafeBuffer text = new UnsafeBuffer(new byte[ClientOrderId.TEXT_LENGTH]);
    private final ClientOrderId read = new ClientOrderId();

    @Test
    void shouldReadWhatItWrote() {
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1_000; i++) {
            final ClientOrderId written = new ClientOrderId()
                    .set(random.nextInt(1 << 16), random.nextInt(), random.nextLong(), random.nextInt(1 << 16));
            written.writeTo(text, 0);

            assertTrue(read.parse(text, 0, ClientOrderId.TEXT_LENGTH));
            assertEquals(written.engine(), read.engine());
            assertEquals(written.epoch(), read.epoch());
            assertEquals(written.sequence(), read.sequence());
            assertEquals(written.index(), read.index());
        }
    }

    @Test
    void shouldRefuseEveryOtherCharacterAnywhere() {
        for (int at = 0; at < ClientOrderId.TEXT_LENGTH; at++) {
            new ClientOrderId().set(7, 42, 123_456L, 3).writeTo(text, 0);
            int refused = 0;
            for (int character = Byte.MIN_VALUE; character <= Byte.MAX_VALUE; character++) {
                text.putByte(at, (byte) character);
                refused += read.parse(text, 0, ClientOrderId.TEXT_LENGTH) ? 0 : 1;
            }

            assertEquals(WRONG_CHARACTERS, refused);
        }
        assertFalse(read.parse(text, 0, ClientOrderId.TEXT_LENGTH - 1));
    }
}
