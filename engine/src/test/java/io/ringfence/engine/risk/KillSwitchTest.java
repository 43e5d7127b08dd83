package io.ringfence.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.message.KillLevel;
import org.junit.jupiter.api.Test;

class KillSwitchTest {
    private final KillSwitch killSwitch = new KillSwitch(3);

    @Test
    void shouldOnlyGoFurther() {
        assertTrue(killSwitch.raise(1, KillLevel.CANCEL_ALL));
        assertFalse(killSwitch.raise(1, KillLevel.REDUCE_ONLY));
        assertFalse(killSwitch.raise(1, KillLevel.CANCEL_ALL));
        assertEquals(KillLevel.CANCEL_ALL, killSwitch.level(1));

        assertTrue(killSwitch.raise(1, KillLevel.FLATTEN));
        assertEquals(KillLevel.FLATTEN, killSwitch.level(1));
        assertEquals(KillLevel.NONE, killSwitch.level(2));
    }

    @Test
    void shouldCountForAllWhereItIsThrownForAll() {
        killSwitch.raise(2, KillLevel.REDUCE_ONLY);
        assertTrue(killSwitch.raise(0, KillLevel.CANCEL_ALL));
        assertFalse(killSwitch.raise(2, KillLevel.CANCEL_ALL));

        assertEquals(KillLevel.CANCEL_ALL, killSwitch.level(1));
        assertEquals(KillLevel.CANCEL_ALL, killSwitch.level(2));
    }

    @Test
    void shouldLiftOneAndLeaveTheOthers() {
        killSwitch.raise(1, KillLevel.REDUCE_ONLY);
        killSwitch.raise(3, KillLevel.FLATTEN);

        assertEquals(KillLevel.REDUCE_ONLY, killSwitch.lift(1));

        assertEquals(KillLevel.NONE, killSwitch.level(1));
        assertEquals(KillLevel.FLATTEN, killSwitch.level(3));
        assertEquals(KillLevel.NONE, killSwitch.lift(1));
    }

    @Test
    void shouldKeepAnInstrumentShutAsFarAsTheAccountIs() {
        killSwitch.raise(0, KillLevel.REDUCE_ONLY);
        killSwitch.raise(1, KillLevel.FLATTEN);

        killSwitch.lift(1);

        assertEquals(KillLevel.REDUCE_ONLY, killSwitch.level(1));
        assertEquals(KillLevel.REDUCE_ONLY, killSwitch.level(2));
        assertEquals(KillLevel.REDUCE_ONLY, killSwitch.level(0));
    }

    @Test
    void shouldSayHowFarAnyWasThrownWhenAllAreLifted() {
        killSwitch.raise(1, KillLevel.CANCEL_ALL);
        killSwitch.raise(2, KillLevel.REDUCE_ONLY);

        assertEquals(KillLevel.CANCEL_ALL, killSwitch.lift(0));
        assertEquals(KillLevel.NONE, killSwitch.lift(0));
    }

    @Test
    void shouldLiftAll() {
        killSwitch.raise(0, KillLevel.FLATTEN);
        killSwitch.raise(2, KillLevel.FLATTEN);

        assertEquals(KillLevel.FLATTEN, killSwitch.lift(0));

        for (int instrument = 0; instrument <= 3; instrument++) {
            assertEquals(KillLevel.NONE, killSwitch.level(instrument));
        }
    }
}
