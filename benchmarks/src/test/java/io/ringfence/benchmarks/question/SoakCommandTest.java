package io.ringfence.benchmarks.question;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.benchmarks.question.SoakCommand.Sample;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SoakCommandTest {
    @Test
    void shouldSayWhatAnHourAddsByCleanSlicesAlone() {
        final List<Sample> samples =
                List.of(sample(10, 100, 1), sample(15, 900, 0.1), sample(20, 101, 1), late(25), sample(30, 102, 1));

        final List<String> summary = SoakCommand.summary(samples);

        assertEquals("slices: 5, clean: 3, not done in time: 1; only clean ones count for latency", summary.get(0));
        assertEquals(
                "an hour adds to latency: p50 360 ns, p99 0 ns; in the first clean slice p50 100, in the last 102",
                summary.get(1));
    }

    @Test
    void shouldConcludeNothingFromTooFewCleanSlices() {
        final List<String> summary = SoakCommand.summary(List.of(sample(10, 100, 1), sample(20, 900, 0), late(30)));

        assertEquals("an hour adds to latency: can't be said of fewer than 3 clean slices", summary.get(1));
    }

    @Test
    void shouldMarkWhatDoesNotCount() {
        assertEquals("| 25 | late | late | - | 0 | 0.0 | 12 | 0 | 0 |", late(25).row());
        assertEquals(
                "| 15 | 900 | 7 | 10 % DIRTY | 0 | 0.0 | 12 | 0 | 0 |",
                sample(15, 900, 0.1).row());
    }

    @Test
    void shouldAddNothingAfterOneSlice() {
        assertEquals(0, SoakCommand.slope(List.of(sample(10, 100, 1)), Sample::threads));
    }

    private static Sample sample(final double atS, final long p50Ns, final double cleanShare) {
        return new Sample(atS, Optional.of(p50Ns), Optional.of(7L), cleanShare, 0, 0, 12, 0, 0);
    }

    private static Sample late(final double atS) {
        return new Sample(atS, Optional.empty(), Optional.empty(), 0, 0, 0, 12, 0, 0);
    }
}
