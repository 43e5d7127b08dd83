package org.example.dip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringfence.engine.strategy.InvalidParameter;
import io.ringfence.engine.strategy.Setup;
import io.ringfence.engine.trial.StrategyTrial;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In lock-step through the engine's own stages: candles of a second, no clock, no socket, no thread. */
class RsiDipTest {
    @Test
    void shouldBuyTheDipAndSellTheRise() {
        final StrategyTrial trial = StrategyTrial.of(
                new RsiDipKind(), Map.of("timeframe", "1s", "length", "3", "buyBelow", "20", "sellAbove", "80"), "1s");

        trial.closes(100, 101, 100, 99, 98, 97);
        assertEquals(List.of("LONG cheap"), trial.signals());

        trial.closes(99, 101, 103, 104);
        assertEquals(List.of("LONG cheap", "FLAT dear"), trial.signals());
    }

    @Test
    void shouldRefuseALengthThatSaysNothing() {
        final InvalidParameter refused = assertThrows(
                InvalidParameter.class,
                () -> new RsiDipKind().make(new Setup(Map.of("length", "1"))));

        assertEquals("length=1: must be from 2 to 500", refused.getMessage());
    }
}
