package io.ringfence.gateway.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultOptionsTest {
    @Test
    void shouldReadRatesTimesAndSeed() {
        final FaultOptions options = FaultOptions.parse("drop=0.05, delay=0.1:5s,late=0.02:250ms,seed=7", 1);

        assertEquals(7, options.seed());
        assertEquals(
                new FaultOptions.Rate(0.1, Duration.ofSeconds(5)),
                options.rates().get(FaultKind.DELAY));
        assertEquals(250, options.atMostMs(FaultKind.LATE));
        assertEquals(0.05, options.probability(FaultKind.DROP));
        assertEquals(0, options.probability(FaultKind.UNKNOWN));
    }

    @Test
    void shouldTakeTheGivenSeedAndNoFaultsFromAnEmptyText() {
        final FaultOptions options = FaultOptions.parse("", 3);

        assertEquals(3, options.seed());
        assertTrue(options.rates().isEmpty());
    }

    @Test
    void shouldNameThePartThatIsWrong() {
        assertComplaint("drops=0.1", "\"drops=0.1\": known are drop, delay, late");
        assertComplaint("drop", "\"drop\": expected <kind>=<probability>");
        assertComplaint("drop=2", "\"drop=2\": the probability is a number from 0 to 1");
        assertComplaint("drop=x", "\"drop=x\": the probability is a number from 0 to 1");
        assertComplaint("drop=0.1:5s", "\"drop=0.1:5s\": this kind takes no time");
        assertComplaint("delay=0.1:5", "\"delay=0.1:5\": a time is written as 500ms or 5s");
        assertComplaint("delay=0.1:601s", "the longest time is 600s");
        assertComplaint("seed=x", "\"seed=x\": the seed is a whole number");
        assertComplaint("drop=0.7,unknown=0.7", "the probabilities add up to 1.4");
    }

    private static void assertComplaint(final String text, final String complaint) {
        final IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> FaultOptions.parse(text, 1));
        assertTrue(refusal.getMessage().contains(complaint), refusal.getMessage());
    }
}
