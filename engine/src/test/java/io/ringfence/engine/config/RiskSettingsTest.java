package io.ringfence.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskSettingsTest {
    private static final String LEAST = "  maxOrderNotional: 500\n  maxPositionNotional: 1000\n";

    private static Configuration configuration(final String risk) {
        return ConfigLoader.parse("test", """
                venue: simulated
                instruments: [BTCUSDT, ETHUSDT]
                indicators: {timeframes: [1m], emaFast: 12, emaSlow: 26, atr: 14, rsi: 14}
                strategy: {name: ema-cross, timeframe: 1m}
                stop: {initialPercent: 1, activationPercent: 1, distanceAtr: 2, timeframe: 1m}
                sizing: {notional: 200}
                risk:
                """ + risk, RiskSettingsTest.venue());
    }

    private static String venue() {
        return ConfigLoader.loadShipped("demo.yaml").venueText();
    }

    private static RiskSettings risk(final String text) {
        return configuration(LEAST + text).engine().risk();
    }

    @Test
    void shouldTakeStandardLimitsForWhatIsNotWritten() {
        final RiskLimits limits = risk("").limits();

        assertEquals(500_00000000L, limits.of(RiskLimit.MAX_ORDER_NOTIONAL));
        assertEquals(10_000_000, limits.of(RiskLimit.PRICE_BAND));
        assertEquals(20_000_000, limits.of(RiskLimit.MAX_DAILY_LOSS));
        assertEquals(500_000_000, limits.of(RiskLimit.MAX_CLOCK_OFFSET));
        assertEquals(3_000_000, limits.of(RiskLimit.MAX_LEVERAGE));
        assertEquals(1, limits.of(RiskLimit.BOOK_GAP));
        assertEquals(RiskLimit.OFF, limits.of(RiskLimit.MAX_GROSS_NOTIONAL));
    }

    @Test
    void shouldTakeWhatIsWritten() {
        final RiskSettings risk = risk("""
                  staleData: off
                  session: 22:30-06:00
                  maxJumpDeviations: 4.5
                  maxOrderQuantity: 0.00000001
                  byInstrument: {BTCUSDT: {maxOrderNotional: 800.5, crossedBook: off}}
                  byStrategy: {ema-cross: {maxLosses: 2}}
                  groups: {majors: {instruments: [BTCUSDT, ETHUSDT], maxNotional: 1500}}
                  dayStart: "08:00"
                  killLevel: flatten
                  foreign: adopt
                """);

        assertEquals(RiskLimit.OFF, risk.limits().of(RiskLimit.STALE_DATA));
        assertEquals(4_500_000, risk.limits().of(RiskLimit.MAX_JUMP));
        assertEquals(1, risk.limits().of(RiskLimit.MAX_ORDER_QUANTITY));
        assertEquals(1_350L * 1_440 + 360, risk.limits().of(RiskLimit.SESSION));
        assertEquals(800_50000000L, risk.byInstrument().get("BTCUSDT").of(RiskLimit.MAX_ORDER_NOTIONAL));
        assertEquals(RiskLimit.OFF, risk.byInstrument().get("BTCUSDT").of(RiskLimit.CROSSED_BOOK));
        assertEquals(2, risk.byStrategy().get("ema-cross").of(RiskLimit.MAX_LOSSES));
        assertEquals("1500", risk.groups().get("majors").maxNotional().toPlainString());
        assertEquals(RiskConduct.KillChoice.FLATTEN, risk.rest().killLevel());
        assertEquals(RiskConduct.ForeignChoice.ADOPT, risk.rest().foreign());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "  maxOrderNotionl: 1 | test/engine.yaml:10: unknown key 'risk.maxOrderNotionl'; allowed here:",
                "  maxLosses: 2.5 | test/engine.yaml:10: risk.maxLosses=2.5: must be a whole number, or off",
                "  maxLosses: 0 | test/engine.yaml:10: risk.maxLosses=0: must be from 1 to 1000",
                "  staleData: fast | test/engine.yaml:10: risk.staleData=fast: must be a length of time as in",
                "  bookGap: yes | test/engine.yaml:10: risk.bookGap=yes: must be on, or off",
                "  session: 8-9 | test/engine.yaml:10: risk.session=8-9: must be a part of the day in UTC as in",
                "  session: 08:00 | test/engine.yaml:10: risk.session=08:00: must be a part of the day in UTC as in",
                "  maxDailyLossPercent: NaN | test/engine.yaml:10: risk.maxDailyLossPercent=NaN: must be a number of",
                "  maxLeverage: [1] | test/engine.yaml:10: risk.maxLeverage: must be a single value, not a list",
                "  byInstrument: {XRPUSDT: {}} | risk.byInstrument=XRPUSDT: is none of instruments",
                "  byInstrument: {BTCUSDT: {maxLosses: x}} | test/engine.yaml:10: risk.byInstrument.BTCUSDT.maxLosses=x:",
                "  byStrategy: {other: {}} | risk.byStrategy=other: is no strategy here; there is: ema-cross",
                "  groups: {a: {instruments: [XRPUSDT], maxNotional: 1}} | risk.groups.a.instruments=XRPUSDT: is none of",
                "  groups: {a: {instruments: [BTCUSDT, BTCUSDT], maxNotional: 1}} | is in another group already",
                "  groups: {a: {instruments: [BTCUSDT], maxNotional: 0}} | risk.groups.a.maxNotional=0: must be from",
                "  killFile: ../kill | test/engine.yaml:10: risk.killFile=../kill: must be a file's name",
                "  compareEvery: 10ms | test/engine.yaml:10: risk.compareEvery=10ms: must be 0 or at least 1s",
            })
    void shouldNamePlaceAndValueOfAMistake(final String written, final String message) {
        final ConfigException mistake = assertThrows(ConfigException.class, () -> risk("  " + written + "\n"));

        assertTrue(mistake.getMessage().contains(message), mistake.getMessage());
    }

    @Test
    void shouldAskForTheTwoThatNobodyCanGuess() {
        final ConfigException mistake =
                assertThrows(ConfigException.class, () -> configuration("  maxOrderNotional: 1\n"));

        assertTrue(mistake.getMessage().contains("missing key 'risk.maxPositionNotional'"), mistake.getMessage());
    }
}
