package io.ringfence.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.log.Disk;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StopProfileTest {
    private static final Path SHIPPED = Path.of("..", "config");

    private static final String ENGINE = """
            venue: here
            instruments: [BTCUSDT, ETHUSDT]
            indicators: {timeframes: [1m, 5m], emaFast: 3, emaSlow: 8}
            strategy: {name: ema-cross, timeframe: 1m}
            stop:
              profile: calm
              byInstrument: {ETHUSDT: wild}
            sizing: {notional: 100}
            risk: {maxOrderNotional: 500, maxPositionNotional: 1000}
            """;
    private static final String VENUE = """
            name: here
            kind: usdm
            rest: http://127.0.0.1:1
            marketStreams: ws://127.0.0.1:1
            fees: {takerPercent: 0.04, makerPercent: 0.02}
            """;
    private static final String CALM = "hard: {distance: 1%}\n";
    private static final String WILD = """
            hard: {distance: 2.5 ATR 5m, fallback: 3%}
            profitLock:
              - {at: 1%, keep: 0.5%}
              - {at: 2%, keep: 1.5%}
            takeProfit:
              - {at: 1%, portion: 50%}
              - {at: 2%, portion: 30%}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.createDirectory(folder.resolve("venues"));
        Files.createDirectory(folder.resolve("stops"));
        Files.writeString(folder.resolve("venues/here.yaml"), VENUE);
        Files.writeString(folder.resolve("engine.yaml"), ENGINE);
        Files.writeString(folder.resolve("stops/calm.yaml"), CALM);
        Files.writeString(folder.resolve("stops/wild.yaml"), WILD);
    }

    @Test
    void shouldReadTheProfilesThatTheEngineNamesWithTheVenuesFee() {
        final StopProfiles stops = load().engine().stop();

        assertEquals("calm; ETHUSDT: wild", stops.toString());
        assertEquals(400_000, stops.takerFee());
        assertEquals(
                Measure.valueOf("2.5 ATR 5m"),
                stops.byInstrument().get("ETHUSDT").profile().hard().distance());
        assertEquals(stops, load().engine().stages().stop());
    }

    @Test
    void shouldKeepItsProfilesInTheGenerationAndReadThemBack() throws IOException {
        final Configuration written = load();

        RecordedConfiguration.write(Files.createDirectory(folder.resolve("e000001")), written, Disk.REAL);
        final Configuration read = RecordedConfiguration.read(folder.resolve("e000001"));

        assertEquals(written, read);
        assertEquals(Map.of("calm", CALM, "wild", WILD), read.stopTexts());
    }

    @Test
    void shouldBelongToTheConfigurationsHash() throws IOException {
        final long hash = load().hash();

        Files.writeString(folder.resolve("stops/wild.yaml"), WILD + "# other\n");

        assertTrue(hash != load().hash());
    }

    @Test
    void shouldTranslateTheKeysOfBeforeThereWereProfiles() throws IOException {
        Files.writeString(
                folder.resolve("engine.yaml"),
                ENGINE.replace(
                        "  profile: calm\n  byInstrument: {ETHUSDT: wild}",
                        "  {initialPercent: 0.1, activationPercent: 0.03, distanceAtr: 2.5, timeframe: 5m, minStepTicks: 3}"));

        final StopProfile profile = load().engine().stop().standard().profile();

        assertEquals(
                ConfigLoader.parseStopProfile(
                                "x",
                                "{minStep: 3, hard: {distance: 0.1000000%},"
                                        + " trail: {activation: 0.0300000%, distance: 2.5 ATR 5m}}")
                        .toString(),
                profile.toString());
        assertEquals(Map.of(), load().stopTexts());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fixed", "break-even", "ladder", "percent-trail", "atr-trail", "scalp", "staged-swing", "demo"})
    void shouldShipProfilesThatFitTheShippedEngine(final String name) throws IOException {
        final String engine = Files.readString(SHIPPED.resolve("engine.yaml")).replace("atr-trail\n", name + "\n");
        final String venue = Files.readString(SHIPPED.resolve("venues/binance-usdm.yaml"));
        final String text = Files.readString(SHIPPED.resolve("stops/" + name + ".yaml"));

        final Configuration configuration = ConfigLoader.parse("shipped", engine, venue, Map.of(name, text));

        assertEquals(name, configuration.engine().stop().toString());
        assertTrue(text.startsWith("# "), "says when to use it");
    }

    static List<Arguments> measures() {
        return List.of(
                Arguments.of("0.5%", new Measure.Percent(new BigDecimal("0.5")), 5_000_000L),
                Arguments.of("12 ticks", new Measure.Ticks(12), 12L),
                Arguments.of("1 tick", new Measure.Ticks(1), 1L),
                Arguments.of("20 USDT", new Measure.Amount(BigDecimal.valueOf(20), "USDT"), 20_00000000L),
                Arguments.of(
                        "2.5 ATR 5m",
                        new Measure.Atr(new BigDecimal("2.5"), Timeframe.valueOf("5m")),
                        300_000_000_000L));
    }

    @ParameterizedTest
    @MethodSource("measures")
    void shouldReadMeasures(final String text, final Measure expected, final long size) {
        final Measure measure = Measure.valueOf(text);

        assertEquals(expected, measure);
        assertEquals(size, sizeOf(measure));
    }

    private static long sizeOf(final Measure measure) {
        if (measure instanceof Measure.Percent percent) {
            return percent.parts();
        }
        if (measure instanceof Measure.Ticks ticks) {
            return ticks.ticks();
        }
        return measure instanceof Measure.Amount amount
                ? amount.money()
                : ((Measure.Atr) measure).timeframe().ns();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "%",
                "-1%",
                "1 %%",
                "1.5 ticks",
                "2 ATR",
                "0 ATR 5m",
                "2 ATR 5x",
                "0 USDT",
                "0.00000001%",
                "1001%",
                "5 usdt"
            })
    void shouldRefuseWhatIsNoMeasure(final String text) {
        assertThrows(IllegalArgumentException.class, () -> Measure.valueOf(text));
    }

    static List<Arguments> mistakes() {
        return List.of(
                mistake("hard:", "harrd:", "1: unknown key 'harrd'"),
                mistake("2.5 ATR 5m", "2.5", "1: hard.distance: '2.5' is no distance; write a number and a unit"),
                mistake(", fallback: 3%", "", "1: hard.fallback=(missing): must be there if hard.distance is in ATR"),
                mistake("2.5 ATR 5m", "1%", "1: hard.fallback=3%: must be there if hard.distance is in ATR"),
                mistake(
                        "2.5 ATR 5m",
                        "2.5 ATR 4m",
                        "1: hard.distance=4m: must be one of indicators.timeframes=[1m, 5m]"),
                mistake(
                        "2.5 ATR 5m, fallback: 3%",
                        "20 EUR", "1: hard.distance=20 EUR: must be in account.currency=USDT"),
                mistake("fallback: 3%", "fallback: 3 ticks", "1: hard.fallback=3 ticks: must be in percent"),
                mistake("fallback: 3%", "fallback: 51%", "1: hard.fallback=51%: must be at most 50%"),
                mistake("keep: 0.5%", "keep: 1%", "3: profitLock[0].keep=1%: must be below at=1%"),
                mistake("at: 2%, keep", "at: 1%, keep", "4: profitLock[1].keep=1.5%: must be below at=1%"),
                mistake(
                        "keep: 1.5%",
                        "keep: 0.5%", "4: profitLock[1].keep=0.5%: must be above that of the rung before"),
                mistake("keep: 1.5%", "keep: 15 ticks", "3: profitLock[0]=(mixed): all of one list must be in percent"),
                mistake("portion: 30%", "portion: 51%", "7: takeProfit[1].portion=51%: makes the sum of portions 101%"),
                mistake(
                        "portion: 30%",
                        "portion: 0%", "7: takeProfit[1].portion=0%: must be above 0% and at most 100%"),
                mistake(
                        "at: 2%, portion",
                        "at: 2 ATR 5m, portion", "7: takeProfit[1].at=2 ATR 5m: must be in percent or"),
                mistake("hard:", "minStep: 0\nhard:", "1: minStep=0: must be from 1 to 1000000"),
                mistake("hard:", "confirm: {}\nhard:", "1: confirm={}: must have exactly one of events, duration"),
                mistake("hard:", "sessionEnd: \"24:00\"\nhard:", "1: sessionEnd: '24:00' is no time of day"),
                mistake("hard:", "sar: {timeframe: 1m, step: 0.3}\nhard:", "1: sar.max=0.2: must be from 0.3 to 1"),
                mistake("hard:", "trigger: bid\nhard:", "1: trigger: 'bid' is unknown; allowed: quote, trade, mark"),
                mistake(
                        "hard:",
                        "chandelier: {bars: 5, distance: 1%}\nhard:",
                        "1: chandelier.distance=1%: must be in ATR"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void shouldNameFileLineKeyAndRuleOfAMistake(final String right, final String wrong, final String expected)
            throws IOException {
        Files.writeString(folder.resolve("stops/wild.yaml"), WILD.replace(right, wrong));

        final String message = assertThrows(ConfigException.class, this::load).getMessage();

        assertTrue(message.contains("stops/wild.yaml:" + expected), message);
    }

    @Test
    void shouldRefuseMarkPricesWhereTheVenueHasNone() throws IOException {
        Files.writeString(folder.resolve("stops/wild.yaml"), WILD + "trigger: mark\n");
        assertEquals(
                StopTrigger.MARK,
                load().engine().stop().byInstrument().get("ETHUSDT").profile().trigger());
        Files.writeString(folder.resolve("venues/here.yaml"), VENUE.replace("usdm", "spot"));

        final String message = assertThrows(ConfigException.class, this::load).getMessage();

        assertTrue(
                message.contains("stops/wild.yaml:8: trigger=mark: must be quote or trade: venue here has no"),
                message);
    }

    @Test
    void shouldNameTheEnginesLineOfAProfileThatIsNotThere() throws IOException {
        Files.writeString(folder.resolve("engine.yaml"), ENGINE.replace("profile: calm", "profile: calmer"));

        final String message = assertThrows(ConfigException.class, this::load).getMessage();

        assertTrue(message.contains("engine.yaml:6: stop.profile=calmer: there is no file"), message);
        assertTrue(message.endsWith("there are: calm, wild; did you mean 'calm'?"), message);
    }

    @Test
    void shouldRefuseAProfileForAnInstrumentThatIsNotTraded() throws IOException {
        Files.writeString(folder.resolve("engine.yaml"), ENGINE.replace("{ETHUSDT: wild}", "{ETHUSD: wild}"));

        final String message = assertThrows(ConfigException.class, this::load).getMessage();

        assertTrue(
                message.contains("engine.yaml:7: stop.byInstrument.ETHUSD=wild: is for none of instruments"), message);
    }

    @Test
    void shouldReadTimesOfDay() {
        assertEquals(78_900_000_000_000L, TimeOfDay.valueOf("21:55").ns());
        assertEquals(1_000_000_000L, TimeOfDay.valueOf("00:00:01").ns());
        assertEquals(Optional.empty(), ConfigLoader.parseStopProfile("x", CALM).sessionEnd());
    }

    private Configuration load() {
        return ConfigLoader.load(folder.resolve("engine.yaml"));
    }

    private static Arguments mistake(final String right, final String wrong, final String expected) {
        return Arguments.of(right, wrong, expected);
    }
}
