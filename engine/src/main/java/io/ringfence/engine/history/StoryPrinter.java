package io.ringfence.engine.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;

/** An order's story as text or as one JSON object. */
final class StoryPrinter {
    private static final ObjectMapper JSON = new ObjectMapper();

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
        steps().print(out, unrefused());
        if (!story.isExit() && story.fills().quantity() > 0 && !story.isClosed()) {
            out.println("  the position is still open at the journal's end");
        }
    }

    private String unrefused() {
        return story.isExit() ? "an exit: no rule holds it up" : "passed every rule, not refused before";
    }

    private String latency() {
        return "cause to decision " + (teller.decidedNs() < 0 ? "unknown" : Units.span(teller.decidedNs()))
                + (teller.answeredNs() < 0 ? ", no answer" : ", decision to answer " + Units.span(teller.answeredNs()))
                + (teller.filledNs() < 0 ? "" : ", to last fill " + Units.span(teller.filledNs()));
    }

    private StepList steps() {
        return new StepList(teller.steps(), story.placed().epoch(), teller.zeroNs(), story.instruments());
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
                .put("causeTimeNs", teller.zeroNs() == Noted.NO_TIME ? null : (Long) teller.zeroNs())
                .put("attempt", story.attempts().size() + 1)
                .put("state", story.state().name())
                .put("filled", units.quantity(story.fills().quantity()))
                .put("averagePrice", story.fills().quantity() == 0 ? null : teller.averagePrice())
                .put("fees", Units.money(story.fills().fees()))
                .put("profit", Units.money(story.fills().profit()))
                .put("closed", story.isClosed())
                .put("complete", story.isWhole());
        putSpan(root, "decidedAfterNs", teller.decidedNs());
        putSpan(root, "answeredAfterNs", teller.answeredNs());
        putSpan(root, "filledAfterNs", teller.filledNs());
        steps().addTo(root.putArray("steps"));
        return JSON.writeValueAsString(root);
    }

    private String causeKind() {
        if (story.crossed().isPresent()) {
            return "stop";
        }
        if (story.signal().isPresent()) {
            return "signal";
        }
        return story.command().isPresent() ? "command" : story.reasons().isEmpty() ? "unknown" : "engine";
    }

    private static void putSpan(final ObjectNode root, final String name, final long ns) {
        if (ns < 0) {
            root.putNull(name);
        } else {
            root.put(name, ns);
        }
    }
}
