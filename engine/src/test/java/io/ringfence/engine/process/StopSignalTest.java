package io.ringfence.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StopSignalTest {
    @Test
    void shouldTellWhoAsksAndWhoWaits() throws InterruptedException {
        final StopSignal stop = new StopSignal();
        assertFalse(stop.isAsked());

        stop.ask();

        stop.await();
        assertTrue(stop.isAsked());
    }

    @Test
    void shouldEndWithTheStatusOfTheJob() throws InterruptedException {
        final StopSignal stop = new StopSignal();

        stop.finished(ExitStatus.DONE);

        assertEquals(ExitStatus.DONE, stop.awaitFinished());
    }

    @Test
    void shouldEndAsFailedIfTheJobNeverDoes() throws InterruptedException {
        final StopSignal stop = new StopSignal(0);

        assertEquals(ExitStatus.FAILED, stop.awaitFinished());
    }
}
