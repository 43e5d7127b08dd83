package io.ringfence.gateway.frames;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * A market of our own in the shapes of USD-M: trades, quotes, depth with an unbroken chain of ids, a depth snapshot per
 * symbol 0.2 s after the start. Each instrument wanders between calm, rises and falls of several seconds, bursts of
 * 1,500 steps a second, and silence, so that averages over seconds cross several times a minute. The same seed and
 * number of instruments give the same frames, byte for byte, on every JDK; a longer run begins with a shorter one.
 *
 * <p>Names: BTCUSDT, ETHUSDT, SOLUSDT, XRPUSDT, then SIM005USDT and so on. Nothing in it is a forecast of anything.
 */
public final class GeneratedMarket implements FrameSource {
    /** When every generated market begins: 2023-11-14 22:13:20 UTC. */
    public static final long START_TIME_NS = 1_700_000_000_000_000_000L;

    /** For {@code seconds}: the market never ends. */
    public static final int ENDLESS = 0;

    public static final int MAX_INSTRUMENTS = 512;

    private final List<FramedSymbol> symbols;
    private final PriorityQueue<GeneratedInstrument> byNextTime;
    private final ToldFrames told = new ToldFrames();
    private final long endTimeNs;
    private final String name;
    private long count;

    /**
     * @param instruments 1 to 512
     * @param seconds     how long, or {@link #ENDLESS}
     */
    public GeneratedMarket(final long seed, final int instruments, final int seconds) {
        require(instruments >= 1 && instruments <= MAX_INSTRUMENTS, "instruments", instruments);
        require(seconds >= 0, "seconds", seconds);
        name = "generated market seed=" + seed;
        endTimeNs = seconds == ENDLESS ? Long.MAX_VALUE : START_TIME_NS + seconds * 1_000_000_000L;
        final SeededRandom random = new SeededRandom(seed);
        final UpdateIds ids = new UpdateIds(new SeededRandom(random.nextLong()));
        final List<GeneratedInstrument> all = IntStream.range(0, instruments)
                .mapToObj(i -> {
                    final SeededRandom own = new SeededRandom(random.nextLong());
                    return new GeneratedInstrument(GeneratedSymbol.at(i, own), own, ids, START_TIME_NS);
                })
                .toList();
        symbols = all.stream().map(instrument -> instrument.symbol().framed()).toList();
        byNextTime = new PriorityQueue<>(Comparator.comparingLong(GeneratedInstrument::nextTimeNs)
                .thenComparing(instrument -> instrument.symbol().symbol()));
        byNextTime.addAll(all);
    }

    @Override
    public List<FramedSymbol> symbols() {
        return symbols;
    }

    @Override
    public long startTimeNs() {
        return START_TIME_NS;
    }

    @Override
    public Frame next() {
        Frame frame = told.next();
        while (frame == null && byNextTime.peek().nextTimeNs() < endTimeNs) {
            final GeneratedInstrument instrument = byNextTime.remove();
            instrument.step(told);
            byNextTime.add(instrument);
            frame = told.next();
        }
        if (frame != null) {
            frame.place(name, ++count);
        }
        return frame;
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    private static void require(final boolean holds, final String name, final long value) {
        if (!holds) {
            throw new IllegalArgumentException("generated market: " + name + "=" + value + " is out of range");
        }
    }
}
