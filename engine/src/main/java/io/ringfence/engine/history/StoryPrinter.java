package io.ringfence.engine.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.history.Step.Part;
import io.ringfence.journal.dump.DecisionPrinter;
import io.ringfence.journal.dump.EventPrinter;
import io.ringfence.journal.dump.JsonOutput;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import org.agrona.concurrent.UnsafeBuffer;

/** An order's story as text or as one JSON object. */
final class StoryPrinter {
    /** Of a long row of stop moves these many are printed from either end. */
    private static final int STOPS_SHOWN = 5;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DATE_LENGTH = "yyyy-MM-dd ".length();

    private final OrderStory story;
    private final StoryTeller teller;

    StoryPrinter(final OrderStory story) {
        this.story = story;
        this.teller = new StoryTeller(story);
    }

    void printText(final PrintStream out) {
        out.println("order " + OrderKey.of(teller.order().orderId()) + ", generation "
                + story.placed().epoch() + ", decided at #" + story.placed().sequence());
        out.println("  what     " + teller.headline());
        out.println("  because  " + teller.because());
        out.println("  result   " + teller.result());
        out.println("  latency  " + latency());
        out.println();
        final String day = Units.time(teller.zeroNs()).substring(0, DATE_LENGTH);
        out.println("  " + day + "UTC        since cause        #  ");
        final List<Step> steps = teller.steps();
        final int stops =
                (int) steps.stream().filter(step -> step.part() == Part.STOP).count();
        int stop = 0;
        Part part = null;
        for (final Step step : steps) {
            if (step.part() == Part.STOP && isLeftOut(stop++, stops)) {
                if (stop == STOPS_SHOWN + 1) {
                    out.println("      ... " + (stops - 2 * STOPS_SHOWN) + " more moves, all with --json ...");
                }
                continue;
            }
            if (step.part() == Part.ORDER && part != Part.RISK) {
                out.println(String.format(Locale.ROOT, "%45s  %-6s %s", "", "risk", unrefused()));
            }
            out.println(line(step, day, step.part() != part));
            part = step.part();
        }
        if (!story.isExit() && story.filledQuantity() > 0 && !story.isClosed()) {
            out.println("  the position is still open at the journal's end");
        }
    }

    private String unrefused() {
        return story.isExit() ? "an exit: no rule holds it up" : "passed every rule, not refused before";
    }

    private static boolean isLeftOut(final int stop, final int stops) {
        return stops > 2 * STOPS_SHOWN + 1 && stop >= STOPS_SHOWN && stop < stops - STOPS_SHOWN;
    }

    private String latency() {
        return "cause to decision " + Units.span(teller.decidedNs())
                + (teller.answeredNs() < 0 ? ", no answer" : ", decision to answer " + Units.span(teller.answeredNs()))
                + (teller.filledNs() < 0 ? "" : ", to last fill " + Units.span(teller.filledNs()));
    }

    private String line(final Step step, final String day, final boolean first) {
        final Noted record = step.record();
        final String stamp = Units.time(record.timeNs());
        return String.format(
                Locale.ROOT,
                "  %s %13s %8s  %-6s %s",
                stamp.startsWith(day) ? stamp.substring(DATE_LENGTH) : stamp,
                record.timeNs() == Noted.NO_TIME ? "" : signed(record.timeNs() - teller.zeroNs()),
                (record.epoch() == story.placed().epoch() ? "" : "e" + record.epoch() + " ") + record.sequence(),
                first ? step.part().name().toLowerCase(Locale.ROOT) : "",
                step.text());
    }

    private static String signed(final long ns) {
        return ns == 0 ? "0" : (ns > 0 ? "+" : "") + Units.span(ns);
    }

    String json() throws IOException {
        final ObjectNode root = JSON.createObjectNode();
        final Units units = teller.units();
        root.put("orderId", OrderKey.of(teller.order().orderId()).toString())
                .put("epoch", story.placed().epoch())
                .put("sequence", story.placed().sequence())
                .put("index", story.placed().index())
                .put("instrument", units.symbol())
                .put("side", teller.order().side().name())
                .put("quantity", units.quantity(teller.order().quantity()))
                .put("purpose", teller.order().purpose().name())
                .put("headline", teller.headline())
                .put("because", teller.because())
                .put("cause", causeKind())
                .put("causeTimeNs", teller.zeroNs())
                .put("state", story.state().name())
                .put("filled", units.quantity(story.filledQuantity()))
                .put("averagePrice", story.filledQuantity() == 0 ? null : teller.averagePrice())
                .put("fees", Units.money(story.fees()))
                .put("profit", Units.money(story.profit()))
                .put("closed", story.isClosed())
                .put("complete", story.isWhole());
        putSpan(root, "decidedAfterNs", teller.decidedNs());
        putSpan(root, "answeredAfterNs", teller.answeredNs());
        putSpan(root, "filledAfterNs", teller.filledNs());
        final ArrayNode steps = root.putArray("steps");
        for (final Step step : teller.steps()) {
            steps.add(json(step));
        }
        return JSON.writeValueAsString(root);
    }

    private String causeKind() {
        if (story.crossed().isPresent()) {
            return "stop";
        }
        return story.signal().isPresent() ? "signal" : story.command().isPresent() ? "command" : "unknown";
    }

    private static void putSpan(final ObjectNode root, final String name, final long ns) {
        if (ns < 0) {
            root.putNull(name);
        } else {
            root.put(name, ns);
        }
    }

    private ObjectNode json(final Step step) throws IOException {
        final Noted record = step.record();
        final ObjectNode node = JSON.createObjectNode()
                .put("part", step.part().name().toLowerCase(Locale.ROOT))
                .put("epoch", record.epoch())
                .put("sequence", record.sequence());
        if (record.timeNs() == Noted.NO_TIME) {
            node.putNull("timeNs").putNull("sinceCauseNs");
        } else {
            node.put("timeNs", record.timeNs()).put("sinceCauseNs", record.timeNs() - teller.zeroNs());
        }
        node.put("text", step.text());
        node.set("record", JSON.readTree(recordJson(record)));
        return node;
    }

    private String recordJson(final Noted record) throws IOException {
        final StringWriter text = new StringWriter();
        if (record.isDecision()) {
            final byte[] framed = new byte[Integer.BYTES + record.bytes().capacity()];
            final UnsafeBuffer section = new UnsafeBuffer(framed);
            section.putInt(0, record.bytes().capacity(), ByteOrder.LITTLE_ENDIAN);
            section.putBytes(Integer.BYTES, record.bytes(), 0, record.bytes().capacity());
            new DecisionPrinter(new JsonOutput(text), story.instruments()).print(section, 0, framed.length);
        } else {
            new EventPrinter(new JsonOutput(text), story.instruments()).print(record.bytes(), 0);
        }
        return text.toString();
    }
}
