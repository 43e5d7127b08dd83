package io.ringfence.engine.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ranking of an engine that runs, seen from beside it. */
class ScanTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void shouldShowTheBestFirstAndWhichAreSelected() throws Exception {
        final ShippedDemo demo = new ShippedDemo().eager().layout("one").plus("scanner: {top: 1, exclude: [ETHUSDT]}");
        final VenueOptions market = VenueOptions.ofGenerated(7, 2, 600).withSpeed(Speed.parse("10"));
        try (LiveRun run = LiveRun.start(demo, market, folder)) {
            run.await("both ranked, one selected", () -> scan(20, true) == ExitStatus.DONE && isSettled());

            final List<JsonNode> lines = lines();
            assertEquals("BTCUSDT", lines.get(0).get("instrument").asText());
            assertEquals(1, lines.get(0).get("place").asInt());
            assertEquals("ETHUSDT", lines.get(1).get("instrument").asText());
            assertTrue(lines.get(0).get("score").asDouble()
                    > lines.get(1).get("score").asDouble());

            assertEquals(ExitStatus.DONE, scan(1, false));
            final String table = out.toString(StandardCharsets.UTF_8);
            assertEquals(2, table.lines().count(), table);
            assertTrue(table.contains("BTCUSDT"), table);
            run.stop();
        }
    }

    @Test
    void shouldSayWhyThereIsNothing() throws Exception {
        assertEquals(ExitStatus.FAILED, scan(5, false));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("no generation of journal " + folder));

        final ShippedDemo demo = new ShippedDemo().eager().layout("one");
        final VenueOptions market = VenueOptions.ofGenerated(7, 2, 600).withSpeed(Speed.parse("10"));
        try (LiveRun run = LiveRun.start(demo, market, folder)) {
            run.await("no ranks", () -> {
                err.reset();
                return scan(5, false) == ExitStatus.FAILED
                        && err.toString(StandardCharsets.UTF_8).contains("nothing is ranked");
            });
            run.stop();
        }
    }

    private boolean isSettled() {
        try {
            final List<JsonNode> lines = lines();
            return lines.size() == 2
                    && lines.get(0).get("selected").asBoolean()
                    && !lines.get(1).get("selected").asBoolean();
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<JsonNode> lines() throws IOException {
        final List<JsonNode> lines = new ArrayList<>();
        for (final String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private int scan(final int top, final boolean json) {
        try {
            out.reset();
            return new Scan(
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            new PrintStream(err, true, StandardCharsets.UTF_8))
                    .run(new ScanOptions(folder, top, json));
        } catch (final IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
