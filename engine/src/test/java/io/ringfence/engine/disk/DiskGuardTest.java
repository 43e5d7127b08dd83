package io.ringfence.engine.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.lane.Halt;
import io.ringfence.journal.log.JournalFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskGuardTest {
    private static final DiskMarks MARKS = new DiskMarks(1_000, 200);

    private final List<String> told = new ArrayList<>();
    private final Halt halt = new Halt();
    private long freeBytes = 10_000;
    private final DiskGuard guard = new DiskGuard(
            Path.of("journal"),
            () -> freeBytes,
            MARKS,
            (level, free, mark) -> told.add(level + " " + free + " " + mark + " " + halt.isLit()),
            halt,
            () -> 77);

    @TempDir
    private Path folder;

    @Test
    void shouldTellOfChangesAloneAndComeBackOnlyWellBeyondTheMark() throws InterruptedException {
        look(5_000, 1_000, 999, 998, 1_099, 1_100, 5_000);

        assertEquals(List.of("LOW 999 1000 false", "AMPLE 1100 1000 false"), told);
        assertFalse(halt.isLit());
    }

    @Test
    void shouldTellOfExhaustionBeforeItHalts() throws InterruptedException {
        look(300, 199);

        assertEquals(List.of("LOW 300 1000 false", "EXHAUSTED 199 200 false"), told);
        final Halt.Cause cause = halt.cause().orElseThrow();
        assertEquals("disk", cause.stage());
        assertEquals(77, cause.sequence());
        assertTrue(
                cause.failure().getMessage().contains("the disk of journal is exhausted: freeBytes=199"),
                cause::toString);
    }

    @Test
    void shouldStayExhausted() throws InterruptedException {
        look(100, 50_000);

        assertEquals(List.of("EXHAUSTED 100 200 false"), told);
    }

    @Test
    void shouldRefuseAStartOnAnExhaustedDisk() {
        DiskGuard.requireSpace(folder, MARKS);

        final JournalFailure refused = assertThrows(
                JournalFailure.class,
                () -> DiskGuard.requireSpace(folder, new DiskMarks(Long.MAX_VALUE, Long.MAX_VALUE)));

        assertTrue(refused.getMessage().startsWith("no start: the disk of " + folder), refused.getMessage());
    }

    private void look(final long... free) throws InterruptedException {
        for (final long bytes : free) {
            freeBytes = bytes;
            guard.look();
        }
    }
}
