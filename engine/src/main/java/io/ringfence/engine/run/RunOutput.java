package io.ringfence.engine.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.process.Terminal;
import io.ringfence.engine.recovery.RecoverySteps;
import io.ringfence.engine.watch.RunState;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code run} says on standard output: lines for people, or one JSON object a line. Any thread. */
final class RunOutput implements RecoverySteps.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final Pattern NUMBERED = Pattern.compile("#(\\d+) (.*)");
    private static final double NS_PER_MS = 1e6;

    private final PrintStream out;
    private final boolean json;
    private final Terminal terminal;

    RunOutput(final PrintStream out, final boolean json, final Terminal terminal) {
        this.out = out;
        this.json = json;
        this.terminal = terminal;
    }

    @Override
    public void done(final RecoverySteps.Step step) {
        if (json) {
            print(of("step")
                    .put("name", step.name())
                    .put("ms", step.elapsedNs() / NS_PER_MS)
                    .put("found", step.found()));
        } else {
            print("recovery: " + step);
        }
    }

    @Override
    public void said(final String text) {
        if (json) {
            print(of("recovery").put("text", text));
        } else {
            print("recovery: " + text);
        }
    }

    /** What the engine says of itself, by what it is about. */
    void introduction(final Map<String, String> rows) {
        if (json) {
            final ObjectNode node = of("start");
            rows.forEach(node::put);
            print(node);
        } else {
            terminal.aside(() -> rows.forEach((what, text) -> out.printf("%-12s %s%n", what, text)));
        }
    }

    /** An order, fill, closed position, refusal or alarm; {@code line} begins with its sequence. */
    void line(final String line) {
        final Instant now = Instant.now();
        final Matcher numbered = NUMBERED.matcher(line);
        if (!json) {
            print(TIME.format(now) + " " + line);
        } else if (numbered.matches()) {
            print(of("line")
                    .put("timeMs", now.toEpochMilli())
                    .put("sequence", Long.parseLong(numbered.group(1)))
                    .put("text", numbered.group(2)));
        } else {
            print(of("line").put("timeMs", now.toEpochMilli()).put("text", line));
        }
    }

    /** @param positions as text */
    void end(final long events, final RunState state, final String positions) {
        if (json) {
            print(of("end")
                    .put("events", events)
                    .put("profit", state.realizedText())
                    .put("fees", state.feesText())
                    .put("flat", state.isFlat())
                    .put("positions", state.isFlat() ? "" : positions));
        } else {
            print(String.format(
                    "stopped: %,d events, profit %s before fees of %s, %s",
                    events,
                    state.realizedText(),
                    state.feesText(),
                    state.isFlat() ? "flat" : "positions left: " + positions));
        }
    }

    private static ObjectNode of(final String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private void print(final ObjectNode node) {
        try {
            print(JSON.writeValueAsString(node));
        } catch (final JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(final String line) {
        terminal.aside(() -> {
            out.println(line);
            out.flush();
        });
    }
}
