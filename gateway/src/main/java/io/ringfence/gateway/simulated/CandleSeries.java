package io.ringfence.gateway.simulated;

import io.ringfence.journal.event.Instrument;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The candles of one length, made of played trades; the last 1,500 are kept. Stretches without trades are flat. Before them
 * lies the symbol's history, if it has one; the candle in which the market begins holds the last of it.
 */
final class CandleSeries {
    private static final int MAX_CANDLES = 1_500;

    /** Its minutes are whole. */
    private static final long SHORTEST_OF_HISTORY_MS = 60_000;

    private final long lengthMs;
    private final Deque<Candle> candles = new ArrayDeque<>();
    private final PriceHistory history;
    /** The open time of the candle in which the market began. */
    private final long beganMs;

    private boolean changed;

    /** @param history null: nothing is told before the first trade, as of candles shorter than a minute */
    CandleSeries(final long lengthMs, final PriceHistory history) {
        this.lengthMs = lengthMs;
        this.history = lengthMs < SHORTEST_OF_HISTORY_MS ? null : history;
        this.beganMs = history == null ? 0 : history.endMs() - history.endMs() % lengthMs;
        if (this.history != null) {
            candles.add(history.candle(beganMs, lengthMs));
        }
    }

    long lengthMs() {
        return lengthMs;
    }

    /** Adds a trade; candles that end before it go to {@code closed}. A late one goes to the open candle. */
    void onTrade(final Instrument instrument, final PlayedTrade trade, final Consumer<Candle> closed) {
        final long openTimeMs = trade.timeMs() - trade.timeMs() % lengthMs;
        if (candles.isEmpty()) {
            candles.add(new Candle(openTimeMs, trade.price()));
        }
        roll(openTimeMs, closed);
        candles.getLast().add(instrument, trade);
        changed = true;
    }

    /** Ends candles that are over by the clock. */
    void onTime(final long timeMs, final Consumer<Candle> closed) {
        if (!candles.isEmpty()) {
            roll(timeMs - timeMs % lengthMs, closed);
        }
    }

    /** The open candle if it changed since the last call, else null. */
    Candle takeChanged() {
        final Candle result = changed ? candles.getLast() : null;
        changed = false;
        return result;
    }

    /** The newest, oldest first. */
    List<Candle> last(final long toMs, final int limit) {
        if (candles.isEmpty()) {
            return List.of();
        }
        final long newestMs =
                Math.min(toMs - Math.floorMod(toMs, lengthMs), candles.getLast().openTimeMs());
        return from(newestMs - (limit - 1) * lengthMs, newestMs, limit);
    }

    /** Those that begin between two times, both included, oldest first. */
    List<Candle> from(final long fromMs, final long toMs, final int limit) {
        final List<Candle> found = new ArrayList<>();
        if (history != null) {
            final long first = Math.max(fromMs, history.oldestMs());
            for (long at = first + Math.floorMod(-first, lengthMs);
                    at < beganMs && at <= toMs && found.size() < limit;
                    at += lengthMs) {
                found.add(history.candle(at, lengthMs));
            }
        }
        for (final Candle candle : candles) {
            if (candle.openTimeMs() >= fromMs && candle.openTimeMs() <= toMs && found.size() < limit) {
                found.add(candle);
            }
        }
        return found;
    }

    /** A gap longer than what is kept is jumped. */
    private void roll(final long openTimeMs, final Consumer<Candle> closed) {
        final long behind = (openTimeMs - candles.getLast().openTimeMs()) / lengthMs;
        for (long i = Math.max(1, behind - MAX_CANDLES); i <= behind; i++) {
            final Candle ended = candles.getLast();
            closed.accept(ended);
            candles.add(new Candle(openTimeMs - (behind - i) * lengthMs, ended.close()));
        }
        while (candles.size() > MAX_CANDLES) {
            candles.remove();
        }
    }
}
