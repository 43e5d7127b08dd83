package io.ringfence.engine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.ringfence.journal.message.OrderState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderLifeTest {
    /** What can be heard of one order, in the order in which it happens, and where it ends. */
    private enum Story {
        FILLED_AT_ONCE(OrderLife.FILLED, OrderNews.ACCEPTED, OrderNews.REPORTED_NEW, OrderNews.REPORTED_FILLED),
        FILLED_IN_PARTS(
                OrderLife.FILLED,
                OrderNews.ACCEPTED,
                OrderNews.REPORTED_NEW,
                OrderNews.REPORTED_PART,
                OrderNews.REPORTED_PART,
                OrderNews.REPORTED_FILLED),
        FILLED_WITHOUT_ANSWER(OrderLife.FILLED, OrderNews.TIMED_OUT, OrderNews.REPORTED_NEW, OrderNews.REPORTED_FILLED),
        CANCELED_AFTER_A_PART(
                OrderLife.CANCELED,
                OrderNews.ACCEPTED,
                OrderNews.REPORTED_NEW,
                OrderNews.REPORTED_PART,
                OrderNews.REPORTED_CANCELED),
        EXPIRED(OrderLife.EXPIRED, OrderNews.ACCEPTED, OrderNews.REPORTED_NEW, OrderNews.REPORTED_EXPIRED),
        REJECTED_BY_REPORT(OrderLife.REJECTED, OrderNews.ACCEPTED, OrderNews.REPORTED_REJECTED),
        REFUSED(OrderLife.REJECTED, OrderNews.REFUSED),
        REFUSED_AFTER_DOUBT(OrderLife.REJECTED, OrderNews.OUTCOME_UNKNOWN, OrderNews.REFUSED),
        NEVER_SENT(OrderLife.REJECTED, OrderNews.NOT_SENT),
        WITHHELD(OrderLife.CANCELED, OrderNews.WITHHELD),
        PERHAPS_SENT_AND_FILLED(
                OrderLife.FILLED, OrderNews.PERHAPS_SENT, OrderNews.REPORTED_NEW, OrderNews.REPORTED_FILLED),
        NEVER_HEARD_OF_AGAIN(OrderLife.UNKNOWN, OrderNews.PERHAPS_SENT, OrderNews.TIMED_OUT),
        FILLED_AFTER_CANCEL(
                OrderLife.FILLED, OrderNews.ACCEPTED, OrderNews.REPORTED_CANCELED, OrderNews.REPORTED_FILLED),
        ALIVE_IN_SPITE_OF_A_REFUSAL(OrderLife.PARTIALLY_FILLED, OrderNews.REFUSED, OrderNews.REPORTED_PART);

        private final OrderLife end;
        private final List<OrderNews> news;

        Story(final OrderLife end, final OrderNews... news) {
            this.end = end;
            this.news = List.of(news);
        }
    }

    @Test
    void shouldEndTheSameInEveryOrderWithDuplicates() {
        final Random random = new Random(11);
        for (final Story story : Story.values()) {
            for (int i = 0; i < 2_000; i++) {
                final List<OrderNews> heard = new ArrayList<>(story.news);
                for (final OrderNews news : story.news) {
                    if (random.nextInt(3) == 0) {
                        heard.add(news);
                    }
                }
                Collections.shuffle(heard, random);

                assertEquals(story.end, endOf(heard), () -> story + " heard as " + heard);
            }
        }
    }

    @Test
    void shouldNeverLeaveFilled() {
        for (final OrderNews news : OrderNews.values()) {
            assertSame(OrderLife.FILLED, OrderLife.FILLED.after(news));
        }
    }

    @Test
    void shouldChangeNothingWhenHeardTwice() {
        for (final OrderLife life : OrderLife.values()) {
            for (final OrderNews news : OrderNews.values()) {
                final OrderLife once = life.after(news);
                assertSame(once, once.after(news), () -> life + " " + news);
            }
        }
    }

    @Test
    void shouldBeInDoubtOnlyWhileNothingWasHeard() {
        final List<OrderLife> doubtful = Arrays.stream(OrderLife.values())
                .filter(life -> life.after(OrderNews.TIMED_OUT) == OrderLife.UNKNOWN)
                .toList();
        assertEquals(List.of(OrderLife.DECIDED, OrderLife.UNKNOWN), doubtful);
    }

    @Test
    void shouldBeWrittenAsTheSchemasStateOfTheSameName() {
        for (final OrderLife life : OrderLife.values()) {
            assertSame(OrderState.valueOf(life.name()), life.state());
        }
    }

    private static OrderLife endOf(final List<OrderNews> heard) {
        OrderLife life = OrderLife.DECIDED;
        for (final OrderNews news : heard) {
            life = life.after(news);
        }
        return life;
    }
}
