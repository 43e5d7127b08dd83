package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.clock.PlayedClock;
import io.ringfence.gateway.frames.Frame;
import io.ringfence.gateway.frames.FrameKind;
import io.ringfence.gateway.frames.FrameSource;
import io.ringfence.gateway.frames.FramedSymbol;
import io.ringfence.gateway.frames.MergedFrames;
import io.ringfence.gateway.session.FrameDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameCaptureTest {
    private static final long START_NS = 1_700_000_000_000_000_000L;

    @TempDir
    private Path folder;

    private final PlayedClock clock = new PlayedClock(START_NS);
    private boolean takes = true;

    @Test
    void shouldWriteAFilePerSymbolThatCanBePlayedAgain() throws Exception {
        final FrameCapture capture = new FrameCapture(folder, "e000007", clock);
        final FrameDecoder decoder = capture.capturing((buffer, offset, length) -> takes);

        frame(decoder, trade("btcusdt", "61000.10"));
        clock.advanceTo(START_NS + 5);
        capture.snapshot("ETHUSDT", snapshot(7));
        frame(decoder, "{\"result\":null,\"id\":1}");
        frame(decoder, "{\"stream\":\"!end\",\"marketTime\":1700000000000000005}");
        clock.advanceTo(START_NS + 9);
        frame(decoder, trade("ethusdt", "2500.10"));
        capture.snapshot("BTCUSDT", snapshot(8));
        takes = false;
        frame(decoder, trade("btcusdt", "1.00"));
        capture.stop();

        assertEquals(folder.resolve("e000007"), capture.folder());
        try (FrameSource played = MergedFrames.open(List.of(file("btcusdt"), file("ethusdt")))) {
            assertEquals(
                    List.of("BTCUSDT", "ETHUSDT"),
                    played.symbols().stream().map(FramedSymbol::symbol).toList());
            assertEquals(
                    List.of("0 TRADE BTCUSDT", "5 SNAPSHOT ETHUSDT", "9 SNAPSHOT BTCUSDT", "9 TRADE ETHUSDT"),
                    told(played).stream().sorted().toList());
        }
    }

    @Test
    void shouldNotWriteIntoTheFilesOfAnEarlierRun() throws Exception {
        final FrameCapture first = new FrameCapture(folder, "e000001", clock);
        frame(first.capturing((buffer, offset, length) -> true), trade("btcusdt", "61000.10"));
        first.stop();

        final FrameCapture second = new FrameCapture(folder, "e000001", clock);
        second.stop();

        assertEquals(folder.resolve("e000001-2"), second.folder());
        assertFalse(isEmpty(first.folder()));
        assertTrue(isEmpty(second.folder()));
    }

    private static boolean isEmpty(final Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private Path file(final String symbol) {
        return folder.resolve("e000007").resolve(symbol + ".gz");
    }

    private static List<String> told(final FrameSource frames) {
        final List<String> told = new ArrayList<>();
        for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
            final FrameKind kind = frame.kind();
            told.add(frame.receiveTimeNs() - START_NS + " " + kind + " " + frame.symbol());
        }
        return told;
    }

    private static void frame(final FrameDecoder decoder, final String message) {
        final byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
        decoder.onFrame(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    private static String trade(final String symbol, final String price) {
        return "{\"stream\":\"" + symbol
                + "@trade\",\"marketTime\":1,\"data\":{\"e\":\"trade\",\"X\":\"MARKET\",\"p\":\"" + price
                + "\",\"q\":\"0.001\"}}";
    }

    private static byte[] snapshot(final int id) {
        return ("{\"lastUpdateId\":" + id + ",\n\"bids\":[],\"asks\":[]}").getBytes(StandardCharsets.US_ASCII);
    }
}
