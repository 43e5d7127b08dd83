package io.ringfence.engine.stop.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.stop.oracle.Decided.What;
import io.ringfence.engine.stop.oracle.Event.Bar;
import io.ringfence.journal.number.Decimals;
import io.ringfence.journal.testing.SharedFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Engine against oracle over all trades of a day, with every profile that ships, both sides. */
class RecordedDayTest {
    private static final String TRADES = "data/trades/btcusdt_binance_trades_20220115.csv.gz";
    private static final Path PROFILES = Path.of("..", "config", "stops");
    private static final List<String> TIMEFRAMES = List.of("1m", "5m");
    private static final long MINUTE = 60_000_000_000L;
    private static final int ATR_PERIOD = 14;
    private static final Terms BTC = new Terms(2, 5, 1, 1);
    private static final long TAKER_FEE = 400_000;
    private static final long QUANTITY = 100_000;
    private static final int SLICES = 300;
    private static final int TRADES_OF_SLICE = 6_000;

    @Test
    void shouldDecideAsTheOracleDoesOnARecordedDay() throws IOException {
        final List<Event> day = day(SharedFiles.require(TRADES));
        final ProfileText form = new ProfileText(TIMEFRAMES);
        int profiles = 0;
        for (final Path file : profiles()) {
            final String text = Files.readString(file);
            final Contest.Tally tally = new Contest.Tally();
            for (final int side : new int[] {1, -1}) {
                final String name = file + (side > 0 ? " long" : " short");
                final Contest contest = contest(name, text, form.read(text, TAKER_FEE), tally);
                new Trader(side, 4_000, contest).trade(day);
            }
            System.out.println(file.getFileName() + ": " + tally);
            assertTrue(tally.armed() > 40, () -> file + ": " + tally);
            profiles++;
        }

        assertEquals(451_466, day.size());
        assertTrue(profiles >= 7, "profiles shipped: " + profiles);
    }

    /** The shipped ones are too wide for one quiet day to reach all their rules. */
    @Test
    void shouldDecideAsTheOracleDoesWithNarrowProfilesOnPartsOfTheDay() throws IOException {
        final List<Event> day = day(SharedFiles.require(TRADES));
        final Contest.Tally tally = new Contest.Tally();
        for (int seed = 1; seed <= SLICES; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final int from = random.nextInt(day.size() - TRADES_OF_SLICE);
            final long price = day.get(from).latest();
            final double unit = 0.0002 + random.nextDouble() * 0.001;
            final Profile profile = new RandomProfile(random, BTC, price, QUANTITY, unit).draw(200_000_000L);
            final String text = new ProfileText(TIMEFRAMES).write(profile);
            final Contest contest = contest("trades from " + from + " seed=" + seed, text, profile, tally);
            final Trader trader = new Trader(random.nextBoolean() ? 1 : -1, 150, contest);
            trader.trade(day.subList(from, from + TRADES_OF_SLICE).stream()
                    .map(trade -> ofTrigger(profile, trade))
                    .toList());
        }

        System.out.println("slices: " + tally);
        for (final Rule rule : EnumSet.range(Rule.HARD, Rule.TIME)) {
            assertTrue(tally.hits(rule) > 0, () -> rule + " was never met: " + tally);
        }
    }

    /** Only trades were recorded; where mark prices count, they are taken for such. */
    private static Event ofTrigger(final Profile profile, final Event trade) {
        final boolean takesTrades =
                profile.trigger() != Profile.Trigger.MARK || !trade.bars().isEmpty();
        return takesTrades ? trade : Event.mark(trade.timeNs(), trade.latest(), trade.latest(), trade.latest());
    }

    private static Contest contest(
            final String name, final String text, final Profile profile, final Contest.Tally tally) {
        return new Contest(
                name + "\n" + text.indent(4),
                BTC,
                profile,
                new EngineStops(text, profile.takerFee(), TIMEFRAMES, BTC)::on,
                tally);
    }

    private static List<Path> profiles() throws IOException {
        try (Stream<Path> files = Files.list(PROFILES)) {
            return files.sorted().toList();
        }
    }

    private static List<Event> day(final Path file) throws IOException {
        final List<NaiveCandles> candles =
                List.of(new NaiveCandles(0, MINUTE, ATR_PERIOD), new NaiveCandles(1, 5 * MINUTE, ATR_PERIOD));
        final List<Event> day = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                final String[] fields = line.split(",");
                final long timeNs = Long.parseLong(fields[0]) * 1_000_000L;
                final long price = Decimals.parse(fields[1], BTC.priceScale());
                final List<Bar> bars = new ArrayList<>();
                candles.forEach(candle -> candle.trade(timeNs, price).ifPresent(bars::add));
                day.add(Event.trade(timeNs, bars, price));
            }
        }
        return day;
    }

    /** Enters every so many trades if flat, adds once, leaves in the end, and does at once what the stop says. */
    private static final class Trader {
        private final int side;
        private final int between;
        private final Contest contest;
        private long quantity;
        private long entry;
        private int enteredAt;

        private Trader(final int side, final int tradesBetweenEntries, final Contest contest) {
            this.side = side;
            between = tradesBetweenEntries;
            this.contest = contest;
        }

        private void trade(final List<Event> day) {
            for (int i = 0; i < day.size(); i++) {
                final Event event = day.get(i);
                follow(contest.on(event), event.timeNs());
                enter(i, event);
            }
        }

        private void follow(final List<Decided> decided, final long timeNs) {
            for (final Decided decision : decided) {
                if (decision.what() == What.HIT || decision.what() == What.TAKE_PROFIT) {
                    hold(timeNs, quantity - side * decision.quantity(), entry);
                }
            }
        }

        private void enter(final int trade, final Event event) {
            final long price = event.latest();
            if (quantity == 0 && trade % between == 0) {
                enteredAt = trade;
                hold(event.timeNs(), side * QUANTITY, price);
            } else if (quantity != 0 && trade == enteredAt + between / 4) {
                hold(event.timeNs(), quantity + side * QUANTITY / 2, average(price));
            } else if (quantity != 0 && trade == enteredAt + 4 * between) {
                hold(event.timeNs(), 0, 0);
            }
        }

        private long average(final long price) {
            return Math.round(
                    (double) (entry * Math.abs(quantity) + price * QUANTITY / 2) / (Math.abs(quantity) + QUANTITY / 2));
        }

        private void hold(final long timeNs, final long newQuantity, final long newEntry) {
            quantity = newQuantity;
            entry = newEntry;
            contest.on(Event.position(timeNs, newQuantity, newEntry));
        }
    }
}
