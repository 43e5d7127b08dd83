package io.ringfence.engine.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.history.Step.Part;
import io.ringfence.journal.dump.DecisionPrinter;
import io.ringfence.journal.dump.EventPrinter;
import io.ringfence.journal.dump.JsonOutput;
import io.ringfence.journal.dump.KnownInstruments;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A story's steps as lines or as JSON, each with the time since the cause.
 *
 * @param steps       in the order in which they are told
 * @param epoch       sequences of other generations are marked
 * @param zeroNs      when the cause came in; {@link Noted#NO_TIME} if a crash has cost its event
 * @param instruments for scales and names
 */
record StepList(List<Step> steps, int epoch, long zeroNs, KnownInstruments instruments) {
    /** Of a long row of stop moves these many are printed from either end. */
    private static final int STOPS_SHOWN = 5;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DATE_LENGTH = "yyyy-MM-dd ".length();

    /** @param unrefused said before the order where no rule has refused it; nothing if empty */
    void print(final PrintStream out, final String unrefused) {
        final String day = zeroNs == Noted.NO_TIME ? "" : Units.time(zeroNs).substring(0, DATE_LENGTH);
        out.println("  " + day + "UTC        since cause        #  ");
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
            if (step.part() == Part.ORDER && part != Part.RISK && !unrefused.isEmpty()) {
                out.println(String.format(Locale.ROOT, "%45s  %-6s %s", "", "risk", unrefused));
            }
            out.println(line(step, day, step.part() != part));
            part = step.part();
        }
    }

    private static boolean isLeftOut(final int stop, final int stops) {
        return stops > 2 * STOPS_SHOWN + 1 && stop >= STOPS_SHOWN && stop < stops - STOPS_SHOWN;
    }

    private String line(final Step step, final String day, final boolean first) {
        final Noted record = step.record();
        final String stamp = Units.time(record.timeNs());
        return String.format(
                Locale.ROOT,
                "  %s %13s %8s  %-6s %s",
                !day.isEmpty() && stamp.startsWith(day) ? stamp.substring(DATE_LENGTH) : stamp,
                isTimed(record) ? signed(record.timeNs() - zeroNs) : "",
                (record.epoch() == epoch ? "" : "e" + record.epoch() + " ") + record.sequence(),
                first ? step.part().name().toLowerCase(Locale.ROOT) : "",
                step.text());
    }

    private boolean isTimed(final Noted record) {
        return record.timeNs() != Noted.NO_TIME && zeroNs != Noted.NO_TIME;
    }

    private static String signed(final long ns) {
        return ns == 0 ? "0" : (ns > 0 ? "+" : "") + Units.span(ns);
    }

    void addTo(final ArrayNode array) throws IOException {
        for (final Step step : steps) {
            array.add(json(step));
        }
    }

    private ObjectNode json(final Step step) throws IOException {
        final Noted record = step.record();
        final ObjectNode node = JSON.createObjectNode()
                .put("part", step.part().name().toLowerCase(Locale.ROOT))
                .put("epoch", record.epoch())
                .put("sequence", record.sequence());
        node.put("timeNs", record.timeNs() == Noted.NO_TIME ? null : (Long) record.timeNs());
        node.put("sinceCauseNs", isTimed(record) ? (Long) (record.timeNs() - zeroNs) : null);
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
            new DecisionPrinter(new JsonOutput(text), instruments).print(section, 0, framed.length);
        } else {
            new EventPrinter(new JsonOutput(text), instruments).print(record.bytes(), 0);
        }
        return text.toString();
    }
}
