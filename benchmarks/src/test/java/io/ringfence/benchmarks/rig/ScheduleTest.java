package io.ringfence.benchmarks.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void shouldSpaceEventsEvenlyWithinABlock() {
        final Schedule schedule = Schedule.steady(500_000, 3);

        assertEquals(1_000, schedule.eventsPerBlock());
        assertEquals(3, schedule.blocks());
        assertEquals(3_000, schedule.events());
        assertEquals(0, schedule.offsetNs(0));
        assertEquals(2_000, schedule.offsetNs(1));
        assertEquals(1_998_000, schedule.offsetNs(999));
    }

    @Test
    void shouldPauseBetweenBlocks() {
        final Schedule schedule = Schedule.steady(500_000, 3);

        assertEquals(Schedule.BLOCK_NS + Schedule.PAUSE_NS, schedule.offsetNs(1_000));
        assertEquals(2 * (Schedule.BLOCK_NS + Schedule.PAUSE_NS) + 1_998_000, schedule.lengthNs());
    }

    @Test
    void shouldNotDriftAtRatesThatDoNotDivideASecond() {
        final Schedule schedule = Schedule.steady(300_000, 1);

        assertEquals(600, schedule.events());
        assertEquals(599L * 1_000_000_000L / 300_000, schedule.offsetNs(599));
    }

    @Test
    void shouldHaveAnEventInABlockAtAnyRate() {
        assertEquals(1, Schedule.steady(1, 2).eventsPerBlock());
    }

    @Test
    void shouldRepeatARecordedStretch() {
        final Schedule schedule = Schedule.repeated(new long[] {70, 71, 90}, 10, 2);

        assertEquals(6, schedule.events());
        assertEquals(0, schedule.offsetNs(0));
        assertEquals(20, schedule.offsetNs(2));
        assertEquals(30, schedule.offsetNs(3));
        assertEquals(31, schedule.offsetNs(4));
    }

    @Test
    void shouldRefuseRatesThatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> Schedule.steady(0, 1));
        assertThrows(IllegalArgumentException.class, () -> Schedule.steady(1, 0));
    }
}
