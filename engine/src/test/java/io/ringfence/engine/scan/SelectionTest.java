package io.ringfence.engine.scan;

import static io.ringfence.engine.testing.Market.BTC;
import static io.ringfence.engine.testing.Market.ETH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.ScannerSettings;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.config.Strategies;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.ScriptedStrategy;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.HistoryState;
import io.ringfence.journal.message.InstrumentRankedDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopDisarmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.snapshot.StageState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the scanner's selection does to what strategies want. The volume of a candle is all that counts. */
class SelectionTest {
    private static final String MUCH = "100";
    private static final String LITTLE = "1";

    private final ScriptedStrategy strategy = new ScriptedStrategy();

    @Test
    void shouldOpenInTheSelectedInstrumentAlone() {
        final Market market = market(byVolume(1, List.of()));
        strategy.want(1);

        both(market, 0, MUCH, LITTLE);
        both(market, 1, MUCH, LITTLE);
        both(market, 2, MUCH, LITTLE);

        assertEquals(List.of(1), instruments(market.decisions(new SignalDecoder())));
        assertEquals(List.of(1), instruments(market.decisions(new OrderPlacedDecoder())));
        assertEquals(List.of(true, false), lastSelection(market));
    }

    @Test
    void shouldOpenInAnInstrumentThatHasBecomeSelected() {
        final Market market = market(byVolume(1, List.of()));
        strategy.want(0);
        for (int second = 0; second < 3; second++) {
            both(market, second, MUCH, LITTLE);
        }
        strategy.want(1);

        for (int second = 3; second < 200 && !lastSelection(market).get(1); second++) {
            both(market, second, LITTLE, "1000");
        }
        both(market, 200, LITTLE, "1000");
        both(market, 201, LITTLE, "1000");

        assertEquals(List.of(false, true), lastSelection(market));
        assertEquals(1, lastSignalOf(market, 2));
        assertEquals(0, lastSignalOf(market, 1));
    }

    @Test
    void shouldGiveThePlaceOfAHaltedInstrumentToTheNext() {
        final Market market = market(byVolume(1, List.of()));
        both(market, 0, MUCH, LITTLE);
        both(market, 1, MUCH, LITTLE);
        both(market, 2, MUCH, LITTLE);
        assertEquals(List.of(true, false), lastSelection(market));

        for (int second = 3; second < 40; second++) {
            market.at(second + 0.5).quote(ETH, "2600.00", "2600.01").trade(ETH, "2600.00", LITTLE, Side.BUY);
        }

        assertEquals(List.of(false, true), lastSelection(market));
    }

    @Test
    void shouldKeepWhatIsHeldOutsideUntilTheStrategyLeaves() {
        final Market market = market(byVolume(1, List.of()));
        strategy.want(1);
        both(market, 0, MUCH, LITTLE);
        both(market, 1, MUCH, LITTLE);
        both(market, 2, MUCH, LITTLE);
        final Decision order = market.decisions(new OrderPlacedDecoder()).get(0);
        market.fill(order, "61800.00");
        final int before = market.count(new SignalDecoder());

        for (int second = 3; second < 200 && lastSelection(market).get(0); second++) {
            both(market, second, LITTLE, "1000");
        }

        assertEquals(List.of(false, true), lastSelection(market));
        assertEquals(0, signalsOf(market, 1, before));
        strategy.want(-1);
        both(market, 201, LITTLE, "1000");
        both(market, 202, LITTLE, "1000");
        assertEquals(1, signalsOf(market, 1, before));
        assertEquals(0, lastSignalOf(market, 1));
        assertEquals(-1, lastSignalOf(market, 2));
    }

    @Test
    void shouldNeverSelectWhatIsExcluded() {
        final Market market = market(byVolume(2, List.of(BTC)));
        strategy.want(1);

        for (int second = 0; second < 4; second++) {
            both(market, second, MUCH, LITTLE);
        }

        assertEquals(List.of(false, true), lastSelection(market));
        assertEquals(List.of(2), instruments(market.decisions(new SignalDecoder())));
    }

    @Test
    void shouldSelectByWhatStrategiesWant() {
        final ScannerSettings.Weights bySignal = new ScannerSettings.Weights(0, 0, 0, 0, 0, 1, 0);
        final ScriptedStrategy onlyOnEth = new ScriptedStrategy();
        final StageSettings settings = TestSettings.settings()
                .withScanner(new ScannerSettings(1, Optional.empty(), 0, List.of(), bySignal))
                .withStrategies(Strategies.of(onlyOnEth.choice(ETH)));
        final Market market = new Market(settings).open();
        both(market, 0, MUCH, LITTLE);
        both(market, 1, MUCH, LITTLE);
        both(market, 2, MUCH, LITTLE);
        assertEquals(List.of(true, false), lastSelection(market));

        onlyOnEth.want(1);
        both(market, 3, MUCH, LITTLE);
        both(market, 4, MUCH, LITTLE);

        assertEquals(List.of(false, true), lastSelection(market));
        assertEquals(1, lastSignalOf(market, 2));
        assertEquals(1, market.last(new InstrumentRankedDecoder()).signal());
    }

    @Test
    void shouldGiveThePlaceOfADroppedInstrumentToTheNextAtOnce() {
        final Market market = market(byVolume(1, List.of()));
        strategy.want(1);
        both(market, 0, MUCH, LITTLE);
        both(market, 1, MUCH, LITTLE);
        both(market, 2, MUCH, LITTLE);
        assertEquals(List.of(true, false), lastSelection(market));

        market.command(Command.DROP, BTC);

        assertEquals(List.of(false, true), lastSelection(market));
        both(market, 3, MUCH, LITTLE);
        both(market, 4, MUCH, LITTLE);
        assertEquals(List.of(false, true), lastSelection(market));
        assertEquals(1, lastSignalOf(market, 2));
    }

    @Test
    void shouldTakeBackWhatADroppedInstrumentWasToOpen() {
        final Market market = new Market(TestSettings.settings(), strategy).open();
        strategy.want(1);
        both(market, 0, MUCH, LITTLE);
        both(market, 1, MUCH, LITTLE);
        assertEquals(1, lastSignalOf(market, 1));

        market.command(Command.DROP, BTC);

        final SignalDecoder signal = market.last(new SignalDecoder());
        assertEquals(0, signal.target());
        signal.seen().forEach(seen -> seen.skipName());
        assertEquals("dropped", signal.reasonName());
        strategy.want(-1);
        both(market, 2, MUCH, LITTLE);
        assertEquals(0, lastSignalOf(market, 1));
        assertEquals(-1, lastSignalOf(market, 2));
        market.command(Command.ADD, BTC);
        strategy.want(1);
        both(market, 3, MUCH, LITTLE);
        assertEquals(1, lastSignalOf(market, 1));
    }

    /** What is held of a dropped one keeps its stop, and isn't added to once that has closed it. */
    @Test
    void shouldKeepAndGuardWhatIsHeldOfADroppedInstrument() {
        final Market market = new Market(TestSettings.settings(), strategy).open();
        strategy.want(1);
        both(market, 0, MUCH, LITTLE);
        both(market, 1, MUCH, LITTLE);
        final Decision entry = market.decisions(new OrderPlacedDecoder()).stream()
                .filter(order -> order.id().instrument() == 1)
                .findFirst()
                .orElseThrow();
        market.fill(entry, "61800.00");
        assertEquals(1, market.count(new StopArmedDecoder()));

        market.command(Command.DROP, BTC);
        both(market, 2, MUCH, LITTLE);

        assertEquals(0, market.count(new StopDisarmedDecoder()));
        assertEquals(1, lastSignalOf(market, 1));
        market.quote(BTC, "60000.00", "60000.10").trade(BTC, "60000.00", "1", Side.SELL);
        assertEquals(1, market.count(new StopHitDecoder()));
        assertEquals(OrderPurpose.EXIT, market.last(new OrderPlacedDecoder()).purpose());
    }

    @Test
    void shouldRememberThroughOtherStrategiesWhatWasDropped() {
        final Market market = market(byVolume(1, List.of()));
        both(market, 0, MUCH, LITTLE);
        market.command(Command.DROP, BTC);
        market.command(Command.ADD, ETH);
        final StageSettings others = TestSettings.settings().withStrategies(Strategies.of(strategy.choice(ETH)));
        final Stages loaded = Stages.of(others, Outbox.CLOSED, DecisionSink.NONE);

        loaded.load(market.stages().save());

        assertTrue(loaded.signals().membership().isDropped(1));
        assertTrue(loaded.signals().membership().isAdded(2));
    }

    /** Nobody waits for the next close, be it an hour away; and no candle is ranked by twice. */
    @Test
    void shouldSelectByAPastThatWasTold() {
        final Market market = market(new ScannerSettings(
                1,
                Optional.of(Timeframe.valueOf("5s")),
                0,
                List.of(),
                new ScannerSettings.Weights(1, 0, 0, 0, 0, 0, 0)));

        tellPast(market, BTC, LITTLE);
        assertEquals(List.of(true, false), lastSelection(market));
        tellPast(market, ETH, "10000");
        assertEquals(List.of(false, true), lastSelection(market));
        final int ranked = market.count(new InstrumentRankedDecoder());
        market.history(ETH, 5, HistoryState.BEGUN, 30).history(ETH, 5, HistoryState.TOLD, 30);

        assertEquals(ranked, market.count(new InstrumentRankedDecoder()));
    }

    private static void tellPast(final Market market, final String symbol, final String volume) {
        market.at(30.5).history(symbol, 5, HistoryState.BEGUN, -1);
        for (int second = 0; second < 30; second += 5) {
            market.candle(symbol, 5, second, "995.00", "1005.00", "1000.00", volume);
        }
        market.history(symbol, 5, HistoryState.TOLD, 30);
    }

    @Test
    void shouldGoOnFromASavedState() {
        final StageSettings settings = strategy.in(TestSettings.settings().withScanner(byVolume(1, List.of(ETH))));
        final Market market = market(byVolume(1, List.of(ETH)));
        both(market, 0, MUCH, LITTLE);
        both(market, 1, MUCH, LITTLE);
        both(market, 2, MUCH, LITTLE);

        market.quote(BTC, "61800.00", "61800.10");
        final Stages loaded = Stages.of(settings, Outbox.CLOSED, DecisionSink.NONE);
        loaded.load(market.stages().save());

        final StageState saved = market.stages().save().get(2);
        final StageState again = loaded.save().get(2);
        assertEquals("signals", saved.stage());
        assertEquals(saved.bytes(), again.bytes());
        assertTrue(lastSelection(market).get(0));
    }

    private Market market(final ScannerSettings scanner) {
        return new Market(TestSettings.settings().withScanner(scanner), strategy).open();
    }

    private static ScannerSettings byVolume(final int top, final List<String> exclude) {
        return new ScannerSettings(top, Optional.empty(), 0, exclude, new ScannerSettings.Weights(1, 0, 0, 0, 0, 0, 0));
    }

    /** A trade of each in the middle of a second: closes the candle of the second before. */
    private static void both(final Market market, final int second, final String ofBtc, final String ofEth) {
        market.at(second + 0.5)
                .quote(BTC, "61800.00", "61800.10")
                .quote(ETH, "2600.00", "2600.01")
                .trade(BTC, "61800.00", ofBtc, Side.BUY)
                .trade(ETH, "2600.00", ofEth, Side.BUY);
    }

    private static List<Integer> instruments(final List<Decision> decisions) {
        return decisions.stream().map(one -> one.id().instrument()).toList();
    }

    /** BTC, ETH. */
    private static List<Boolean> lastSelection(final Market market) {
        final boolean[] selected = new boolean[2];
        for (final Decision one : market.decisions(new InstrumentRankedDecoder())) {
            selected[one.id().instrument() - 1] =
                    one.as(new InstrumentRankedDecoder()).selected() == Flag.YES;
        }
        return List.of(selected[0], selected[1]);
    }

    private static long signalsOf(final Market market, final int instrument, final int from) {
        return market.decisions(new SignalDecoder()).stream()
                .skip(from)
                .filter(one -> one.id().instrument() == instrument)
                .count();
    }

    private static int lastSignalOf(final Market market, final int instrument) {
        return market.decisions(new SignalDecoder()).stream()
                .filter(one -> one.id().instrument() == instrument)
                .reduce((first, second) -> second)
                .orElseThrow()
                .as(new SignalDecoder())
                .target();
    }
}
