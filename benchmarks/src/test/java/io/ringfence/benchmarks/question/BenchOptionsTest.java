package io.ringfence.benchmarks.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.benchmarks.rig.Cores;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {
    private static final List<String> QUESTIONS = List.of("topology", "pauses");

    private static BenchOptions parse(final String... words) {
        return BenchOptions.parse(List.of(words), QUESTIONS);
    }

    @Test
    void shouldAskEverythingInFullUnlessTold() {
        assertEquals(QUESTIONS, parse().questions());
        assertEquals(Extent.FULL, parse().extent());
    }

    @Test
    void shouldTakeWhatItIsTold() {
        final Integer own = Cores.ofProcess().cpus().get(0);
        final BenchOptions options = parse("--quick", "--only", "pauses", "--cpus", own.toString(), "--out", "there");

        assertEquals(Extent.QUICK, options.extent());
        assertEquals(List.of("pauses"), options.questions());
        assertEquals(List.of(own), options.cores().cpus());
        assertEquals(Path.of("there"), options.folder());
    }

    @Test
    void shouldCompareTwoFolders() {
        assertEquals(
                List.of(Path.of("a"), Path.of("b")), parse("compare", "a", "b").compared());
        assertEquals(Optional.of(Path.of("a")), parse("table", "a").table());
    }

    @Test
    void shouldNameWhatIsWrong() {
        assertTrue(message("--only", "tea").contains("tea"));
        assertTrue(message("--fast").contains("unknown: --fast"));
        assertTrue(message("--cpus", "a").contains("--cpus a"));
        assertTrue(message("compare", "a").contains("compare"));
        assertTrue(message("--cpus", "4095").contains("cpus=[4095]: this process may use {"));
        assertTrue(message("--cpus", "1,1").contains("[1, 1]"));
    }

    private static String message(final String... words) {
        return assertThrows(IllegalArgumentException.class, () -> parse(words)).getMessage();
    }
}
