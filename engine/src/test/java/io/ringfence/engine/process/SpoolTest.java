package io.ringfence.engine.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpoolTest {
    private static final int CAPACITY = 4;
    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayWrite = new CountDownLatch(1);
    private final Spool<String> spool = new Spool<>("spool", CAPACITY, this::write, lost -> lost + " lost");

    @AfterEach
    void end() {
        mayWrite.countDown();
        spool.close();
    }

    @Test
    void shouldWriteInOrder() {
        mayWrite.countDown();

        spool.offer("a");
        spool.offer("b");

        assertTrue(spool.close(LONG));
        assertEquals(List.of("a", "b"), written);
    }

    @Test
    void shouldNeverWaitAndSayWhatWasLostWhenItFlowsAgain() throws InterruptedException {
        spool.offer("held");
        begun.await();

        IntStream.range(0, CAPACITY + 3).forEach(i -> spool.offer("line " + i));
        mayWrite.countDown();

        assertTrue(spool.close(LONG));
        assertEquals(List.of("held", "line 0", "line 1", "line 2", "line 3", "3 lost"), written);
    }

    @Test
    void shouldKeepRoomForWhatMattersMore() throws InterruptedException {
        spool.offer("held");
        begun.await();

        IntStream.range(0, CAPACITY).forEach(i -> spool.offer("line " + i, 1));
        spool.offer("warning");
        mayWrite.countDown();

        assertTrue(spool.close(LONG));
        assertEquals(List.of("held", "line 0", "line 1", "line 2", "warning", "1 lost"), written);
    }

    @Test
    void shouldNotKeepTheProcessWhenNothingFlows() throws InterruptedException {
        spool.offer("held");
        begun.await();

        assertFalse(Spool.awaitAll());
        assertFalse(spool.close());

        assertEquals(List.of(), written);
    }

    @Test
    void shouldCountWhatCannotBeWrittenAsLost() {
        mayWrite.countDown();

        spool.offer("bad");
        spool.offer("good");

        assertTrue(spool.close(LONG));
        assertTrue(written.containsAll(List.of("good", "1 lost")), () -> "written=" + written);
    }

    @Test
    void shouldSayTheLastWords() {
        final StringWriter said = new StringWriter();

        LastWords.say(new PrintWriter(said), "why it failed\n");

        assertEquals("why it failed\n", said.toString());
    }

    private void write(final String entry) {
        begun.countDown();
        try {
            mayWrite.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (entry.equals("bad")) {
            throw new IllegalStateException("as the test asked");
        }
        written.add(entry);
    }
}
