package io.ringfence.engine.strategies;

import static io.ringfence.engine.testing.Market.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.config.Strategies;
import io.ringfence.engine.config.StrategyChoice;
import io.ringfence.engine.plugin.StrategyCatalogue;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.RecordedFrames;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.StrategyFailedDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In lock-step through all stages: candles of a second, of one trade each unless they say otherwise. */
class ShippedStrategiesTest {
    @Test
    void shouldBuyTheEndOfAFallAndLeaveInTheMiddle() {
        final Map<String, String> parameters =
                Map.of("timeframe", "1s", "length", "3", "allowShort", "true", "exit", "50");

        assertEquals(
                List.of("LONG end-of-fall", "FLAT back-in-the-middle", "SHORT end-of-rise", "FLAT back-in-the-middle"),
                signals(
                        "rsi-reversion",
                        parameters,
                        100,
                        101,
                        100,
                        99,
                        98,
                        97,
                        96,
                        98,
                        99,
                        101,
                        103,
                        104,
                        102,
                        101,
                        99));
    }

    @Test
    void shouldNotBuyBelowTheTrend() {
        final Map<String, String> parameters = Map.of("timeframe", "1s", "length", "3", "trend", "5");

        assertEquals(List.of(), signals("rsi-reversion", parameters, 100, 101, 100, 99, 98, 97, 96, 95, 95.4, 95.3));
    }

    @Test
    void shouldTakeADivergenceToItsTarget() {
        // A lower low, reached less fast than the one before.
        final double[] fall = {100, 101, 100, 96, 92, 90, 92, 94, 93, 92, 91, 90.5, 90, 89.9, 90.5, 91};
        final Map<String, String> parameters = Map.of(
                "timeframe",
                "1s",
                "length",
                "4",
                "strength",
                "2",
                "reach",
                "20",
                "atr",
                "3",
                "target",
                "2",
                "giveUp",
                "2");

        assertEquals(
                List.of("LONG lower-low-not-followed", "FLAT target-reached"),
                signals("rsi-divergence", parameters, join(fall, 91, 92, 93, 94, 95)));
        assertEquals(
                List.of("LONG lower-low-not-followed", "FLAT gave-up"),
                signals("rsi-divergence", parameters, join(fall, 91, 90, 89, 88, 87)));
    }

    @Test
    void shouldBreakOutOfTheChannelAndLeaveByTheShorterOne() {
        final Map<String, String> parameters = Map.of("timeframe", "1s", "entry", "4", "exit", "2", "atr", "3");

        assertEquals(
                List.of("LONG break-up", "FLAT channel-ends"),
                signals(
                        "donchian-breakout",
                        parameters,
                        100,
                        101,
                        100,
                        99,
                        101,
                        100,
                        101.5,
                        102,
                        103,
                        104,
                        103.5,
                        102.9));
    }

    @Test
    void shouldTurnWithTheSupertrend() {
        final Map<String, String> parameters =
                Map.of("timeframe", "1s", "length", "3", "ranges", "1.5", "allowShort", "true");

        assertEquals(
                List.of("SHORT turn-down", "LONG turn-up"),
                signals("supertrend", parameters, 100, 101, 102, 103, 104, 105, 99, 98, 97, 96, 95, 101, 103, 104));
    }

    @Test
    void shouldGoWithTheReleaseOfASqueeze() {
        final Map<String, String> parameters =
                Map.of("timeframe", "1s", "length", "5", "deviations", "1.5", "ranges", "2", "quiet", "3");

        assertEquals(
                List.of("LONG release-up", "FLAT back-through-the-middle"),
                signals(
                        "bollinger-squeeze",
                        parameters,
                        join(
                                new double[] {100, 101, 100, 101, 100, 101, 100, 101, 100, 101},
                                104,
                                107,
                                110,
                                108,
                                103)));
    }

    @Test
    void shouldLeanAgainstAnExcursionFromVwap() {
        final Map<String, String> parameters = Map.of(
                "timeframe", "1s", "length", "6", "adx", "2", "calm", "100", "entry", "1.5", "allowShort", "true");

        assertEquals(
                List.of("LONG far-below", "FLAT back-at-vwap", "SHORT far-above"),
                signals(
                        "vwap-reversion",
                        parameters,
                        100,
                        101,
                        100,
                        101,
                        100,
                        101,
                        100,
                        97,
                        99,
                        100.5,
                        100.5,
                        100,
                        106));
    }

    @Test
    void shouldLetTimeframesVoteByWeight() {
        final double[] upDownUp = new double[80];
        for (int i = 0; i < upDownUp.length; i++) {
            upDownUp[i] = i < 40 ? 100 + i * 0.5 : 120 - (i - 40) * 0.5;
        }
        final Map<String, String> even = Map.of("weights.1s", "1", "weights.5s", "1", "fast", "2", "slow", "4");
        final Map<String, String> slowRules =
                Map.of("weights.1s", "1", "weights.5s", "3", "fast", "2", "slow", "4", "threshold", "0.5");

        assertEquals(List.of("LONG voted-up", "FLAT undecided"), signals("timeframe-vote", withExit(even), upDownUp));
        // One of four votes turns first, and isn't heard; three more are.
        assertEquals(List.of("LONG voted-up", "FLAT undecided"), signals("timeframe-vote", slowRules, upDownUp));
        assertTrue(lastSignalSecond(even, upDownUp) < lastSignalSecond(slowRules, upDownUp));
    }

    private static Map<String, String> withExit(final Map<String, String> parameters) {
        final Map<String, String> all = new TreeMap<>(parameters);
        all.put("exit", "0.1");
        return all;
    }

    private static long lastSignalSecond(final Map<String, String> parameters, final double... closes) {
        final SignalDecoder last =
                run("timeframe-vote", withExit(parameters), closes).last(new SignalDecoder());
        return last.header().sequence();
    }

    @Test
    void shouldScalpAnImbalanceThatPersists() {
        final Market market = new Market(settings(
                        "book-imbalance",
                        Map.of("timeframe", "1s", "persistMs", "200", "maxHoldMs", "5000", "pauseMs", "0")))
                .open();
        market.at(0.1).book(BTC, "61800.00", 9_000, "61800.10", 1_000);
        market.at(0.2).book(BTC, "61800.00", 5_000, "61800.10", 5_000);
        market.at(0.3).book(BTC, "61800.00", 9_000, "61800.10", 1_000);
        market.at(0.4).book(BTC, "61800.00", 9_500, "61800.10", 1_000);
        assertEquals(List.of(), told(market));

        market.at(0.5).book(BTC, "61800.00", 9_500, "61800.10", 1_000);
        market.at(0.6).book(BTC, "61800.00", 6_000, "61800.10", 4_000);
        assertEquals(List.of("LONG bids-outweigh"), told(market));

        market.at(0.7).book(BTC, "61800.00", 4_000, "61800.10", 6_000);
        market.at(1.0).book(BTC, "61800.00", 500, "61800.10", 9_000);
        market.at(1.3).book(BTC, "61800.00", 500, "61900.10", 9_000);
        assertEquals(List.of("LONG bids-outweigh", "FLAT balanced-again"), told(market));

        market.at(1.4).book(BTC, "61800.00", 500, "61800.10", 9_000);
        market.at(6.5).book(BTC, "61800.00", 500, "61800.10", 9_000);
        assertEquals(
                List.of("LONG bids-outweigh", "FLAT balanced-again", "SHORT asks-outweigh", "FLAT held-long-enough"),
                told(market));
    }

    @Test
    void shouldSayFlatOnceAStopHasClosedThePosition() {
        final Market market = new Market(settings("rsi-reversion", Map.of("timeframe", "1s", "length", "3"))).open();
        final double[] closes = {100, 101, 100, 99, 98, 97, 96, 97.5};
        feed(market, closes, 0);
        market.fill(market.lastSent(), "97.50");
        market.at(8.6).quote(BTC, "90.00", "90.10");
        market.fill(market.lastSent(), "90.00");
        market.at(9.1).trade(BTC, "90.00", "1", Side.SELL).at(10.1).trade(BTC, "90.00", "1", Side.SELL);

        assertEquals(List.of("LONG end-of-fall", "FLAT closed-otherwise"), told(market));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ema-cross",
                "rsi-reversion",
                "rsi-divergence",
                "donchian-breakout",
                "supertrend",
                "bollinger-squeeze",
                "vwap-reversion"
            })
    void shouldTradeARecordedDayWithoutFailing(final String name) throws IOException {
        final Market market = new Market(settings(name, loose(name))).open();
        for (final RecordedFrames.Trade trade : RecordedFrames.trades("usdm-ethusdt-20240808.gz")) {
            market.trade(
                    BTC,
                    market.units(BTC, trade.price()),
                    market.lots(BTC, trade.quantity()),
                    Side.BUY,
                    trade.timeMs() * 1_000_000L);
        }

        assertEquals(0, market.count(new StrategyFailedDecoder()));
        assertTrue(market.count(new SignalDecoder()) > 0, () -> name + " had nothing to say");
    }

    /** Five minutes hold few long squeezes. */
    private static Map<String, String> loose(final String name) {
        return name.equals("bollinger-squeeze")
                ? Map.of("timeframe", "1s", "ranges", "2.5", "quiet", "2")
                : Map.of("timeframe", "1s");
    }

    @Test
    void shouldShipEachWithAName() {
        assertEquals(
                List.of(
                        "bollinger-squeeze",
                        "book-imbalance",
                        "donchian-breakout",
                        "ema-cross",
                        "rsi-divergence",
                        "rsi-reversion",
                        "supertrend",
                        "timeframe-vote",
                        "vwap-reversion"),
                StrategyCatalogue.shipped().names());
    }

    private static double[] join(final double[] before, final double... after) {
        final double[] all = new double[before.length + after.length];
        System.arraycopy(before, 0, all, 0, before.length);
        System.arraycopy(after, 0, all, before.length, after.length);
        return all;
    }

    private static List<String> signals(
            final String name, final Map<String, String> parameters, final double... closes) {
        return told(run(name, parameters, closes));
    }

    private static Market run(final String name, final Map<String, String> parameters, final double... closes) {
        final Market market = new Market(settings(name, parameters)).open();
        feed(market, closes, 0);
        return market;
    }

    private static void feed(final Market market, final double[] closes, final int from) {
        for (int i = 0; i < closes.length; i++) {
            final String price = String.format("%.2f", closes[i]);
            market.at(from + i + 0.4).quote(BTC, price, String.format("%.2f", closes[i] + 0.1));
            market.at(from + i + 0.5).trade(BTC, price, "1", Side.BUY);
        }
        market.at(from + closes.length + 0.3).boundary(BTC, from + closes.length);
    }

    private static StageSettings settings(final String name, final Map<String, String> parameters) {
        final StrategyCatalogue.Found found =
                StrategyCatalogue.shipped().find(name).orElseThrow();
        return TestSettings.settings().withStrategies(Strategies.of(StrategyChoice.of(found, List.of(), parameters)));
    }

    private static List<String> told(final Market market) {
        final List<String> told = new ArrayList<>();
        market.decisions(new SignalDecoder()).forEach(decision -> {
            final SignalDecoder signal = decision.as(new SignalDecoder());
            signal.seen().forEach(seen -> seen.skipName());
            final String target = signal.target() > 0 ? "LONG" : signal.target() < 0 ? "SHORT" : "FLAT";
            told.add(target + " " + signal.reasonName());
        });
        return told;
    }
}
