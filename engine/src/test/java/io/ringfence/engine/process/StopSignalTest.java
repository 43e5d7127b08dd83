package io.ringfence.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    void shouldTakeASignalInsteadOfTheJvm() throws Exception {
        final CountDownLatch taken = new CountDownLatch(1);
        assertTrue(Signals.handle("WINCH", taken::countDown));

        raise("WINCH");

        assertTrue(taken.await(10, TimeUnit.SECONDS));
    }

    @Test
    void shouldSayThatASignalCannotBeTaken() {
        assertFalse(Signals.handle("NOSUCH", () -> {}));
    }

    private static void raise(final String name) throws ReflectiveOperationException {
        final Class<?> signal = Class.forName("sun.misc.Signal");
        signal.getMethod("raise", signal)
                .invoke(null, signal.getConstructor(String.class).newInstance(name));
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
