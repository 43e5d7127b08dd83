package io.ringfence.engine.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.history.Step.Part;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.Side;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The story of a stop at the venue, as text or as one JSON object. */
final class DisasterPrinter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DisasterStory story;
    private final DisasterPlacedDecoder order;
    private final Units units;
    private final RecordText text;

    /** @param story of a stop that was found */
    DisasterPrinter(final DisasterStory story) {
        this.story = story;
        order = story.placed().as(new DisasterPlacedDecoder());
        units = Units.of(story.placed().instrument(), story.instruments());
        text = new RecordText(units);
    }

    void printText(final PrintStream out) {
        out.println("disaster stop " + OrderKey.of(order.orderId()) + ", generation "
                + story.placed().epoch() + ", decided at #" + story.placed().sequence());
        out.println("  what     " + headline());
        out.println("  because  " + because());
        out.println("  result   " + result());
        out.println();
        steps().print(out, "");
    }

    String json() throws IOException {
        final ObjectNode root = JSON.createObjectNode()
                .put("orderId", OrderKey.of(order.orderId()).toString())
                .put("epoch", story.placed().epoch())
                .put("sequence", story.placed().sequence())
                .put("index", story.placed().index())
                .put("instrument", units.symbol())
                .put("side", order.side().name())
                .put("quantity", units.quantity(order.quantity()))
                .put("purpose", "DISASTER_STOP")
                .put("triggerPrice", units.price(order.triggerPrice()))
                .put("stopPrice", units.price(order.stopPrice()))
                .put("headline", headline())
                .put("because", because())
                .put("result", result())
                .put("state", story.state().name())
                .put("filled", units.quantity(story.fills().quantity()))
                .put("averagePrice", story.fills().quantity() == 0 ? null : averagePrice())
                .put("fees", Units.money(story.fills().fees()))
                .put("profit", Units.money(story.fills().profit()))
                .put("complete", story.isWhole());
        story.before().ifPresent(before -> root.put("before", before.id().toString()));
        story.successor().ifPresent(after -> root.put("after", after.id().toString()));
        steps().addTo(root.putArray("steps"));
        return JSON.writeValueAsString(root);
    }

    private StepList steps() {
        final List<Step> steps = new ArrayList<>();
        story.entries().forEach(entry -> steps.add(new Step(Part.ENTRY, entry.position(), entry(entry))));
        story.stop().ifPresent(stop -> steps.add(new Step(Part.STOP, stop, text.stop(stop))));
        story.before()
                .ifPresent(before -> steps.add(new Step(
                        Part.CAUSE,
                        before.placed(),
                        "the one before: " + text.disaster(before.placed()) + ", " + before.id())));
        steps.add(new Step(Part.ORDER, story.placed(), text.disaster(story.placed())));
        story.venue().forEach(record -> steps.add(new Step(Part.VENUE, record, text.venue(record))));
        story.successor()
                .ifPresent(after -> steps.add(new Step(
                        Part.AFTER,
                        after.placed(),
                        "the one after: " + text.disaster(after.placed()) + ", " + after.id())));
        return new StepList(steps, story.placed().epoch(), story.placed().timeNs(), story.instruments());
    }

    private String entry(final InstrumentPast.Entry entry) {
        final PositionChangedDecoder position = entry.position().as(new PositionChangedDecoder());
        return "entered: " + units.quantity(Math.abs(position.fillQuantity())) + " at "
                + units.price(position.fillPrice()) + " by " + StoryTeller.named(entry.order());
    }

    private String headline() {
        return order.side() + " " + units.quantity(order.quantity()) + " " + units.symbol() + " at the venue when its "
                + (order.byMark() == Flag.YES ? "mark price" : "last price") + " comes to "
                + units.price(order.triggerPrice()) + ", to guard a " + (order.side() == Side.SELL ? "long" : "short");
    }

    private String because() {
        if (story.isForANewPosition() && !story.followsALiveOne()) {
            return "the position was opened; the engine's stop is at " + units.price(order.stopPrice());
        }
        if (!story.followsALiveOne()) {
            return "none rested at the venue for the position; the engine's stop is at "
                    + units.price(order.stopPrice());
        }
        final DisasterPlacedDecoder former =
                story.before().orElseThrow().placed().as(new DisasterPlacedDecoder());
        final long nearer = (order.side() == Side.SELL ? 1 : -1) * (order.triggerPrice() - former.triggerPrice());
        if (order.side() != former.side()) {
            return "the position turned";
        }
        if (order.quantity() > former.quantity()) {
            return "the position outgrew the one before, which was for " + units.quantity(former.quantity());
        }
        return nearer > 0
                ? "the engine's stop moved to " + units.price(order.stopPrice()) + ", so it may lie nearer than at "
                        + units.price(former.triggerPrice())
                : "the position shrank below the " + units.quantity(former.quantity()) + " of the one before";
    }

    private String result() {
        return switch (story.state()) {
            case FIRED -> "fired" + filled();
            case RESTING -> "rests at the venue at the journal's end";
            case PLACED -> "not answered by the journal's end";
            case CANCELLING -> "being cancelled at the journal's end, " + whyCancelled();
            default -> gone();
        };
    }

    private String filled() {
        return story.fills().quantity() == 0
                ? ", nothing filled"
                : ": " + units.quantity(story.fills().quantity()) + " at " + averagePrice() + ", fee "
                        + Units.money(story.fills().fees()) + "; profit "
                        + Units.money(story.fills().profit()) + " before fees";
    }

    private String gone() {
        if (story.wasCancelled()) {
            return "cancelled, " + whyCancelled();
        }
        return story.errorCode() == 0
                ? "ended at the venue without being cancelled here, or wasn't listed there any more"
                : "refused, code " + story.errorCode();
    }

    private String whyCancelled() {
        if (story.wasFlatWhenCancelled()) {
            return "since its position was closed";
        }
        if (story.wasNeverAnswered()) {
            return "since it was never answered";
        }
        return story.successor()
                .map(after -> "since " + after.id() + " took its place")
                .orElse("since it wasn't wanted any more");
    }

    private String averagePrice() {
        return story.fills().averagePrice(units).toPlainString();
    }
}
