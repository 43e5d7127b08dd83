package io.ringfence.gateway.simulated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ringfence.gateway.frames.Frame;
import io.ringfence.gateway.frames.FrameKind;
import io.ringfence.gateway.frames.FramesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayedBookTest {
    private static final int ALL = 100;

    private final PlayedBook book = new PlayedBook(1, 3);

    @TempDir
    private Path folder;

    @Test
    void shouldKeepUpdatesUntilTheSnapshotComes() throws IOException {
        play(update(5, "10.0", "1.000"), update(7, "10.1", "2.000"));
        assertFalse(book.isKnown());

        play(update(8, "10.3", "1.000"), snapshot(5, "10.2"));

        assertEquals(8, book.lastUpdateId());
        assertArrayEquals(new long[] {103, 102, 101}, book.prices(true, ALL));
    }

    @Test
    void shouldTakeAFurtherSnapshotThatIsOlderThanTheUpdatesBeforeIt() throws IOException {
        play(snapshot(5, "10.2"), update(7, "10.1", "2.000"), update(9, "10.0", "3.000"));

        play(snapshot(7, "10.5"), update(11, "9.9", "1.000"));

        assertEquals(11, book.lastUpdateId());
        assertArrayEquals(new long[] {105, 100, 99}, book.prices(true, ALL));
    }

    private void play(final String... messages) throws IOException {
        final Path file = folder.resolve("frames");
        Files.writeString(file, "1 " + String.join("\n1 ", messages));
        try (FramesFile frames = FramesFile.open(file)) {
            for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
                if (frame.kind() == FrameKind.SNAPSHOT) {
                    book.onSnapshot(frame);
                } else {
                    book.onUpdate(frame);
                }
            }
        }
    }

    private static String snapshot(final long id, final String bid) {
        return "{\"lastUpdateId\":" + id + ",\"bids\":[[\"" + bid + "\",\"1.000\"]],\"asks\":[]}";
    }

    private static String update(final long id, final String bid, final String quantity) {
        return "{\"stream\":\"btcusdt@depth\",\"data\":{\"e\":\"depthUpdate\",\"U\":" + id + ",\"u\":" + id
                + ",\"pu\":1,\"b\":[[\"" + bid + "\",\"" + quantity + "\"]],\"a\":[]}}";
    }
}
