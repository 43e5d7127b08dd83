package io.ringfence.engine.stop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.StopSettings;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.testing.TestInstruments;
import io.ringfence.journal.message.StopReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrailingStopsTest {
    private static final Timeframe TIMEFRAME = Timeframe.valueOf("1s");

    private final Spoken spoken = new Spoken();

    @Test
    void shouldArmAtTheInitialDistanceRoundedTowardsThePrice() {
        final TrailingStops stops = percent(1, 0.5, 0.4, 1, 10);

        stops.position(1, 5, 100_005);
        stops.position(1, 0, 0);
        stops.position(1, -5, 100_005);

        // 99,004.95 up to the tick, 101,005.05 down to it.
        assertEquals(List.of("armed 5 99010 from 100005", "disarmed", "armed -5 101000 from 100005"), spoken.words);
    }

    @Test
    void shouldStandAtLeastOneTickFromTheEntry() {
        final TrailingStops stops = percent(0.001, 0, 1, 1, 10);

        stops.position(1, 5, 1_000);

        assertEquals(List.of("armed 5 990 from 1000"), spoken.words);
    }

    @Test
    void shouldTrailOnlyOnceActivatedAndThenForGood() {
        final TrailingStops stops = percent(1, 0.5, 0.4, 1, 10);
        stops.position(1, 5, 100_000);
        bid(stops, 100_490);
        assertEquals(1, spoken.words.size());

        bid(stops, 100_500);
        bid(stops, 100_200);
        bid(stops, 101_000);

        assertEquals(
                List.of(
                        "armed 5 99000 from 100000",
                        "moved 100100 from 99000 best 100500 TRAIL",
                        "moved 100600 from 100100 best 101000 TRAIL"),
                spoken.words);
    }

    @Test
    void shouldMirrorForAShortPosition() {
        final TrailingStops stops = percent(1, 0.5, 0.4, 1, 10);
        stops.position(1, -5, 100_000);
        ask(stops, 99_500);
        ask(stops, 99_800);
        ask(stops, 99_890);
        ask(stops, 99_900);

        assertEquals(
                List.of(
                        "armed -5 101000 from 100000",
                        "moved 99890 from 101000 best 99500 TRAIL",
                        "hit 99890 by 99890"),
                spoken.words);
    }

    @Test
    void shouldFireOnceOnTheFirstPriceAtOrBeyondTheStop() {
        final TrailingStops stops = percent(1, 0.5, 0.4, 1, 10);
        stops.position(1, 5, 100_000);
        bid(stops, 99_010);
        assertTrue(stops.isArmed(1));

        bid(stops, 98_000);
        bid(stops, 97_000);
        bid(stops, 200_000);

        assertEquals(List.of("armed 5 99000 from 100000", "hit 99000 by 98000"), spoken.words);
        assertFalse(stops.isArmed(1));
    }

    @Test
    void shouldFireByTheExtremeOfAConflatedQuote() {
        final TrailingStops stops = percent(1, 0.5, 0.4, 1, 10);
        stops.position(1, 5, 100_000);

        stops.quote(1, 102_000, 102_010, 98_990, 102_500);

        assertEquals(List.of("armed 5 99000 from 100000", "hit 99000 by 98990"), spoken.words);
    }

    @Test
    void shouldNotFireByAnExtremeThatOnlyTheMovedStopWouldHaveMet() {
        final TrailingStops stops = percent(1, 0.5, 0.4, 1, 10);
        stops.position(1, 5, 100_000);

        stops.quote(1, 101_000, 101_010, 99_500, 101_010);

        assertEquals(List.of("armed 5 99000 from 100000", "moved 100600 from 99000 best 101000 TRAIL"), spoken.words);
    }

    @Test
    void shouldUseTradesOnlyBeforeTheFirstQuote() {
        final TrailingStops stops = percent(1, 0.5, 0.4, 1, 10);
        stops.position(1, 5, 100_000);
        stops.trade(1, 99_500);
        bid(stops, 99_500);
        stops.trade(1, 90_000);
        assertTrue(stops.isArmed(1));

        final TrailingStops unquoted = percent(1, 0.5, 0.4, 1, 10);
        unquoted.position(1, 5, 100_000);
        unquoted.trade(1, 98_999);

        assertFalse(unquoted.isArmed(1));
    }

    @Test
    void shouldTakeAnEmptySideOfTheBookForNoPrice() {
        final TrailingStops stops = percent(1, 0.5, 0.4, 1, 10);
        stops.position(1, 5, 100_000);

        bid(stops, 0);

        assertTrue(stops.isArmed(1));
    }

    @Test
    void shouldMakeNoStepSmallerThanConfigured() {
        final TrailingStops stops = percent(1, 0, 0.4, 20, 10);
        stops.position(1, 5, 100_000);
        bid(stops, 100_000);
        bid(stops, 100_190);
        bid(stops, 100_201);

        assertEquals(
                List.of(
                        "armed 5 99000 from 100000",
                        "moved 99600 from 99000 best 100000 TRAIL",
                        "moved 99810 from 99600 best 100201 TRAIL"),
                spoken.words);
    }

    @Test
    void shouldTrailByTheAtrAndNeverLoosenWhenItWidens() {
        final TrailingStops stops = new TrailingStops(
                new StopSettings(1, 0, 0, 2.5, TIMEFRAME, 1), TestInstruments.withTick(10), 1, spoken);
        stops.position(1, 5, 100_000);
        bid(stops, 100_100);
        assertEquals(1, spoken.words.size());

        stops.atr(1, 100.5);
        bid(stops, 100_100);
        stops.atr(1, 1_000);
        bid(stops, 100_200);
        stops.atr(1, 20);
        bid(stops, 100_150);

        // 251.25 behind down to 251; 50 behind the best of 100,200.
        assertEquals(
                List.of(
                        "armed 5 99000 from 100000",
                        "moved 99850 from 99000 best 100100 TRAIL",
                        "moved 100150 from 99850 best 100200 TRAIL",
                        "hit 100150 by 100150"),
                spoken.words);
    }

    @Test
    void shouldRebaseOnAnAddedEntryOnlyToTheProtectiveSide() {
        final TrailingStops stops = percent(1, 0.5, 0.4, 1, 10);
        stops.position(1, 5, 100_000);
        stops.position(1, 10, 100_200);
        stops.position(1, 15, 99_000);

        assertEquals(
                List.of("armed 5 99000 from 100000", "moved 99200 from 99000 best 100000 POSITION_CHANGED"),
                spoken.words);
    }

    @Test
    void shouldFollowAReductionsQuantityWithoutMoving() {
        final TrailingStops stops = percent(1, 0.5, 0.4, 1, 10);
        stops.position(1, 5, 100_000);
        stops.position(1, 2, 100_000);
        bid(stops, 99_000);

        assertEquals(2, spoken.lastQuantity);
        assertEquals(List.of("armed 5 99000 from 100000", "hit 99000 by 99000"), spoken.words);
    }

    @Test
    void shouldStaySilentAfterAHitUntilThePositionIsGone() {
        final TrailingStops stops = percent(1, 0.5, 0.4, 1, 10);
        stops.position(1, 5, 100_000);
        bid(stops, 99_000);
        stops.position(1, 8, 99_900);
        stops.position(1, 3, 99_900);
        bid(stops, 90_000);
        stops.position(1, 0, 0);
        stops.position(1, 5, 90_000);

        assertEquals(
                List.of("armed 5 99000 from 100000", "hit 99000 by 99000", "disarmed", "armed 5 89100 from 90000"),
                spoken.words);
    }

    @Test
    void shouldTreatATurnedPositionAsANewOne() {
        final TrailingStops stops = percent(1, 0.5, 0.4, 1, 10);
        stops.position(1, 5, 100_000);
        stops.position(1, -5, 100_000);

        assertEquals(List.of("armed 5 99000 from 100000", "disarmed", "armed -5 101000 from 100000"), spoken.words);
    }

    private TrailingStops percent(
            final double initial,
            final double activation,
            final double distance,
            final int minStepTicks,
            final long tick) {
        return new TrailingStops(
                new StopSettings(initial, activation, distance, 0, TIMEFRAME, minStepTicks),
                TestInstruments.withTick(tick),
                1,
                spoken);
    }

    private static void bid(final TrailingStops stops, final long bid) {
        stops.quote(1, bid, bid + 10, bid, bid + 10);
    }

    private static void ask(final TrailingStops stops, final long ask) {
        stops.quote(1, ask - 10, ask, ask - 10, ask);
    }

    /** What a stop said, as text. */
    static final class Spoken implements StopListener {
        final List<String> words = new ArrayList<>();
        long lastQuantity;

        @Override
        public void onArmed(final int instrument, final long quantity, final long stop, final long entry) {
            words.add("armed " + quantity + " " + stop + " from " + entry);
        }

        @Override
        public void onMoved(
                final int instrument,
                final long quantity,
                final long stop,
                final long previous,
                final long best,
                final StopReason reason) {
            words.add("moved " + stop + " from " + previous + " best " + best + " " + reason);
        }

        @Override
        public void onHit(final int instrument, final long quantity, final long stop, final long trigger) {
            lastQuantity = quantity;
            words.add("hit " + stop + " by " + trigger);
        }

        @Override
        public void onDisarmed(final int instrument) {
            words.add("disarmed");
        }
    }
}
