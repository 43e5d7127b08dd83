package io.ringfence.engine.simulation;

import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.StopReason;

/**
 * Stops, from their decisions alone: a position has one from the event on that opens it until it has fired (I4); it never loosens,
 * fires once, and on the first quote that crosses it (promise 3). Runs behind {@code orders}.
 */
final class StopWatch implements Stage {
    private final Violations violations;
    private final boolean atOnce;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final long[] positions;
    private final boolean[] armed;
    private final boolean[] hit;
    private final long[] stops;
    private final long[] before;
    private final long[] movedAt;

    private long armings;
    private long moves;
    private long hits;

    /** @param atOnce whether the profile fires at the first crossing, without confirmation */
    StopWatch(final Violations violations, final int instruments, final boolean atOnce) {
        this.violations = violations;
        this.atOnce = atOnce;
        positions = new long[instruments + 1];
        armed = new boolean[instruments + 1];
        hit = new boolean[instruments + 1];
        stops = new long[instruments + 1];
        before = new long[instruments + 1];
        movedAt = new long[instruments + 1];
    }

    /** A generation goes on from {@code state}, of whose events perhaps some were lost. */
    void goOn(final Stages state, final boolean lost) {
        for (int i = 1; i < positions.length; i++) {
            final long position = state.portfolio().positions().quantity(i);
            final boolean isArmed = state.stops().stops().isArmed(i);
            final long stop = state.stops().stops().stopPrice(i);
            movedAt[i] = 0;
            if (lost) {
                positions[i] = position;
                armed[i] = position != 0;
                hit[i] = position != 0 && !isArmed;
                stops[i] = stop;
                continue;
            }
            violations.require(
                    position == positions[i] && isArmed == (armed[i] && !hit[i]) && (!isArmed || stop == stops[i]),
                    "I2",
                    "instrument " + i + " was left with position " + positions[i] + " stop " + stops[i] + " armed "
                            + armed[i] + " hit " + hit[i] + ", and came back with position " + position + " stop "
                            + stop + " armed " + isArmed);
        }
    }

    void position(final int instrument, final long quantity) {
        positions[instrument] = quantity;
    }

    void armed(final int instrument, final boolean isLong, final long stop) {
        violations.require(!armed[instrument], "stop", "instrument " + instrument + " armed twice");
        violations.require(stop > 0, "stop", "instrument " + instrument + " armed at " + stop);
        armed[instrument] = true;
        hit[instrument] = false;
        stops[instrument] = stop;
        violations.require(
                isLong == positions[instrument] > 0, "stop", "instrument " + instrument + " armed on the wrong side");
        armings++;
    }

    void moved(final int instrument, final long stop, final long previous, final long sequence) {
        violations.require(
                armed[instrument] && !hit[instrument],
                "stop",
                "instrument " + instrument + " moved without being armed");
        violations.require(
                previous == stops[instrument],
                "stop",
                "instrument " + instrument + " moved from " + previous + ", it was at " + stops[instrument]);
        violations.require(
                ahead(instrument, stop, previous) > 0,
                "stop",
                "instrument " + instrument + " position " + positions[instrument] + " loosened from " + previous
                        + " to " + stop + " at " + sequence);
        before[instrument] = movedAt[instrument] == sequence ? before[instrument] : stops[instrument];
        movedAt[instrument] = sequence;
        stops[instrument] = stop;
        moves++;
    }

    void hit(final int instrument, final StopReason reason, final long stop, final long trigger) {
        violations.require(armed[instrument], "stop", "instrument " + instrument + " fired without being armed");
        violations.require(!hit[instrument], "stop", "instrument " + instrument + " fired twice");
        violations.require(
                reason == StopReason.TIME || reason == StopReason.SESSION_END || ahead(instrument, trigger, stop) <= 0,
                "stop",
                "instrument " + instrument + " position " + positions[instrument] + " fired at " + trigger
                        + ", which isn't beyond " + stop);
        hit[instrument] = true;
        hits++;
    }

    void disarmed(final int instrument) {
        armed[instrument] = false;
        hit[instrument] = false;
    }

    /** Called behind the decisions of an event that concern {@code instrument}'s position. */
    void settled(final int instrument) {
        violations.require(
                armed[instrument] == (positions[instrument] != 0),
                "I4",
                "instrument " + instrument + " has position " + positions[instrument] + " and armed="
                        + armed[instrument]);
    }

    private long ahead(final int instrument, final long price, final long other) {
        return positions[instrument] > 0 ? price - other : other - price;
    }

    @Override
    public String name() {
        return "stop-watch";
    }

    @Override
    public void onEvent(final Slot slot) {
        final int instrument = slot.instrument();
        if (slot.templateId() == QuoteDecoder.TEMPLATE_ID && atOnce && armed[instrument] && !hit[instrument]) {
            judge(slot, instrument);
        }
    }

    private void judge(final Slot slot, final int instrument) {
        quote.wrapAndApplyHeader(slot.event(), 0, header);
        final boolean isLong = positions[instrument] > 0;
        final long latest = isLong ? quote.bidPrice() : quote.askPrice();
        final long lowest = isLong ? quote.lowestBid() : quote.highestAsk();
        if (latest <= 0) {
            return;
        }
        final long worst = lowest > 0 && ahead(instrument, lowest, latest) < 0 ? lowest : latest;
        final long stopBefore = movedAt[instrument] == slot.sequence() ? before[instrument] : stops[instrument];
        violations.require(
                ahead(instrument, worst, stopBefore) > 0 && ahead(instrument, latest, stops[instrument]) > 0,
                "stop",
                "instrument " + instrument + " position " + positions[instrument] + " did not fire at sequence "
                        + slot.sequence() + ": worst " + worst + " latest " + latest + " stop " + stopBefore + " then "
                        + stops[instrument]);
    }

    long position(final int instrument) {
        return positions[instrument];
    }

    boolean isArmed(final int instrument) {
        return armed[instrument];
    }

    long armings() {
        return armings;
    }

    long moves() {
        return moves;
    }

    long hits() {
        return hits;
    }
}
