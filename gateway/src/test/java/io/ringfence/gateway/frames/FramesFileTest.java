package io.ringfence.gateway.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.testing.SharedFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramesFileTest {
    private static final String USDM_TRADE = "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":3,\"T\":3,"
            + "\"s\":\"BTCUSDT\",\"t\":7,\"p\":\"61800.30\",\"q\":\"0.006\",\"X\":\"MARKET\",\"m\":false}}";
    private static final String SPOT_TRADE = "{\"stream\":\"ethusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":3,"
            + "\"s\":\"ETHUSDT\",\"t\":7,\"p\":\"2683.80000000\",\"q\":\"0.02000000\",\"T\":3,\"m\":true,\"M\":true}}";
    private static final String SNAPSHOT = "{\"lastUpdateId\":5,\"bids\":[],\"asks\":[]}";

    @TempDir
    private Path directory;

    @Test
    void shouldTellPartsOfAFrame() throws IOException {
        final Path path = write("1 " + USDM_TRADE + "\r\n\n2 " + SNAPSHOT);

        try (FramesFile file = FramesFile.open(path)) {
            final Frame trade = file.next();
            assertEquals(FrameKind.TRADE, trade.kind());
            assertEquals("btcusdt@trade", text(trade, trade.streamOffset(), trade.streamLengthBytes()));
            assertTrue(text(trade, trade.dataOffset(), trade.dataLengthBytes()).endsWith("\"m\":false}"));
            final Frame snapshot = file.next();
            assertEquals(FrameKind.SNAPSHOT, snapshot.kind());
            assertEquals("BTCUSDT", snapshot.symbol());
            assertEquals(SNAPSHOT, snapshot.toString());
            assertEquals(path + " line 3", snapshot.place());
            assertNull(file.next());
        }
    }

    @Test
    void shouldTellMarketAndDecimalsFromTheMessages() throws IOException {
        final FramedSymbol usdm = open(write("1 " + USDM_TRADE)).symbols().get(0);
        final FramedSymbol spot = open(write("1 " + SPOT_TRADE)).symbols().get(0);

        assertEquals(new FramedSymbol(MarketKind.USDM, "BTCUSDT", 2, 3, 6_180_030), usdm);
        assertEquals(new FramedSymbol(MarketKind.SPOT, "ETHUSDT", 8, 8, 268_380_000_000L), spot);
    }

    @Test
    void shouldReadGzipByItsMagic() throws IOException {
        final Path path = directory.resolve("frames.dat");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write(("1 " + USDM_TRADE + "\n").getBytes(StandardCharsets.UTF_8));
        }

        assertEquals(1, count(open(path)));
    }

    @Test
    void shouldMergeByReceiveTimeAndKeepFileOrderOfEqualTimes() throws IOException {
        final Path first = write("10 " + USDM_TRADE + "\n30 " + USDM_TRADE);
        final Path second = write("10 " + SPOT_TRADE + "\n20 " + SPOT_TRADE);

        final List<String> order = new ArrayList<>();
        try (FrameSource merged = MergedFrames.open(List.of(first, second))) {
            for (Frame frame = merged.next(); frame != null; frame = merged.next()) {
                order.add(frame.receiveTimeNs() + frame.symbol());
            }
        }

        assertEquals(List.of("10BTCUSDT", "10ETHUSDT", "20ETHUSDT", "30BTCUSDT"), order);
    }

    @Test
    void shouldNameFileAndLineOfWhatItCannotRead() throws IOException {
        assertRefused("1 " + USDM_TRADE + "\nhello", "line 2: it doesn't begin with a receive time");
        assertRefused("1 " + USDM_TRADE + "\n2 {\"stream\":\"x@trade\",\"da", "line 2: what follows");
        assertRefused("1 " + USDM_TRADE + "\n2 {\"a\":1}", "line 2: it is neither");
        assertRefused("5 " + USDM_TRADE + "\n4 " + USDM_TRADE, "line 2: its receive time 4 is before");
        assertRefused("", "is empty");
        assertRefused("1 " + SNAPSHOT, "don't tell whether it is spot or USD-M");
    }

    @Test
    void shouldCountTheRecordedFrames() {
        assertRecording("usdm-btcusdt-20240808.gz", 21_313, 66_089, 6_551);
        assertRecording("spot-ethusdt-20240808.gz", 6_106, 24_077, 3_434);
    }

    private static void assertRecording(final String name, final int trades, final int quotes, final int depths) {
        final Map<FrameKind, Integer> counts = new EnumMap<>(FrameKind.class);
        try (FramesFile file = FramesFile.open(SharedFiles.require("data/frames/" + name))) {
            for (Frame frame = file.next(); frame != null; frame = file.next()) {
                counts.merge(frame.kind(), 1, Integer::sum);
            }
        }

        assertEquals(
                Map.of(
                        FrameKind.TRADE, trades,
                        FrameKind.BOOK_TICKER, quotes,
                        FrameKind.DEPTH, depths,
                        FrameKind.SNAPSHOT, 1),
                counts);
    }

    private void assertRefused(final String content, final String complaint) throws IOException {
        final Path path = write(content);

        final FrameException refused = assertThrows(FrameException.class, () -> count(open(path)));

        assertTrue(refused.getMessage().contains(path.toString()), refused.getMessage());
        assertTrue(refused.getMessage().contains(complaint), refused.getMessage());
    }

    private static FramesFile open(final Path path) {
        return FramesFile.open(path);
    }

    private static int count(final FramesFile file) {
        int count = 0;
        try (file) {
            while (file.next() != null) {
                count++;
            }
        }
        return count;
    }

    private Path write(final String content) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "frames", ".txt"), content);
    }

    private static String text(final Frame frame, final int offset, final int length) {
        return new String(frame.bytes(), offset, length, StandardCharsets.UTF_8);
    }
}
