package io.ringfence.benchmarks.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What a thread that only looks at the clock notices of everything else on the machine, before anything is measured.
 *
 * @param lostShare   of the time, in gaps above 20 us, 0 to 1: interrupts, other programs, the host
 * @param longestNs   gap
 * @param foreignShare of all cores' time, taken by other programs and by the host, 0 to 1; NaN if unknown
 * @param hop         between the first two cores
 */
public record MachineCheck(double lostShare, long longestNs, double foreignShare, PingPong.Result hop) {
    /** A timer tick in a virtual machine costs up to a fortieth. */
    private static final double NOISY_LOST = 0.05;

    private static final double UNBELIEVABLE_LOST = 0.15;
    private static final double NOISY_FOREIGN = 0.05;
    private static final double UNBELIEVABLE_FOREIGN = 0.25;
    private static final long GAP_NS = 20_000;
    private static final long LONG_GAP_NS = TimeUnit.MILLISECONDS.toNanos(1);

    /** What a run on it is worth. */
    public enum Verdict {
        QUIET,
        /** The middle of distributions is sharp, their tails aren't. */
        NOISY,
        /** Don't compare anything with it. */
        TOO_NOISY
    }

    /** Takes {@code forNanos} for each core. Called from the driver's thread, which it moves about. */
    public static MachineCheck run(final Cores cores, final long forNanos) throws InterruptedException {
        final CpuTimes before = CpuTimes.read();
        long lost = 0;
        long longest = 0;
        for (int place = 0; place < cores.count(); place++) {
            cores.pin(place);
            final Gaps gaps = Gaps.watch(forNanos);
            lost += gaps.lostNs;
            longest = Math.max(longest, gaps.longestNs);
        }
        final double foreign = CpuTimes.read().foreignShareSince(before);
        cores.pin(0);
        final PingPong.Result hop = PingPong.measure(cores);
        Cores.release();
        return new MachineCheck((double) lost / (forNanos * cores.count()), longest, foreign, hop);
    }

    public Verdict verdict() {
        if (lostShare > UNBELIEVABLE_LOST || foreignShare > UNBELIEVABLE_FOREIGN) {
            return Verdict.TOO_NOISY;
        }
        return lostShare > NOISY_LOST || foreignShare > NOISY_FOREIGN || longestNs > 10 * LONG_GAP_NS
                ? Verdict.NOISY
                : Verdict.QUIET;
    }

    @Override
    public String toString() {
        return String.format(
                "%s: %.1f %% of the time lost in gaps, the longest %.2f ms; other programs and the host take %.0f %%;"
                        + " %.0f ns between two cores (%s)",
                switch (verdict()) {
                    case QUIET -> "quiet";
                    case NOISY -> "noisy: believe the middle of distributions, not their tails";
                    case TOO_NOISY -> "TOO NOISY TO BELIEVE";
                },
                100 * lostShare,
                longestNs / 1e6,
                100 * foreignShare,
                hop.oneWayNanos(),
                hop.distance());
    }

    /** What the clock skipped. */
    private record Gaps(long lostNs, long longestNs) {
        static Gaps watch(final long forNanos) {
            final long end = System.nanoTime() + forNanos;
            long lost = 0;
            long longest = 0;
            long last = System.nanoTime();
            while (last < end) {
                final long now = System.nanoTime();
                final long gap = now - last;
                if (gap > GAP_NS) {
                    lost += gap;
                    longest = Math.max(longest, gap);
                }
                last = now;
            }
            return new Gaps(lost, longest);
        }
    }

    /** In ticks of the kernel: all cores together, and this process. */
    record CpuTimes(long total, long idle, long own) {
        private static final Path ALL = Path.of("/proc/stat");
        private static final Path OWN = Path.of("/proc/self/stat");
        private static final int IDLE = 3;
        private static final int IO_WAIT = 4;
        private static final int FIELDS = 8;
        private static final int USER_AFTER_NAME = 11;

        static CpuTimes read() {
            if (!Files.exists(ALL)) {
                return new CpuTimes(0, 0, 0);
            }
            try {
                return of(Files.readString(ALL), Files.readString(OWN));
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static CpuTimes of(final String stat, final String selfStat) {
            final String[] words = stat.lines().findFirst().orElseThrow().trim().split(" +");
            long total = 0;
            for (int field = 0; field < FIELDS; field++) {
                total += Long.parseLong(words[field + 1]);
            }
            final long idle = Long.parseLong(words[IDLE + 1]) + Long.parseLong(words[IO_WAIT + 1]);
            final String[] own =
                    selfStat.substring(selfStat.lastIndexOf(')') + 2).split(" ");
            return new CpuTimes(
                    total, idle, Long.parseLong(own[USER_AFTER_NAME]) + Long.parseLong(own[USER_AFTER_NAME + 1]));
        }

        double foreignShareSince(final CpuTimes before) {
            final long passed = total - before.total;
            final long used = passed - (idle - before.idle);
            return passed == 0 ? Double.NaN : Math.max(0, (double) (used - (own - before.own)) / passed);
        }
    }
}
