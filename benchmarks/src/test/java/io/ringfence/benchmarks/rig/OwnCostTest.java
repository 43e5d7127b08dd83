package io.ringfence.benchmarks.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OwnCostTest {
    private static Object kept;

    @Test
    void shouldChargeNothingForItself() {
        OwnCost.of(() -> {}, 1);

        assertEquals(0, OwnCost.of(() -> {}, 1).bytes());
    }

    @Test
    void shouldCountWhatIsAllocated() {
        final OwnCost cost = OwnCost.of(() -> kept = new byte[1_000_000], 10);

        assertTrue(cost.bytes() >= 100_000, cost.toString());
    }

    @Test
    void shouldKeepTheLeastOfTwo() {
        assertEquals(new OwnCost(1, 2), new OwnCost(1, 5).best(new OwnCost(3, 2)));
    }
}
