package io.ringfence.benchmarks.subject;

import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.RunQueue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The engine over its two sockets, holding a position with a trailing stop: a round trip is from the first byte of the
 * quote that crosses the stop to the last byte of the exit. Before each, quotes open a position and move its stop; long and short in turn.
 */
public final class StoppedEngine implements Answerer {
    private static final long PRICE = 60_000;
    private static final long UNITS =
            (long) Math.pow(10, Market.generated(1, 1).instruments().get(0).priceScale());
    /** Of the price: what moves the stop, and what then crosses it, 0.5 % behind. */
    private static final long MOVE = PRICE / 500;

    private static final long CROSS = PRICE / 125;
    private static final long PAUSE_NS = 100_000;

    /** What opens a position, what moves its stop, what crosses it. */
    private record Turn(byte[] opens, byte[] moves, byte[] crosses) {
        static Turn of(final int side) {
            return new Turn(quote(PRICE), quote(PRICE + side * MOVE), quote(PRICE + side * MOVE - side * CROSS));
        }
    }

    private final WiredEngine engine;
    private final List<Turn> turns = Stream.of(1, -1).map(Turn::of).toList();
    private int next;

    /** @param journal the folder for its logs; empty: nothing is recorded */
    public StoppedEngine(final Cores cores, final Optional<Path> journal) throws IOException {
        engine = new WiredEngine(cores, journal, RigSettings.enteringAt(PRICE * UNITS));
    }

    private static byte[] quote(final long price) {
        return ("{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"e\":\"bookTicker\",\"u\":1,\"s\":\"BTCUSDT\",\"b\":\""
                        + price
                        + ".00\",\"B\":\"5.000\",\"a\":\"" + price
                        + ".10\",\"A\":\"5.000\",\"T\":1700000000000,\"E\":1700000000000}}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public long roundTrip() throws IOException {
        final Turn turn = turns.get(next);
        next = 1 - next;
        if (engine.roundTrip(turn.opens()) == Wire.LOST) {
            return Wire.LOST;
        }
        pause();
        engine.tell(turn.moves());
        pause();
        final long reaction = engine.roundTrip(turn.crosses());
        pause();
        return reaction;
    }

    /** Until the engine has done what the quote before was for. */
    private static void pause() {
        final long until = System.nanoTime() + PAUSE_NS;
        while (System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
    }

    /** Orders so far, two for each round trip. */
    public long orders() {
        return engine.orders();
    }

    @Override
    public void begin() throws IOException {
        engine.begin();
    }

    @Override
    public void end() {
        engine.end();
    }

    @Override
    public RunQueue runQueue() {
        return engine.runQueue();
    }

    @Override
    public void close() {
        engine.close();
    }
}
