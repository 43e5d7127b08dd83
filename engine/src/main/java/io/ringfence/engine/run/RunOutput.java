package io.ringfence.engine.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.process.Spool;
import io.ringfence.engine.process.Terminal;
import io.ringfence.engine.recovery.RecoverySteps;
import io.ringfence.engine.watch.RunState;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code run} says on standard output, lines for people or one JSON object a line, and its live line. What the engine is comes before what it does. Printed by a
 * thread of its own, so nobody waits for a terminal that is held: what finds no room meanwhile is counted, and said when it flows again. Any thread.
 */
final class RunOutput implements RecoverySteps.Listener, AutoCloseable {
    /** Lines that may wait. */
    static final int CAPACITY = 4_096;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final Pattern NUMBERED = Pattern.compile("#(\\d+) (.*)");
    private static final double NS_PER_MS = 1e6;

    private final PrintStream out;
    private final boolean json;
    private final Terminal terminal;
    private final Spool<Runnable> spool = new Spool<>("output", CAPACITY, Runnable::run, this::loss);
    /** To be shown by what waits in the spool already; null: nothing does. */
    private final AtomicReference<String> live = new AtomicReference<>();
    /** What came before the introduction; guarded by this. */
    private final List<String> early = new ArrayList<>();

    private boolean introduced;

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
            rows.forEach((what, text) -> print(String.format("%-12s %s", what, text)));
        }
        release();
    }

    private synchronized void release() {
        introduced = true;
        early.forEach(this::print);
        early.clear();
    }

    /** An order, fill, closed position, refusal or alarm; {@code line} begins with its sequence. */
    void line(final String line) {
        final Instant now = Instant.now();
        final Matcher numbered = NUMBERED.matcher(line);
        if (!json) {
            printOrKeep(TIME.format(now) + " " + line);
        } else if (numbered.matches()) {
            printOrKeep(of("line")
                    .put("timeMs", now.toEpochMilli())
                    .put("sequence", Long.parseLong(numbered.group(1)))
                    .put("text", numbered.group(2))
                    .toString());
        } else {
            printOrKeep(of("line")
                    .put("timeMs", now.toEpochMilli())
                    .put("text", line)
                    .toString());
        }
    }

    private synchronized void printOrKeep(final String line) {
        if (introduced) {
            print(line);
        } else if (early.size() < CAPACITY) {
            early.add(line);
        } else {
            spool.lose();
        }
    }

    /** Shows {@code line} as the terminal's live line, unless a newer one comes before that; nothing without a terminal. */
    void show(final String line) {
        if (terminal.isLive()
                && live.getAndSet(line) == null
                && !spool.tryOffer(() -> terminal.show(live.getAndSet(null)))) {
            live.set(null);
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

    /** Takes the live line away, and gives what waits some time to be printed. */
    @Override
    public void close() {
        release();
        show("");
        spool.close();
    }

    private Runnable loss(final long lines) {
        final String text = json
                ? of("lost").put("lines", lines).toString()
                : lines + " lines are missing here: nobody read them in time; the journal has what they told";
        return () -> printNow(text);
    }

    private static ObjectNode of(final String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private void print(final ObjectNode node) {
        print(node.toString());
    }

    private void print(final String line) {
        spool.offer(() -> printNow(line));
    }

    /** On the spool's thread. */
    private void printNow(final String line) {
        terminal.aside(() -> {
            out.println(line);
            out.flush();
        });
    }
}
