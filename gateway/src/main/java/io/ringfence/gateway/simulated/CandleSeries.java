package io.ringfence.gateway.simulated;

import io.ringfence.journal.event.Instrument;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The candles of one length, made of played trades; the last 1,000 are kept. Stretches without trades are flat. */
final class CandleSeries {
    private static final int MAX_CANDLES = 1_000;

    private final long lengthMs;
    private final Deque<Candle> candles = new ArrayDeque<>();
    private boolean changed;

    CandleSeries(final long lengthMs) {
        this.lengthMs = lengthMs;
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

    /** Oldest first. */
    List<Candle> last(final int limit) {
        return candles.stream().skip(Math.max(0, candles.size() - limit)).toList();
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
