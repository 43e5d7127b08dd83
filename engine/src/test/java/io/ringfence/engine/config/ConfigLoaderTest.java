package io.ringfence.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.matching.MatchingRules;
import io.ringfence.gateway.session.VenueAddresses;
import io.ringfence.journal.generation.OnDamage;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.retention.Retention;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {
    private static final Path CONFIG = Path.of("..", "config");

    private static final String ENGINE = """
            mode: paper
            venue: here
            instruments: [BTCUSDT]
            lanes:
              layout: two
              ringSize: 1024
            indicators:
              timeframes: [1s, 5s]
              emaFast: 3
              emaSlow: 8
            strategy:
              name: ema-cross
              timeframe: 1s
            stop:
              initialPercent: 1
              distanceAtr: 2
              timeframe: 5s
            sizing:
              notional: 100
            risk:
              maxOrderNotional: 500
              maxPositionNotional: 1000
            """;

    private static final String VENUE = """
            name: here
            kind: usdm
            rest: http://127.0.0.1:1
            marketStreams: ws://127.0.0.1:1
            fees:
              takerPercent: 0.05
              makerPercent: 0.02
            """;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeVenue() throws IOException {
        file = folder.resolve("engine.yaml");
        Files.createDirectory(folder.resolve("venues"));
        Files.writeString(folder.resolve("venues/here.yaml"), VENUE);
    }

    @Test
    void shouldReadWhatIsWrittenAndFillInWhatIsNot() throws IOException {
        final Configuration configuration = load(ENGINE);

        final EngineConfig engine = configuration.engine();
        assertEquals(Mode.PAPER, engine.mode());
        assertEquals(List.of("BTCUSDT"), engine.instruments());
        assertEquals(LaneLayout.TWO, engine.lanes().layout().on(1));
        assertEquals(1024, engine.lanes().ringSize());
        assertEquals(Idle.SPIN, engine.lanes().idleOf("journal"));
        assertEquals("hard-and-trail", engine.stop().standard().name());
        assertEquals(1L << 30, engine.journal().segmentSize().bytes());
        assertEquals(300_000_000_000L, engine.snapshots().every().ns());
        assertEquals(3, engine.snapshots().keep());
        assertEquals(10_000_00000000L, engine.account().initialBalanceMoney());
        assertEquals(OnStop.LEAVE_GUARDED, engine.onStop());
        assertEquals(512, engine.stages().maxInstruments());
        assertEquals(10_000_00000000L, engine.stages().initialBalance());
        assertEquals("here", configuration.venue().name());
        assertFalse(configuration.venue().keys().environment());
    }

    static Stream<Arguments> engineMistakes() {
        return Stream.of(
                mistake(
                        "instruments: [BTCUSDT]",
                        "instrumets: [BTCUSDT]",
                        "3: unknown key 'instrumets'; allowed here: mode, engineId, venue, instruments, maxInstruments, bookLevels,"
                                + " account, journal, snapshots, lanes, indicators, strategies, strategy, stop, sizing, risk, onStop, recovery, exits, alarms, warmUp, scanner,"
                                + " spareInstruments, rehearsedOrders, listingAge;"
                                + " did you"
                                + " mean 'instruments'?"),
                mistake(
                        "ringSize: 1024",
                        "deadMan: 120s",
                        "6: unknown key 'lanes.deadMan'; allowed here: layout, ringSize, batchLimit, idle, cpus; the venue's dead"
                                + " man's switch would have nothing to guard, since no entry ever rests there (market or IOC alone),"
                                + " and whether its countdown leaves the stop at the venue alone is not documented: see"
                                + " engine/STOPS.md"),
                mistake(
                        "ringSize: 1024",
                        "ringSize: 1000",
                        "6: lanes.ringSize=1000: must be a power of two from 4 to 65536"),
                mistake("ringSize: 1024", "ringSize: many", "6: lanes.ringSize=many: must be a whole number"),
                mistake("ringSize: 1024", "ringSize: 1024.5", "6: lanes.ringSize=1024.5: must be a whole number"),
                mistake("ringSize: 1024", "ringSize:", "6: lanes.ringSize: has no value; must be a whole number"),
                mistake(
                        "ringSize: 1024",
                        "ringSize: [1]",
                        "6: lanes.ringSize: must be a whole number, not a list or section"),
                mistake(
                        "ringSize: 1024",
                        "ringsize: 1024",
                        "6: unknown key 'lanes.ringsize'; allowed here: layout, ringSize, batchLimit, idle, cpus; did you"
                                + " mean 'ringSize'?"),
                mistake(
                        "ringSize: 1024",
                        "idle: {jurnal: spin}",
                        "6: lanes.idle.jurnal=jurnal: is no lane; allowed: all, inbound, journal, portfolio, indicators,"
                                + " signals, stops, orders"),
                mistake(
                        "ringSize: 1024",
                        "idle: {journal: spinn}",
                        "6: lanes.idle.journal: 'spinn' is unknown; allowed: spin, yield, block, sleep; did you mean"
                                + " 'spin'?"),
                mistake("ringSize: 1024", "cpus: {inbound: -1}", "6: lanes.cpus.inbound=-1: must be from 0 to 1023"),
                mistake(
                        "ringSize: 1024",
                        "cpus: {inbound: 1, journal: 1}",
                        "6: lanes.cpus={inbound=1, journal=1}: must be a different core per lane"),
                mistake(
                        "layout: two",
                        "layout: tow",
                        "5: lanes.layout: 'tow' is no layout; allowed: auto, one, two, journal-apart, each, or rows of"
                                + " stages"),
                mistake(
                        "layout: two",
                        "layout: [[inbound], [journal]]",
                        "5: lanes.layout: [[inbound], [journal]] must name each of these once and in this order:"
                                + " inbound, journal, portfolio, indicators, signals, stops, orders; inbound alone in its"
                                + " row, or all in one row"),
                mistake(
                        "mode: paper",
                        "mode: papr",
                        "1: mode: 'papr' is unknown; allowed: paper, shadow, live; did you mean 'paper'?"),
                mistake("mode: paper", "engineId: 65536", "1: engineId=65536: must be from 0 to 65535"),
                mistake("mode: paper", "mode: paper\nmode: live", "2: duplicate key 'mode'; first in line 1"),
                mistake(
                        "venue: here",
                        "venue: hree",
                        "2: venue=hree: there is no file FOLDER/venues/hree.yaml; there are: here; did you mean"
                                + " 'here'?"),
                mistake("venue: here\n", "", "1: missing key 'venue'"),
                mistake("  emaFast: 3\n", "", "7: indicators.emaFast=12: must be from 1 to 7"),
                mistake("emaFast: 3", "emaFast: 8", "9: indicators.emaFast=8: must be from 1 to 7"),
                mistake(
                        "timeframes: [1s, 5s]",
                        "timeframes: [5s, 1s]",
                        "8: indicators.timeframes=[5s, 1s]: must be ascending"),
                mistake(
                        "timeframes: [1s, 5s]",
                        "timeframes: 1s",
                        "8: indicators.timeframes=1s: must be a list, as in [a, b]"),
                mistake(
                        "timeframes: [1s, 5s]",
                        "timeframes:\n    - 1s\n    - 5x",
                        "10: indicators.timeframes[1]: '5x' is no length of time; write a whole number and a unit: 250ms,"
                                + " 1s, 5m, 4h, 1d"),
                mistake(
                        "  timeframe: 1s\n",
                        "  timeframe: 1m\n",
                        "13: strategy.timeframe=1m: must be one of indicators.timeframes=[1s, 5s]"),
                mistake(
                        "name: ema-cross",
                        "name: emacross",
                        "12: strategy.name=emacross: must be ema-cross here; others go below strategies: [{name:"
                                + " emacross}]"),
                mistake(
                        "distanceAtr: 2",
                        "distancePercent: 2\n  distanceAtr: 2",
                        "16: stop.distancePercent=2.0: exactly one of it and stop.distanceAtr=2.0 must be above 0"),
                mistake("initialPercent: 1", "initialPercent: .nan", "15: stop.initialPercent=.nan: must be a number"),
                mistake(
                        "initialPercent: 1",
                        "initialPercent: 51",
                        "15: stop.initialPercent=51: must be from 0.001 to 50"),
                mistake(
                        "sizing:\n  notional: 100",
                        "sizing: 100",
                        "18: sizing=100: must be a section with keys of: notional, balancePercent, riskPercent,"
                                + " volatilityPercent, timeframe"),
                mistake(
                        "mode: paper",
                        "account: {initialBalance: 0.123456789}",
                        "1: account.initialBalance=0.123456789: must be from 0 to 1000000000 with at most 8 decimals"),
                mistake(
                        "mode: paper",
                        "journal: {segmentSize: 1GB}",
                        "1: journal.segmentSize: '1GB' is no size; write a whole number and a unit: 512KiB, 64MiB, 1GiB"),
                mistake(
                        "mode: paper",
                        "journal: {disk: {stopEntries: 1GiB, halt: 2GiB}}",
                        "1: journal.disk.halt=2GiB: must be at most stopEntries=1GiB"),
                mistake(
                        "mode: paper",
                        "journal: {segmentSize: 4KiB}",
                        "1: journal.segmentSize=4KiB: must be from 1MiB to 1GiB"),
                mistake(
                        "mode: paper",
                        "snapshots: {every: 10ms}",
                        "1: snapshots.every=10ms: must be 0 (none) or at least 1s"),
                mistake(
                        "indicators:",
                        "scanner: {top: 1}\nindicators:\n  markPrice: [1s]",
                        "7: scanner.timeframe=1s: is built of mark prices, which have no volume;"
                                + " choose one of [1s, 5s] that isn't in indicators.markPrice"),
                mistake("mode: paper", "snapshots: {keep: 0}", "1: snapshots.keep=0: must be from 1 to 1000"),
                mistake(
                        "instruments: [BTCUSDT]",
                        "instruments: [BTCUSDT, btcusdt]",
                        "3: instruments[1]=btcusdt: must be 1 to 32 capitals, digits or _, as in BTCUSDT;"
                                + " a pattern, *USDT; all; or !BTCUSDT, not that"),
                mistake(
                        "instruments: [BTCUSDT]",
                        "instruments: [BTCUSDT, BTCUSDT]",
                        "3: instruments[1]=BTCUSDT: is there twice"),
                mistake(
                        "instruments: [BTCUSDT]",
                        "instruments: []",
                        "3: instruments=[]: must name at least one symbol, a pattern, or all"),
                mistake("mode: paper", "mode: paper: live", "1: not valid YAML: mapping values are not allowed here"),
                mistake(
                        "mode: paper",
                        "\tmode: paper",
                        "1: not valid YAML: found character '\\t(TAB)' that cannot start"
                                + " any token. (Do not use \\t(TAB) for indentation)"),
                mistake("mode: paper", "? [a]\n: b", "1: a key must be a plain word"));
    }

    @ParameterizedTest
    @MethodSource("engineMistakes")
    void shouldNameLineKeyValueAndRuleOfAMistake(final String right, final String wrong, final String expected)
            throws IOException {
        assertTrue(ENGINE.contains(right), right);

        final String message = messageOf(ENGINE.replace(right, wrong));

        assertEquals(file + ":" + expected.replace("FOLDER", folder.toString()), message);
    }

    static Stream<Arguments> venueMistakes() {
        return Stream.of(
                mistake(
                        "kind: usdm",
                        "kind: usd",
                        "2: kind: 'usd' is unknown; allowed: usdm, spot; did you mean 'usdm'?"),
                mistake(
                        "rest: http://127.0.0.1:1",
                        "rest: 127.0.0.1",
                        "3: rest=127.0.0.1: must be an address that starts with http:// or https://"),
                mistake(
                        "marketStreams: ws://127.0.0.1:1",
                        "marketStreams: http://127.0.0.1:1",
                        "4: marketStreams=http://127.0.0.1:1: must be an address that starts with ws:// or wss://"),
                mistake(
                        "rest: http://127.0.0.1:1",
                        "rest: http://me:secret@127.0.0.1:1",
                        "3: rest=http://…: must have no user, query or fragment"),
                mistake("takerPercent: 0.05", "takerPercent: 5", "6: fees.takerPercent=5: must be from 0 to 1"),
                mistake(
                        "name: here",
                        "name: here\nkeys: {environment: true, file: k}",
                        "2: keys.file=k: not together with keys.environment=true; choose one"),
                mistake(
                        "name: here",
                        "name: here\nkeys: {environment: yes}",
                        "2: keys.environment: 'yes' must be true or false"),
                mistake(
                        "name: here",
                        "name: Here",
                        "1: name=Here: must be 1 to 32 small letters, digits or -, as in" + " binance-usdm"));
    }

    @ParameterizedTest
    @MethodSource("venueMistakes")
    void shouldNameThePlaceInTheVenueFile(final String right, final String wrong, final String expected)
            throws IOException {
        assertTrue(VENUE.contains(right), right);
        final Path venue = folder.resolve("venues/here.yaml");
        Files.writeString(venue, VENUE.replace(right, wrong));

        assertEquals(venue + ":" + expected, messageOf(ENGINE));
    }

    @Test
    void shouldSayThatTheFileIsMissing() {
        final ConfigException mistake = assertThrows(ConfigException.class, () -> ConfigLoader.load(file));

        assertEquals(file + ": no such file", mistake.getMessage());
    }

    @Test
    void shouldSayThatTheFileIsEmpty() throws IOException {
        assertEquals(file + ":1: is empty", messageOf("# nothing\n"));
    }

    @Test
    void shouldSayThatTheFileIsNoText() throws IOException {
        Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE});

        final ConfigException mistake = assertThrows(ConfigException.class, () -> ConfigLoader.load(file));

        assertEquals(file + ": is not UTF-8 text", mistake.getMessage());
    }

    @Test
    void shouldNameTheLineOfACharacterThatYamlForbids() throws IOException {
        assertEquals(
                file + ":2: not valid YAML: character U+0007 is not allowed",
                messageOf("mode: paper\nvenue: \u0007\n"));
    }

    @Test
    void shouldTakeRowsOfStages() throws IOException {
        final Configuration configuration = load(ENGINE.replace(
                "layout: two", "layout: [[inbound], [journal, portfolio], [indicators, signals, stops, orders]]"));

        final LaneLayout layout = configuration.engine().lanes().layout().on(2);
        assertEquals(3, layout.threads());
        assertEquals(List.of("journal", "portfolio"), layout.rows().get(0));
    }

    @Test
    void shouldBoundTheJournalAndWatchItsDisk() throws IOException {
        final String journal = "journal: {retention: {age: 7d, size: 200GiB}, onDamage: use-prefix,"
                + " disk: {stopEntries: 2GiB, halt: 512MiB}}\n";

        final JournalSettings settings = load(journal + ENGINE).engine().journal();

        assertEquals(
                new Retention(7 * 86_400_000L, 200L << 30), settings.retention().retention());
        assertEquals(OnDamage.USE_PREFIX, settings.onDamage());
        assertEquals(2L << 30, settings.disk().stopEntriesBytes(1L << 40));
        assertEquals(512L << 20, settings.disk().haltBytes(1L << 40));
    }

    @Test
    void shouldKeepAllAndTakePartsOfASmallDiskWhereNothingIsSaid() throws IOException {
        final JournalSettings settings = load(ENGINE).engine().journal();

        assertEquals(Retention.ALL, settings.retention().retention());
        assertEquals(OnDamage.REFUSE, settings.onDamage());
        assertEquals(5L << 30, settings.disk().stopEntriesBytes(1L << 40));
        assertEquals(1L << 30, settings.disk().haltBytes(1L << 40));
        assertEquals(8L << 20, settings.disk().stopEntriesBytes(64L << 20));
        assertEquals(2L << 20, settings.disk().haltBytes(64L << 20));
    }

    @Test
    void shouldGiveAForcedJournalALaneOfItsOwnWhereNoLayoutIsChosen() throws IOException {
        final String device = "journal: {durability: device}\n" + ENGINE;

        final EngineConfig auto =
                load(device.replace("layout: two", "layout: auto")).engine();

        assertEquals(LaneLayout.JOURNAL_APART, auto.layoutOn(1));
        assertEquals(Idle.SLEEP, auto.idleOf("journal"));
        assertEquals(Idle.SPIN, auto.idleOf("portfolio"));
    }

    @Test
    void shouldRefuseAForcedJournalInALaneWithOthers() throws IOException {
        final String device = "journal: {durability: device}\n" + ENGINE;

        final String mistake = messageOf(device);

        assertTrue(mistake.contains("lanes.layout=two: must give journal a lane of its own"), mistake);
        load(device.replace("layout: two", "layout: each"));
    }

    @ParameterizedTest
    @MethodSource("shippedEngines")
    void shouldShipFilesThatLoad(final String name) {
        final Configuration onDisk = ConfigLoader.load(CONFIG.resolve(name));
        final Configuration inJar = ConfigLoader.loadShipped(name);

        assertEquals(onDisk, inJar);
        assertEquals(onDisk.hash(), inJar.hash());
    }

    static Stream<String> shippedEngines() {
        return Stream.of("engine.yaml", "demo.yaml");
    }

    @ParameterizedTest
    @MethodSource("shippedVenues")
    void shouldShipVenuesThatLoad(final String name) {
        final VenueConfig venue =
                ConfigLoader.loadVenue(CONFIG.resolve("venues").resolve(name + ".yaml"));

        assertEquals(name, venue.name());
        assertEquals(name.equals("simulated"), venue.clock() == ClockKind.PLAYED);
    }

    static Stream<String> shippedVenues() throws IOException {
        try (Stream<Path> files = Files.list(CONFIG.resolve("venues"))) {
            final List<String> names = files.map(
                            path -> path.getFileName().toString().replace(".yaml", ""))
                    .toList();
            assertTrue(names.size() >= 3, names.toString());
            return names.stream();
        }
    }

    @Test
    void shouldShipAModeThatCannotTradeByAccident() {
        assertEquals(
                Mode.PAPER, ConfigLoader.loadShipped("engine.yaml").engine().mode());
        assertTrue(ConfigLoader.loadShipped("demo.yaml").venue().ordersStayOnLoopback());
        assertFalse(ConfigLoader.loadShipped("engine.yaml").venue().ordersStayOnLoopback());
    }

    @Test
    void shouldTranslateVenuesForSessionsAndModel() {
        final VenueConfig simulated =
                ConfigLoader.loadShipped("demo.yaml").venue().withKeysBelow(Path.of("/home"));
        final VenueConfig spot = ConfigLoader.loadVenue(CONFIG.resolve("venues/binance-spot.yaml"));

        assertEquals(VenueAddresses.simulated(MarketKind.USDM, 9080), simulated.addresses());
        assertEquals(MatchingRules.DEFAULT, simulated.matchingRules());
        assertEquals(
                Path.of("/home/data/venue/keys-9080"), simulated.keys().file().orElseThrow());
        assertEquals(Venue.BINANCE_SPOT, spot.addresses().venue());
        assertEquals(100_000, spot.matchingRules().takerFee());
        assertEquals(
                new VenueAddresses(
                        Venue.BINANCE_USDM,
                        MarketKind.USDM,
                        URI.create("https://fapi.binance.com"),
                        URI.create("wss://fstream.binance.com"),
                        URI.create("wss://ws-fapi.binance.com/ws-fapi/v1"),
                        URI.create("wss://fstream.binance.com"),
                        false),
                ConfigLoader.loadShipped("engine.yaml").venue().addresses());
    }

    @Test
    void shouldReadBackWhatAGenerationKeeps() throws IOException {
        final Configuration written = load(ENGINE);

        final Configuration read =
                ConfigLoader.parse("e000001", written.engineText(), written.venueText(), written.stopTexts());

        assertEquals(written, read);
    }

    @Test
    void shouldKeepTheWebhooksSecretOutOfAllButItsUse() throws IOException {
        final Configuration written =
                load(ENGINE + "alarms: {webhook: \"https://chat.example:8443/services/T0K3N\"}\n");

        final SecretAddress webhook = written.engine().alarms().webhook().orElseThrow();
        assertEquals(URI.create("https://chat.example:8443/services/T0K3N"), webhook.uri());
        assertFalse(written.toString().contains("T0K3N"), written::toString);
        assertTrue(written.engineText().contains("https://chat.example:8443/***"), written::engineText);

        final Configuration read =
                ConfigLoader.parse("e000001", written.engineText(), written.venueText(), written.stopTexts());
        assertEquals(written.hash(), read.hash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat.example/T0K3N", "https://chat.example/T0K3N here", "ftp://chat.example/T0K3N"})
    void shouldNotTellTheWebhookThatItRefuses(final String webhook) {
        final String message = messageOf(ENGINE + "alarms:\n  webhook: " + webhook + "\n");

        assertTrue(message.contains("alarms.webhook: must be an address"), message);
        assertFalse(message.contains("T0K3N"), message);
    }

    @Test
    void shouldHashContentButNotLineEnds() throws IOException {
        final long hash = load(ENGINE).hash();

        assertEquals(hash, load(ENGINE.replace("\n", "\r\n")).hash());
        assertNotEquals(
                hash, load(ENGINE.replace("ringSize: 1024", "ringSize: 2048")).hash());
        assertEquals(0x8fb20ef63ced4145L, ConfigHash.of("a", "b"));
    }

    private Configuration load(final String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        return ConfigLoader.load(file);
    }

    private String messageOf(final String text) {
        return assertThrows(ConfigException.class, () -> load(text)).getMessage();
    }

    private static Arguments mistake(final String right, final String wrong, final String expected) {
        return Arguments.of(right, wrong, expected);
    }
}
