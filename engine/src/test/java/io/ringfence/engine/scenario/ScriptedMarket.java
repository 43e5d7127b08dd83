package io.ringfence.engine.scenario;

import io.ringfence.journal.number.Decimals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A BTCUSDT market written by hand, a quote and a trade every 100 ms: it falls slowly, then rises, so that fast averages cross and the
 * engine goes long near 60,030; then it stands still until the test says otherwise.
 */
final class ScriptedMarket {
    /** By then the position is there. */
    static final int STILL_S = 16;

    private static final long START_MS = 1_700_000_000_000L;
    private static final long STEP_MS = 100;
    private static final int STEPS_PER_S = 10;
    private static final long NS_PER_MS = 1_000_000L;
    private static final long HIGH = 6_000_000;
    private static final int FALL_S = 12;
    private static final long AT_BID = 0;

    private final List<String> lines = new ArrayList<>();
    private long step;
    private long price = HIGH;
    private long traded = AT_BID;

    private final boolean spot;

    private ScriptedMarket(final boolean spot) {
        this.spot = spot;
        lines.add(START_MS * NS_PER_MS + " {\"lastUpdateId\":1,\"E\":" + START_MS + ",\"T\":" + START_MS
                + ",\"bids\":[[\"59999.90\",\"5.000\"]],\"asks\":[[\"60000.00\",\"5.000\"]]}");
    }

    /** With a position from {@value #STILL_S} s on. */
    static ScriptedMarket withAnEntry() {
        return new ScriptedMarket(false).moveTo("59940.00", FALL_S).moveTo("60030.00", STILL_S - FALL_S);
    }

    /** The same on spot. */
    static ScriptedMarket withAnEntryOnSpot() {
        return new ScriptedMarket(true).moveTo("59940.00", FALL_S).moveTo("60030.00", STILL_S - FALL_S);
    }

    boolean isSpot() {
        return spot;
    }

    /** Moves evenly to {@code target}. */
    ScriptedMarket moveTo(final String target, final int seconds) {
        final long from = price;
        final long to = Decimals.parse(target, 2);
        final int steps = seconds * STEPS_PER_S;
        for (int i = 1; i <= steps; i++) {
            price = (from + (to - from) * i / steps) / 10 * 10;
            tick("5.000");
        }
        return this;
    }

    ScriptedMarket standStill(final int seconds) {
        return thin("5.000", seconds);
    }

    /** Stands still with that much on either side. */
    ScriptedMarket thin(final String quantity, final int seconds) {
        for (int i = 0; i < seconds * STEPS_PER_S; i++) {
            tick(quantity);
        }
        return this;
    }

    /** Is somewhere else at once. */
    ScriptedMarket jumpTo(final String target) {
        price = Decimals.parse(target, 2);
        return this;
    }

    /** Trades at {@code target} that no quote shows. */
    ScriptedMarket tradeAt(final String target) {
        traded = Decimals.parse(target, 2);
        tick("5.000");
        traded = AT_BID;
        return this;
    }

    private void tick(final String quantity) {
        step++;
        final long timeMs = START_MS + step * STEP_MS;
        final String bid = Decimals.format(price, 2);
        final String ask = Decimals.format(price + 10, 2);
        final String trade = traded == AT_BID ? bid : Decimals.format(traded, 2);
        if (spot) {
            spotTick(timeMs, bid, ask, trade, quantity);
            return;
        }
        lines.add(timeMs * NS_PER_MS + " {\"stream\":\"btcusdt@bookTicker\",\"data\":{\"e\":\"bookTicker\",\"u\":"
                + (step + 1) + ",\"s\":\"BTCUSDT\",\"b\":\"" + bid + "\",\"B\":\"" + quantity + "\",\"a\":\"" + ask
                + "\",\"A\":\"" + quantity + "\",\"T\":" + timeMs + ",\"E\":" + timeMs + "}}");
        lines.add((timeMs * NS_PER_MS + 1) + " {\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":" + timeMs
                + ",\"T\":" + timeMs + ",\"s\":\"BTCUSDT\",\"t\":" + step + ",\"p\":\"" + trade
                + "\",\"q\":\"0.001\",\"X\":\"MARKET\",\"m\":true}}");
    }

    private void spotTick(
            final long timeMs, final String bid, final String ask, final String trade, final String quantity) {
        lines.add(timeMs * NS_PER_MS + " {\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":" + (step + 1)
                + ",\"s\":\"BTCUSDT\",\"b\":\"" + bid + "\",\"B\":\"" + quantity + "00000\",\"a\":\"" + ask
                + "\",\"A\":\"" + quantity + "00000\"}}");
        lines.add((timeMs * NS_PER_MS + 1) + " {\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":" + timeMs
                + ",\"s\":\"BTCUSDT\",\"t\":" + step + ",\"p\":\"" + trade + "\",\"q\":\"0.00100000\",\"T\":" + timeMs
                + ",\"m\":true,\"M\":true}}");
    }

    Path write(final Path file) throws IOException {
        return Files.write(file, lines);
    }
}
