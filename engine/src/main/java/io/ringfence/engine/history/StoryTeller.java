package io.ringfence.engine.history;

import io.ringfence.engine.history.Step.Part;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.TakeProfitDecoder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Brings a found order's story into the order in which a person wants to hear it. */
final class StoryTeller {
    private final OrderStory story;
    private final OrderPlacedDecoder order;
    private final Units units;
    private final RecordText text;

    /** @param story of an order that was found */
    StoryTeller(final OrderStory story) {
        this.story = story;
        order = story.placed().as(new OrderPlacedDecoder());
        units = Units.of(story.placed().instrument(), story.instruments());
        text = new RecordText(units);
    }

    Units units() {
        return units;
    }

    OrderPlacedDecoder order() {
        return order;
    }

    String headline() {
        return order.side() + " " + units.quantity(order.quantity()) + " " + units.symbol() + ", "
                + (story.isExit()
                        ? "to close a " + (order.side() == Side.SELL ? "long" : "short")
                        : "to go " + RecordText.side(order.side()));
    }

    String because() {
        if (story.crossed().isPresent() && story.crossed().get().hit().templateId() == TakeProfitDecoder.TEMPLATE_ID) {
            return text.hit(story.crossed().get().hit());
        }
        if (story.crossed().isPresent()) {
            final StopHitDecoder hit = story.crossed().get().hit().as(new StopHitDecoder());
            return "the " + RecordText.reason(hit) + " at " + units.price(hit.stopPrice()) + " was hit by "
                    + units.price(hit.triggerPrice());
        }
        if (story.signal().isPresent()) {
            return RecordText.reason(story.signal().get().signal().as(new SignalDecoder()));
        }
        if (!story.reasons().isEmpty()) {
            return text.reason(story.reasons().get(0));
        }
        return story.command()
                .map(text::command)
                .orElse("its cause, sequence " + order.causeSequence() + ", is not in this journal");
    }

    String result() {
        final String state = RecordText.word(story.state());
        if (story.fills().quantity() == 0) {
            return state + ", nothing filled";
        }
        return state + ": " + units.quantity(story.fills().quantity()) + " at " + averagePrice()
                + againstReference() + ", fee " + Units.money(story.fills().fees())
                + (story.isExit() ? "; profit " + Units.money(story.fills().profit()) + " before fees" : "");
    }

    String averagePrice() {
        return average().toPlainString();
    }

    private BigDecimal average() {
        return story.fills().averagePrice(units);
    }

    private String againstReference() {
        if (order.referencePrice() == 0) {
            return "";
        }
        final BigDecimal reference = BigDecimal.valueOf(order.referencePrice(), units.priceScale());
        final BigDecimal worse =
                order.side() == Side.BUY ? average().subtract(reference) : reference.subtract(average());
        return switch (worse.signum()) {
            case 1 -> " (" + worse.toPlainString() + " worse than the reference)";
            case -1 -> " (" + worse.negate().toPlainString() + " better than the reference)";
            default -> " (the reference price)";
        };
    }

    /**
     * When the cause came in, the zero of all differences; the order's own event if the cause is lost; {@link Noted#NO_TIME}
     * if a crash has cost that event.
     */
    long zeroNs() {
        if (story.crossed().isPresent()) {
            return story.crossed().get().hit().timeNs();
        }
        if (story.signal().isPresent()) {
            return story.signal().get().signal().timeNs();
        }
        return story.command()
                .or(() -> story.reasons().stream().findFirst())
                .map(Noted::timeNs)
                .orElse(story.placed().timeNs());
    }

    /** Cause to decision, ns; -1 if the time of one isn't known. */
    long decidedNs() {
        return story.placed().since(zeroNs());
    }

    /** Decision to the first thing that came back, ns; -1 if nothing did. */
    long answeredNs() {
        return story.venue().stream()
                .filter(record -> !record.isDecision())
                .findFirst()
                .map(record -> record.since(story.placed().timeNs()))
                .orElse(-1L);
    }

    /** Decision to the last fill, ns; -1 if there is none. */
    long filledNs() {
        return story.venue().stream()
                .filter(StoryTeller::isFill)
                .reduce((first, second) -> second)
                .map(record -> record.since(story.placed().timeNs()))
                .orElse(-1L);
    }

    static boolean isFill(final Noted record) {
        return record.templateId() == ExecutionReportDecoder.TEMPLATE_ID
                && record.as(new ExecutionReportDecoder()).tradeId() != 0;
    }

    List<Step> steps() {
        final List<Step> steps = new ArrayList<>();
        story.entries().forEach(entry -> steps.add(new Step(Part.ENTRY, entry.position(), entry(entry))));
        if (story.crossed().isPresent()) {
            story.stops().forEach(stop -> steps.add(new Step(Part.STOP, stop, text.stop(stop))));
        }
        addCause(steps);
        for (int i = 0; i < story.attempts().size(); i++) {
            final InstrumentPast.Attempt attempt = story.attempts().get(i);
            steps.add(new Step(
                    Part.TRIED,
                    attempt.placed(),
                    "attempt " + (i + 1) + ": " + text.placed(attempt.placed()) + ", "
                            + OrderKey.of(attempt.placed()
                                    .as(new OrderPlacedDecoder())
                                    .orderId())));
            if (attempt.newest() != attempt.placed()) {
                steps.add(new Step(Part.TRIED, attempt.newest(), text.venue(attempt.newest())));
            }
        }
        story.refusals().forEach(refusal -> steps.add(new Step(Part.RISK, refusal, text.refusal(refusal))));
        steps.add(new Step(Part.ORDER, story.placed(), text.placed(story.placed())));
        story.venue().forEach(record -> steps.add(new Step(Part.VENUE, record, text.venue(record))));
        story.closings().forEach(closing -> steps.add(new Step(Part.AFTER, closing.position(), closing(closing))));
        story.next()
                .ifPresent(next -> steps.add(new Step(
                        Part.AFTER,
                        next,
                        "tried again: " + text.placed(next) + ", "
                                + OrderKey.of(next.as(new OrderPlacedDecoder()).orderId()))));
        return steps;
    }

    private void addCause(final List<Step> steps) {
        story.signal().ifPresent(signal -> {
            addEvent(steps, signal.event());
            signal.bars().stream()
                    .filter(bar -> isOfSignal(bar, signal))
                    .forEach(bar -> steps.add(new Step(
                            Part.CAUSE,
                            bar,
                            text.bar(bar, bar.sequence() != signal.signal().sequence()))));
            steps.add(new Step(Part.CAUSE, signal.signal(), text.signal(signal.signal())));
        });
        story.crossed().ifPresent(crossed -> {
            addEvent(steps, crossed.event());
            steps.add(new Step(Part.CAUSE, crossed.hit(), text.hit(crossed.hit())));
        });
        story.command().ifPresent(command -> steps.add(new Step(Part.CAUSE, command, text.command(command))));
        story.reasons().forEach(reason -> steps.add(new Step(Part.CAUSE, reason, text.reason(reason))));
    }

    private void addEvent(final List<Step> steps, final Noted event) {
        if (event != null) {
            steps.add(new Step(Part.CAUSE, event, text.cause(event)));
        }
    }

    /** The strategy looked at one of the timeframes, which older records tell by the signal's own averages. */
    private static boolean isOfSignal(final Noted bar, final InstrumentPast.SignalGiven given) {
        final SignalDecoder signal = given.signal().as(new SignalDecoder());
        if (signal.actingVersion() >= SignalDecoder.timeframeNsSinceVersion()) {
            return bar.as(new BarClosedDecoder()).timeframeNs() == signal.timeframeNs();
        }
        return given.bars().stream()
                .filter(other -> other.sequence() == given.signal().sequence())
                .map(other -> other.as(new BarClosedDecoder()))
                .filter(other -> other.emaFast() == signal.emaFast() && other.emaSlow() == signal.emaSlow())
                .anyMatch(other ->
                        other.timeframe() == bar.as(new BarClosedDecoder()).timeframe());
    }

    private String entry(final InstrumentPast.Entry entry) {
        final PositionChangedDecoder position = entry.position().as(new PositionChangedDecoder());
        return "entered: " + bought(position) + " at " + units.price(position.fillPrice()) + " by "
                + named(entry.order());
    }

    private String closing(final OrderStory.Closing closing) {
        final PositionChangedDecoder position = closing.position().as(new PositionChangedDecoder());
        return (position.quantity() == 0 ? "closed: " : "reduced: ") + bought(position) + " at "
                + units.price(position.fillPrice()) + " by " + by(closing) + ", profit "
                + Units.money(closing.profit()) + " before fees"
                + (story.stopMoves() == 0 ? "" : "; the stop had moved " + story.stopMoves() + " times");
    }

    private String bought(final PositionChangedDecoder position) {
        return (position.fillQuantity() > 0 ? "bought " : "sold ") + units.quantity(Math.abs(position.fillQuantity()));
    }

    private static String by(final OrderStory.Closing closing) {
        return switch (closing.cause()) {
            case LIQUIDATION -> "the venue's liquidation";
            case ADL -> "the venue's automatic deleveraging";
            case SETTLEMENT -> "the venue's settlement";
            default -> named(closing.order());
        };
    }

    static String named(final OrderKey order) {
        return order == null || order.isNone() ? "an order that isn't ours" : order.toString();
    }
}
