package io.ringfence.engine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.testing.Decision;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.OrderStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Answers and reports of one order through all stages: shuffled, twice, late. */
class OrderStoriesTest {
    private static final long[] PARTS = {3, 6, 7};

    @Test
    void shouldEndFilledWithTheWholePositionWhateverTheOrder() {
        for (int seed = 0; seed < 500; seed++) {
            final Desk desk = new Desk();
            final Decision entry = desk.signal(1).lastSent();
            final List<Runnable> events = filledStory(desk, entry);
            tell(desk, events, new Random(seed));

            assertEquals(16, desk.position(), "seed=" + seed);
            assertEquals(OrderState.FILLED, last(desk.states()), "seed=" + seed);
            assertEquals(1, desk.sent(), "seed=" + seed);
            assertEquals(1, desk.market.tally().ordersFilled());
            assertEquals(1, desk.market.tally().ordersAcknowledged());
            assertEquals(List.of(), desk.alarms());
        }
    }

    @Test
    void shouldEndCanceledWithWhatWasFilled() {
        for (int seed = 0; seed < 500; seed++) {
            final Desk desk = new Desk();
            final Decision entry = desk.signal(1).lastSent();
            final List<Runnable> events = new ArrayList<>();
            events.add(() -> desk.market.answer(entry, 0));
            events.add(() -> desk.market.report(entry, OrderStatus.PARTIALLY_FILLED, 901, 6_200_000, 3, 3, 0));
            events.add(() -> desk.market.report(entry, OrderStatus.CANCELED, 3));
            tell(desk, events, new Random(seed));

            assertEquals(3, desk.position(), "seed=" + seed);
            assertEquals(OrderState.CANCELED, last(desk.states()), "seed=" + seed);
            assertEquals(1, desk.sent(), "seed=" + seed);
        }
    }

    @Test
    void shouldResolveAnOrderOfUnknownOutcomeByItsReports() {
        for (int seed = 0; seed < 200; seed++) {
            final Desk desk = new Desk();
            final Decision entry = desk.signal(1).lastSent();
            desk.later(2_001).market.tick();
            tell(desk, filledStory(desk, entry), new Random(seed));

            assertEquals(OrderState.UNKNOWN, desk.states().get(0));
            assertEquals(OrderState.FILLED, last(desk.states()));
            assertEquals(16, desk.position());
        }
    }

    @Test
    void shouldRecordEachStateOnce() {
        final Desk desk = new Desk();
        final Decision entry = desk.signal(1).lastSent();
        for (final Runnable event : filledStory(desk, entry)) {
            event.run();
            event.run();
        }

        assertEquals(List.of(OrderState.ACKNOWLEDGED, OrderState.PARTIALLY_FILLED, OrderState.FILLED), desk.states());
    }

    private static List<Runnable> filledStory(final Desk desk, final Decision entry) {
        final List<Runnable> events = new ArrayList<>();
        events.add(() -> desk.market.answer(entry, 0));
        events.add(() -> desk.market.report(entry, OrderStatus.NEW, 0));
        long cumulative = 0;
        for (int i = 0; i < PARTS.length; i++) {
            cumulative += PARTS[i];
            final int part = i;
            final long filled = cumulative;
            final OrderStatus status = i == PARTS.length - 1 ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
            events.add(() -> desk.market.report(entry, status, 901 + part, 6_200_000, PARTS[part], filled, 0));
        }
        return events;
    }

    /** Tells the events in random order, some twice, with quotes and time between them. */
    private static void tell(final Desk desk, final List<Runnable> events, final Random random) {
        final List<Runnable> told = new ArrayList<>(events);
        for (final Runnable event : events) {
            if (random.nextBoolean()) {
                told.add(event);
            }
        }
        Collections.shuffle(told, random);
        for (final Runnable event : told) {
            event.run();
            if (random.nextInt(3) == 0) {
                desk.later(random.nextInt(100)).quote("61999.90", "62000.00");
            }
            desk.market.tick();
        }
        assertTrue(desk.position() >= 0);
    }

    private static OrderState last(final List<OrderState> states) {
        return states.get(states.size() - 1);
    }
}
