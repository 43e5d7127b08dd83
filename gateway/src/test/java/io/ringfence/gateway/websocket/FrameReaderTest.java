package io.ringfence.gateway.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.testing.Frames;
import io.ringfence.gateway.websocket.FrameReader.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private static final int MAX_LENGTH = 70_000;
    private static final int TEXT_BEGINS = 0x01;
    private static final int CONTINUES = 0x00;
    private static final int CONTINUATION_ENDS = 0x80;

    private final Heard heard = new Heard();
    private final FrameReader reader = new FrameReader(heard, MAX_LENGTH);

    @Test
    void shouldHandOnEveryMessageOfOneRead() {
        final byte[] stream = Frames.join(Frames.text("a"), Frames.text(""), Frames.text("c".repeat(125)));

        final Outcome outcome = read(stream);

        assertEquals(Outcome.DRAINED, outcome);
        assertEquals(List.of("a", "", "c".repeat(125)), heard.events());
        assertEquals(3, reader.messages());
        assertEquals(0, reader.keptLength());
    }

    @ParameterizedTest
    @ValueSource(ints = {125, 126, 127, 65_535, 65_536, MAX_LENGTH})
    void shouldReadEveryFormOfLength(final int length) {
        read(Frames.text("x".repeat(length)));

        assertEquals(List.of("x".repeat(length)), heard.events());
    }

    @Test
    void shouldGiveTheSameMessagesWhereverTheStreamIsCut() {
        final byte[] stream = mixedStream();
        read(stream);
        final List<String> whole = heard.events();

        for (int cut = 0; cut <= stream.length; cut++) {
            final Heard pieces = new Heard();
            final FrameReader cutReader = new FrameReader(pieces, MAX_LENGTH);
            read(cutReader, stream, 0, cut);
            read(cutReader, stream, cut, stream.length - cut);

            assertEquals(whole, pieces.events(), "cut=" + cut);
        }
    }

    @Test
    void shouldGiveTheSameMessagesByteByByte() {
        final byte[] stream = mixedStream();
        read(stream);

        final Heard pieces = new Heard();
        final FrameReader byteReader = new FrameReader(pieces, MAX_LENGTH);
        for (int i = 0; i < stream.length; i++) {
            read(byteReader, stream, i, 1);
        }

        assertEquals(heard.events(), pieces.events());
    }

    @Test
    void shouldGiveTheSameMessagesInRandomPiecesWithRandomRoom() {
        final byte[] stream = mixedStream();
        read(stream);

        for (long seed = 0; seed < 500; seed++) {
            final Heard pieces = new Heard();
            readInPieces(new FrameReader(pieces, MAX_LENGTH), pieces, stream, new Random(seed));

            assertEquals(heard.events(), pieces.events(), "seed=" + seed);
        }
    }

    @Test
    void shouldPutFragmentsTogetherAroundControlFrames() {
        read(Frames.join(
                Frames.frame(TEXT_BEGINS, ascii("he")),
                Frames.ping("1"),
                Frames.frame(CONTINUES, ascii("ll")),
                Frames.frame(CONTINUATION_ENDS, ascii("o")),
                Frames.text("next")));

        assertEquals(List.of("ping 1", "hello", "next"), heard.events());
        assertEquals(0, reader.keptLength());
    }

    @Test
    void shouldOfferAFragmentedMessageAgainWhole() {
        heard.giveRoomFor(0);
        final Outcome outcome = read(Frames.join(
                Frames.frame(TEXT_BEGINS, ascii("he")),
                Frames.frame(CONTINUATION_ENDS, ascii("llo")),
                Frames.text("b")));
        heard.giveRoomFor(2);

        final Outcome resumed = reader.resume();

        assertEquals(Outcome.NO_ROOM, outcome);
        assertEquals(Outcome.DRAINED, resumed);
        assertEquals(List.of("hello", "b"), heard.events());
    }

    @Test
    void shouldKeepWhatFindsNoRoomAndEverythingBehindIt() {
        heard.giveRoomFor(1);

        final Outcome first = read(Frames.join(Frames.text("a"), Frames.text("b"), Frames.ping("1"), Frames.text("c")));
        final Outcome second = read(Frames.text("d"));
        heard.giveRoomFor(2);
        final Outcome third = reader.resume();
        heard.giveRoomFor(1);
        final Outcome fourth = reader.resume();

        assertEquals(
                List.of(Outcome.NO_ROOM, Outcome.NO_ROOM, Outcome.NO_ROOM, Outcome.DRAINED),
                List.of(first, second, third, fourth));
        assertEquals(List.of("a", "b", "ping 1", "c", "d"), heard.events());
    }

    @Test
    void shouldRememberOnlyTheLatestPing() {
        read(Frames.join(Frames.ping("1"), Frames.text("a"), Frames.ping("22"), Frames.text("b")));

        assertTrue(reader.hasPing());
        assertEquals("22", reader.pingPayload().getStringWithoutLengthAscii(0, reader.pingLength()));
        reader.takePing();
        assertFalse(reader.hasPing());
    }

    @ParameterizedTest
    @CsvSource({
        "C1, 0, 1002, reserved bits",
        "91, 0, 1002, reserved bits",
        "81, 80, 1002, masked by the server",
        "83, 0, 1002, unknown code",
        "8B, 0, 1002, unknown code",
        "82, 0, 1003, binary frame",
        "09, 0, 1002, control frame in fragments",
        "89, 7E, 1002, control frame too long",
        "80, 0, 1002, continuation of nothing",
        "88, 1, 1002, close frame of 1 byte",
    })
    void shouldRefuseWhatTheProtocolForbids(final String first, final String second, final int code, final String why) {
        final byte[] stream = Frames.join(
                Frames.text("good"),
                new byte[] {(byte) Integer.parseInt(first, 16), (byte) Integer.parseInt(second, 16), 0, 0},
                Frames.text("never"));

        final Outcome outcome = read(stream);

        assertEquals(Outcome.ENDED, outcome);
        assertEquals(code, reader.endCode());
        assertTrue(reader.wasViolated());
        assertTrue(reader.endReason().startsWith(why), reader.endReason());
        assertTrue(reader.endReason().contains("frame=1"), reader.endReason());
        assertEquals(List.of("good"), heard.events());
        assertEquals(Outcome.ENDED, read(Frames.text("later")));
    }

    @Test
    void shouldRefuseTextAmidFragmentsOfAnother() {
        final Outcome outcome = read(Frames.join(Frames.frame(TEXT_BEGINS, ascii("a")), Frames.text("b")));

        assertEquals(Outcome.ENDED, outcome);
        assertTrue(reader.endReason().startsWith("text amid fragments"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"817E007D", "817F000000000000FFFF", "817FFFFFFFFFFFFFFFFF", "817F8000000000000000"})
    void shouldRefuseLengthsNotInTheirShortestForm(final String hex) {
        assertEquals(Outcome.ENDED, read(HexFormat.of().parseHex(hex)));

        assertEquals(CloseCode.PROTOCOL_ERROR, reader.endCode());
        assertTrue(reader.endReason().startsWith("length not in its shortest form"));
    }

    @Test
    void shouldRefuseAnOversizedFrameByItsHeader() {
        final byte[] frame = Frames.text("x".repeat(MAX_LENGTH + 1));

        final Outcome outcome = read(reader, frame, 0, FrameLayout.LONG_HEADER);

        assertEquals(Outcome.ENDED, outcome);
        assertEquals(CloseCode.TOO_LARGE, reader.endCode());
        assertTrue(reader.endReason().contains("value=" + (MAX_LENGTH + 1)), reader.endReason());
    }

    @Test
    void shouldRefuseFragmentsThatTogetherAreOversized() {
        read(Frames.frame(TEXT_BEGINS, new byte[MAX_LENGTH]));

        assertEquals(Outcome.DRAINED, read(Frames.ping("still here")));
        assertEquals(Outcome.ENDED, read(Frames.frame(CONTINUES, new byte[1])));

        assertEquals(CloseCode.TOO_LARGE, reader.endCode());
    }

    @Test
    void shouldTellThePeersCloseCodeAndReason() {
        final Outcome outcome = read(Frames.join(Frames.close(1001, "going away"), Frames.text("never")));

        assertEquals(Outcome.ENDED, outcome);
        assertEquals(1001, reader.endCode());
        assertEquals("going away", reader.endReason());
        assertFalse(reader.wasViolated());
        assertTrue(heard.events().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"999", "1004", "1005", "1006", "1015", "2999", "5000"})
    void shouldRefuseACloseCodeThatMayNotBeSent(final int code) {
        read(Frames.close(code, ""));

        assertTrue(reader.wasViolated());
        assertEquals(CloseCode.PROTOCOL_ERROR, reader.endCode());
    }

    @Test
    void shouldTakeACloseFrameWithoutCode() {
        assertEquals(Outcome.ENDED, read(Frames.frame(0x88, new byte[0])));

        assertEquals(CloseCode.NO_STATUS, reader.endCode());
        assertFalse(reader.wasViolated());
    }

    @Test
    void shouldNeverThrowOnGarbage() {
        int ended = 0;
        for (long seed = 0; seed < 20_000; seed++) {
            final Random random = new Random(seed);
            final FrameReader garbageReader = new FrameReader(new Heard(), 1000);
            final byte[] garbage = new byte[random.nextInt(200)];
            random.nextBytes(garbage);
            final Outcome outcome = read(garbageReader, garbage, 0, garbage.length);
            ended += outcome == Outcome.ENDED ? 1 : 0;
        }

        assertTrue(ended > 15_000, "ended=" + ended);
    }

    @Test
    void shouldNeverThrowOnCorruptedFrames() {
        final byte[] stream = mixedStream();
        for (long seed = 0; seed < 20_000; seed++) {
            final Random random = new Random(seed);
            final byte[] corrupted = stream.clone();
            corrupted[random.nextInt(corrupted.length)] = (byte) random.nextInt();
            final Heard pieces = new Heard();

            readInPieces(new FrameReader(pieces, 1000), pieces, corrupted, random);
        }
    }

    private static byte[] mixedStream() {
        return Frames.join(
                Frames.text("{\"e\":\"trade\"}"),
                Frames.ping("1723075200000000000"),
                Frames.text("m".repeat(130)),
                Frames.frame(TEXT_BEGINS, ascii("fr")),
                Frames.ping("2"),
                Frames.frame(CONTINUES, ascii("")),
                Frames.frame(CONTINUES, ascii("agm")),
                Frames.frame(0x8A, ascii("pong")),
                Frames.frame(CONTINUATION_ENDS, ascii("ents")),
                Frames.text(""),
                Frames.text("µ€"),
                Frames.text("l".repeat(300)));
    }

    private static void readInPieces(
            final FrameReader reader, final Heard heard, final byte[] stream, final Random random) {
        int at = 0;
        while (at < stream.length && !reader.hasEnded()) {
            final int length = Math.min(1 + random.nextInt(60), stream.length - at);
            heard.giveRoomFor(random.nextInt(3));
            if (read(reader, stream, at, length) == Outcome.NO_ROOM && random.nextBoolean()) {
                heard.giveRoomFor(random.nextInt(3));
                reader.resume();
            }
            at += length;
        }
        heard.giveRoomFor(Integer.MAX_VALUE);
        reader.resume();
    }

    private Outcome read(final byte[] bytes) {
        return read(reader, bytes, 0, bytes.length);
    }

    /** The bytes lie in a buffer of their own, as they do in life, so nothing behind them can be read by mistake. */
    private static Outcome read(final FrameReader reader, final byte[] bytes, final int from, final int length) {
        return reader.read(new UnsafeBuffer(Arrays.copyOfRange(bytes, from, from + length)), 0, length);
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
