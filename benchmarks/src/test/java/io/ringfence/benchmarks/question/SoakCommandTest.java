package io.ringfence.benchmarks.question;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.benchmarks.question.SoakCommand.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoakCommandTest {
    @Test
    void shouldSayWhatAnHourAdds() {
        final List<Sample> samples = List.of(sample(10, 100), sample(20, 101), sample(30, 102));

        assertEquals(360, SoakCommand.slope(samples, Sample::p50Ns), 1e-9);
        assertEquals(0, SoakCommand.slope(samples, Sample::threads), 1e-9);
    }

    @Test
    void shouldAddNothingAfterOneSlice() {
        assertEquals(0, SoakCommand.slope(List.of(sample(10, 100)), Sample::p50Ns));
    }

    private static Sample sample(final double atS, final double p50Ns) {
        return new Sample(atS, p50Ns, 0, 1, 0, 0, 12, 0, 0);
    }
}
