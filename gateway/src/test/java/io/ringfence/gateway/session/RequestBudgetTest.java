package io.ringfence.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.session.RequestBudget.Purpose;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
    private static final int PER_MINUTE = 1_000;

    private final List<Long> pausesMs = new ArrayList<>();
    private long nowMs = 600_000;
    private final RequestBudget budget = new RequestBudget(PER_MINUTE, () -> nowMs, ms -> {
        pausesMs.add(ms);
        nowMs += ms;
    });

    @Test
    void shouldWaitForTheNextMinuteOfTheClockWhenItIsSpent() throws InterruptedException {
        nowMs += 10_000;
        budget.spend(950, Purpose.ACCOUNT);
        assertEquals(List.of(), pausesMs);

        budget.spend(1, Purpose.ACCOUNT);
        budget.spend(949, Purpose.ACCOUNT);

        assertEquals(List.of(50_000L), pausesMs);
        assertEquals(950, budget.spent());
    }

    @Test
    void shouldLeaveAQuarterOfTheMinuteToTheAccount() {
        assertTrue(budget.trySpend(500, Purpose.BOOKS));

        assertFalse(budget.trySpend(1, Purpose.BOOKS));
        assertTrue(budget.trySpend(250, Purpose.HISTORY));
        assertFalse(budget.trySpend(1, Purpose.HISTORY));
        assertTrue(budget.trySpend(100, Purpose.ACCOUNT));
    }

    @Test
    void shouldIgnoreWhatALateAnswerSaysOfTheMinuteBefore() {
        nowMs += 59_000;
        final long asked = budget.minute();
        nowMs += 2_000;
        budget.observe(950, asked);

        assertEquals(0, budget.spent());
        assertTrue(budget.trySpend(950, Purpose.ACCOUNT));
    }

    @Test
    void shouldLetHistoryWaitWhileTheAccountDoes() throws InterruptedException {
        final List<Boolean> historyMayGo = new ArrayList<>();
        final List<RequestBudget> self = new ArrayList<>();
        final RequestBudget shared = new RequestBudget(PER_MINUTE, () -> nowMs, ms -> {
            nowMs += ms;
            historyMayGo.add(self.get(0).trySpend(1, Purpose.HISTORY));
        });
        self.add(shared);
        shared.spend(950, Purpose.ACCOUNT);

        shared.spend(1, Purpose.ACCOUNT);

        assertEquals(List.of(false), historyMayGo);
        assertTrue(shared.trySpend(1, Purpose.HISTORY));
    }

    @Test
    void shouldCountWhatOthersOfTheAddressHaveSpent() {
        budget.observe(740, budget.minute());

        assertFalse(budget.trySpend(20, Purpose.HISTORY));
        assertTrue(budget.trySpend(10, Purpose.HISTORY));
        budget.observe(745, budget.minute());
        assertEquals(750, budget.spent());
    }

    @Test
    void shouldSpendNothingUntilTheVenueWantsToHearAgain() throws InterruptedException {
        budget.closeFor(7);

        budget.spend(1, Purpose.ACCOUNT);

        assertEquals(List.of(7_000L), pausesMs);
    }
}
