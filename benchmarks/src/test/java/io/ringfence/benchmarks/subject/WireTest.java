package io.ringfence.benchmarks.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class WireTest {
    private final ByteBuffer received = ByteBuffer.allocate(64);

    @Test
    void shouldAnswerAHandshakeAsTheStandardsExampleDoes() {
        assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", Wire.acceptKey("dGhlIHNhbXBsZSBub25jZQ=="));
    }

    @Test
    void shouldNotGuessALengthThatIsNotThere() {
        received.put((byte) 0x81).put((byte) 0x85);

        assertEquals(0, Wire.frameBytes(received));
    }

    @Test
    void shouldKnowShortAndMediumFrames() {
        received.put((byte) 0x81).put((byte) 0x85).putShort((short) 0);
        assertEquals(2 + 4 + 5, Wire.frameBytes(received));

        received.clear();
        received.put((byte) 0x81).put((byte) 0xFE).putShort((short) 300);
        assertEquals(4 + 4 + 300, Wire.frameBytes(received));
    }
}
