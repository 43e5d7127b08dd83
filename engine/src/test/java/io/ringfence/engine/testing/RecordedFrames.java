package io.ringfence.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.journal.testing.SharedFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Recorded market data, read the slow and obvious way. */
public final class RecordedFrames {
    /** Time in ms of the venue, price and quantity as the venue writes them. */
    public record Trade(long timeMs, String price, String quantity) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordedFrames() {}

    /** Data part of every frame whose text contains {@code marker}; the test is skipped where the file is absent. */
    public static List<JsonNode> read(final String name, final String... markers) throws IOException {
        final List<JsonNode> frames = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedFiles.require("data/frames/" + name))),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (containsAny(line, markers)) {
                    final JsonNode frame = JSON.readTree(line.substring(line.indexOf(' ') + 1));
                    frames.add(frame.has("data") ? frame.get("data") : frame);
                }
            }
        }
        return frames;
    }

    public static List<Trade> trades(final String name) throws IOException {
        return read(name, "@trade\"").stream()
                .map(frame -> new Trade(
                        frame.get("T").asLong(),
                        frame.get("p").asText(),
                        frame.get("q").asText()))
                .toList();
    }

    private static boolean containsAny(final String line, final String... markers) {
        for (final String marker : markers) {
            if (line.contains(marker)) {
                return true;
            }
        }
        return false;
    }
}
