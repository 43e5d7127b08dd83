package io.ringfence.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.plugin.StrategyCatalogue;
import io.ringfence.engine.strategy.Setup;
import io.ringfence.engine.strategy.Strategy;
import io.ringfence.engine.strategy.StrategyKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StrategiesTest {
    private static final String BEFORE = """
            venue: here
            instruments: [BTCUSDT, ETHUSDT, SOLUSDT]
            indicators: {timeframes: [1m, 5m]}
            """;
    private static final String AFTER = """
            stop: {initialPercent: 1, distanceAtr: 2, timeframe: 5m}
            sizing: {notional: 100}
            risk: {maxOrderNotional: 500, maxPositionNotional: 1000}
            """;
    private static final String VENUE = """
            name: here
            kind: usdm
            rest: http://127.0.0.1:1
            marketStreams: ws://127.0.0.1:1
            fees: {takerPercent: 0.05, makerPercent: 0.02}
            """;

    @Test
    void shouldReadSeveralStrategiesOnDifferentInstruments() {
        final Strategies strategies = strategies("""
                strategies:
                  - name: ema-cross
                    instruments: [BTCUSDT]
                    parameters: {timeframe: 5m, fast: 5, slow: 10}
                  - name: ema-cross
                    instruments: [ETHUSDT, SOLUSDT]
                """);

        assertEquals(2, strategies.choices().size());
        assertEquals(List.of("ETHUSDT", "SOLUSDT"), strategies.choices().get(1).instruments());
        assertEquals(
                List.of("ema_5 5m", "ema_10 5m", "rsi_14 5m", "atr_14 5m"),
                strategies.choices().get(0).declared().stream()
                        .map(DeclaredIndicator::text)
                        .toList());
        assertEquals(0, strategies.bySymbol().get("BTCUSDT"));
        assertEquals(1, strategies.bySymbol().get("SOLUSDT"));
        assertEquals(Strategies.NONE, strategies.otherwise());
    }

    @Test
    void shouldSayWhoseStrategyCantBeMade() {
        final StrategyCatalogue.Found broken = new StrategyCatalogue.Found(new Broken(), "mine.jar", 1);

        final IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> StrategyChoice.of(broken, List.of(), Map.of()));

        assertEquals(
                "parameters.name=broken: strategy of mine.jar can't be made: java.lang.NoSuchMethodError: gone",
                refused.getMessage());
    }

    /** As of a jar that was built against another version. */
    private static final class Broken implements StrategyKind {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Strategy make(final Setup setup) {
            throw new NoSuchMethodError("gone");
        }
    }

    @Test
    void shouldTakeTheShortFormForTheCrossOfTheStandardAverages() {
        final Strategies brief = strategies("strategy: {name: ema-cross, timeframe: 1m, rsiLongMax: 70}\n");

        assertEquals(0, brief.otherwise());
        assertEquals(strategies("""
                                strategies:
                                  - name: ema-cross
                                    parameters:
                                      timeframe: 1m
                                      fast: 12
                                      slow: 26
                                      rsi: 14
                                      atr: 14
                                      rsiLongMax: 70.0
                                      rsiShortMin: 0.0
                                      allowShort: false
                                """).toString(), brief.toString());
    }

    @Test
    void shouldComputeWhatSeveralAskForOnce() {
        final EngineConfig engine = config("""
                strategies:
                  - name: ema-cross
                    instruments: [BTCUSDT]
                  - name: ema-cross
                    instruments: [ETHUSDT]
                """);

        final IndicatorPlan plan = engine.stages().indicatorPlan();
        assertEquals(4, plan.places());
        assertEquals(
                List.of("ema_12", "ema_26", "atr_14", "rsi_14"), plan.set(0).columnNames());
        assertEquals(plan.closed(0, 0), plan.closed(1, 0));
        assertTrue(plan.closed(0, 1).isEmpty());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("- {name: ema-cros}", "5: strategies[0].name=ema-cros: is unknown; there are: "),
                mistake(
                        "- {name: ema-cross, parameters: {fats: 3}}",
                        "5: strategies[0].parameters.fats=3: strategy ema-cross has no such parameter; it has: timeframe, slow,"
                                + " fast, rsi, atr, rsiLongMax, rsiShortMin, allowShort; did you mean 'fast'?"),
                mistake(
                        "- {name: ema-cross, parameters: {fast: 30}}",
                        "5: strategies[0].parameters.fast=30: must be from 1 to 25"),
                mistake(
                        "- {name: ema-cross, parameters: {rsi: x}}",
                        "5: strategies[0].parameters.rsi=x: must be a whole number from 1 to 5000"),
                mistake(
                        "- {name: ema-cross, parameters: {timeframe: 15m}}",
                        "5: strategies[0].parameters.timeframe=15m: must be one of indicators.timeframes=[1m, 5m]"),
                mistake(
                        "- {name: ema-cross, instruments: [BTCUSD]}",
                        "5: strategies[0].instruments=BTCUSD: is none of instruments: BTCUSDT, ETHUSDT, SOLUSDT; did you mean"
                                + " 'BTCUSDT'?"),
                mistake(
                        "- {name: ema-cross, instruments: [BTCUSDT]}\n  - {name: ema-cross, instruments: [ETHUSDT, BTCUSDT]}",
                        "6: strategies[1].instruments=[ETHUSDT, BTCUSDT]: BTCUSDT would have two strategies on one account:"
                                + " strategies[0]=ema-cross and strategies[1]=ema-cross"),
                mistake(
                        "- {name: ema-cross}\n  - {name: ema-cross}",
                        "6: strategies[1].instruments=all: every instrument would have two strategies on one account:"
                                + " strategies[0]=ema-cross and strategies[1]=ema-cross"));
    }

    private static Arguments mistake(final String list, final String message) {
        return Arguments.of(list, message);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void shouldNameThePlaceOfAMistake(final String list, final String message) {
        final ConfigException refused =
                assertThrows(ConfigException.class, () -> config("strategies:\n  " + list + "\n"));

        assertTrue(refused.getMessage().startsWith("test/engine.yaml:" + message), refused::getMessage);
    }

    @Test
    void shouldRefuseBothFormsAndNone() {
        final String list = "strategies: [{name: ema-cross}]\n";
        final String section = "strategy: {name: ema-cross, timeframe: 1m}\n";

        assertTrue(
                refusal(list + section).endsWith("5: strategy: not beside strategies"), () -> refusal(list + section));
        assertTrue(refusal("").endsWith("1: missing key 'strategies'"), () -> refusal(""));
    }

    private static String refusal(final String text) {
        return assertThrows(ConfigException.class, () -> config(text)).getMessage();
    }

    private static Strategies strategies(final String text) {
        return config(text).strategies();
    }

    private static EngineConfig config(final String text) {
        return ConfigLoader.parse("test", BEFORE + text + AFTER, VENUE).engine();
    }
}
