package io.ringfence.benchmarks.rig;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;

/**
 * A word that two cores hand to each other, release and acquire: how far apart the host has put them at present. The host
 * may move them from one second to the next, so this is taken beside every slice.
 */
public final class PingPong {
    private static final VarHandle WORD;
    private static final int BATCHES = 20;
    private static final int TRIPS = 500;
    private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long END = Long.MIN_VALUE;
    private static final int HANDS = 2;
    private static final int LOOK_AT_CLOCK = 0xFFF;
    /** The line before, the word, the line behind. */
    private static final int PADDED = 32;

    private static final int AT = 16;

    static {
        WORD = MethodHandles.arrayElementVarHandle(long[].class);
    }

    /** Where the host has put two cores. */
    public enum Distance {
        NEAR,
        BETWEEN,
        FAR,
        /** One core, or it took too long. */
        UNKNOWN
    }

    /** @param oneWayNanos median of batches, half a round trip; NaN if it wasn't taken */
    public record Result(double oneWayNanos) {
        public static final Result NONE = new Result(Double.NaN);
        private static final double NEAR_BELOW_NS = 100;
        private static final double FAR_ABOVE_NS = 150;

        public Distance distance() {
            if (Double.isNaN(oneWayNanos)) {
                return Distance.UNKNOWN;
            }
            if (oneWayNanos < NEAR_BELOW_NS) {
                return Distance.NEAR;
            }
            return oneWayNanos > FAR_ABOVE_NS ? Distance.FAR : Distance.BETWEEN;
        }
    }

    private final long[] word = new long[PADDED];

    private PingPong() {}

    /** Between the calling thread, which is pinned to the first core, and one of its own on the second. */
    public static Result measure(final Cores cores) throws InterruptedException {
        if (cores.count() < HANDS) {
            return Result.NONE;
        }
        final PingPong table = new PingPong();
        final Thread other = new Thread(
                () -> {
                    cores.pin(1);
                    table.answer();
                },
                "rig-pong");
        other.setDaemon(true);
        other.start();
        final double nanos = table.play();
        WORD.setRelease(table.word, AT, END);
        other.join();
        return new Result(nanos);
    }

    private void answer() {
        long seen = 0;
        while (seen != END) {
            final long now = (long) WORD.getAcquire(word, AT);
            if (now > seen) {
                WORD.setRelease(word, AT, -now);
            }
            seen = now == END ? END : Math.max(seen, now);
        }
    }

    private double play() {
        final double[] batches = new double[BATCHES];
        final long limit = System.nanoTime() + LIMIT_NANOS;
        long trip = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            final long start = System.nanoTime();
            for (int i = 0; i < TRIPS; i++) {
                trip++;
                WORD.setRelease(word, AT, trip);
                int spins = 0;
                while ((long) WORD.getAcquire(word, AT) != -trip) {
                    if ((++spins & LOOK_AT_CLOCK) == 0 && System.nanoTime() > limit) {
                        return Double.NaN;
                    }
                }
            }
            batches[batch] = (System.nanoTime() - start) / (double) (HANDS * TRIPS);
        }
        return Median.of(batches);
    }
}
