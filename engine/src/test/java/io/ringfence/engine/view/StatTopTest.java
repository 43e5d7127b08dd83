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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that trades, seen from beside it, and after its end. */
@Tag("smoke")
class StatTopTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void shouldShowWhatTheEngineKnowsAndThenThatItEnded() throws Exception {
        final ShippedDemo demo = new ShippedDemo().eager().layout("one");
        final VenueOptions market = VenueOptions.ofGenerated(7, 4, 600).withSpeed(Speed.parse("10"));
        try (LiveRun run = LiveRun.start(demo, market, folder)) {
            run.await("a live view of some market", () -> stat() == ExitStatus.DONE && hasMarket());

            final JsonNode live = lastObject();
            assertEquals("LIVE", live.get("status").asText());
            assertEquals(run.engine().epoch(), live.get("epoch").asInt());
            assertEquals(4, live.get("instruments").size());
            assertEquals(2, live.get("lanes").size());

            out.reset();
            assertEquals(ExitStatus.DONE, top("q", true));
            assertEquals("LIVE", lastObject().get("status").asText());
            assertEquals(1, out.toString(StandardCharsets.UTF_8).lines().count());

            assertEquals(ExitStatus.DONE, top("some other key, then q"));
            final String shown = out.toString(StandardCharsets.UTF_8);
            assertTrue(shown.startsWith("LIVE  generation 1"), shown);
            assertTrue(shown.contains("BTCUSDT"), shown);
            run.stop();
        }

        assertEquals(ExitStatus.FAILED, stat());
        assertEquals("ENDED", lastObject().get("status").asText());
        assertEquals(ExitStatus.FAILED, top(""));
    }

    @Test
    void shouldSayThatThereIsNothingToShow() throws Exception {
        assertEquals(ExitStatus.FAILED, stat());
        assertEquals(ExitStatus.FAILED, top("q"));

        assertEquals("", out.toString(StandardCharsets.UTF_8));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("no generation of journal " + folder));
    }

    private int stat() {
        try {
            out.reset();
            return new Stat(print(out), print(err)).run(new ViewOptions(folder, true));
        } catch (final Exception e) {
            throw new AssertionError(e);
        }
    }

    private boolean hasMarket() {
        for (final JsonNode instrument : lastObject().get("instruments")) {
            if (instrument.get("bid").isNull()) {
                return false;
            }
        }
        return lastObject().get("instruments").size() == 4;
    }

    private int top(final String keys) throws Exception {
        return top(keys, false);
    }

    private int top(final String keys, final boolean json) throws Exception {
        out.reset();
        final ByteArrayInputStream in = new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8));
        return new Top(in, print(out), print(err), true).run(new ViewOptions(folder, json));
    }

    private JsonNode lastObject() {
        try {
            return JSON.readTree(out.toString(StandardCharsets.UTF_8));
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    private static PrintStream print(final ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
