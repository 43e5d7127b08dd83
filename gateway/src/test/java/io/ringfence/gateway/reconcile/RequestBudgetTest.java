package io.ringfence.gateway.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
    private final List<Long> pauses = new ArrayList<>();
    private long nowNanos;
    private final RequestBudget budget = new RequestBudget(() -> nowNanos, nanos -> {
        pauses.add(TimeUnit.NANOSECONDS.toSeconds(nanos));
        nowNanos += nanos;
    });

    @Test
    void shouldWaitForTheNextMinuteWhenItIsSpent() throws InterruptedException {
        nowNanos = TimeUnit.SECONDS.toNanos(10);
        for (int i = 0; i < RequestBudget.WEIGHT_PER_MINUTE / 40; i++) {
            budget.spend(40);
        }
        assertEquals(List.of(), pauses);

        budget.spend(1);
        budget.spend(RequestBudget.WEIGHT_PER_MINUTE - 1);

        assertEquals(List.of(50L), pauses);
    }

    @Test
    void shouldBeginAnewWithEachMinute() throws InterruptedException {
        for (int minute = 0; minute < 3; minute++) {
            budget.spend(RequestBudget.WEIGHT_PER_MINUTE);
            nowNanos += TimeUnit.MINUTES.toNanos(1);
        }

        assertEquals(List.of(), pauses);
    }
}
