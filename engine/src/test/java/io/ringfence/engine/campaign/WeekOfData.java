package io.ringfence.engine.campaign;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The long form of {@link LongRun}: days of the recorded BTCUSDT stream in segments of 1 GiB. */
public final class WeekOfData {
    private static final String RECORDING = "data/frames/usdm-btcusdt-20240808.gz";
    private static final long SEGMENT_BYTES = 1L << 30;
    private static final int USAGE = 2;

    private long days = 7;
    private long gibibytes = 8;
    private Path folder;
    private boolean json;

    private WeekOfData() {}

    /** Exit status 0 if the bound held, 1 if not, 2 for wrong usage. */
    public static void main(final String[] arguments) throws Exception {
        // What is logged must not stand between the lines that are asked for.
        final PrintStream out = System.out;
        System.setOut(System.err);
        System.exit(new WeekOfData().status(arguments, out));
    }

    private int status(final String[] arguments, final PrintStream out) throws Exception {
        try {
            parse(arguments);
        } catch (final IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            System.err.println("week-of-data: " + e.getMessage()
                    + "; use --days N (7) --retain GIB (8) --folder DIR (a new one) [--json]");
            return USAGE;
        }
        final Path home = folder == null
                ? Files.createTempDirectory("week-of-data")
                : Files.createDirectories(folder.resolve("week-of-data"));
        try {
            final Path shared = Path.of(System.getProperty(CampaignOptions.SHARED, "../../shared"));
            final Optional<Path> recording =
                    Optional.of(shared.resolve(RECORDING)).filter(Files::exists);
            final RecordedHours hours = RecordedHours.of(recording);
            System.err.printf(
                    "%s market of %d s, %,d events; %d days of it into %s, retention.size %d GiB%n",
                    recording.isPresent() ? "recorded" : "generated",
                    TimeUnit.NANOSECONDS.toSeconds(hours.durationNs()),
                    hours.events(),
                    days,
                    home,
                    gibibytes);
            final LongRun.Outcome outcome = new LongRun(
                            home, hours, SEGMENT_BYTES, gibibytes << 30, TimeUnit.HOURS.toNanos(1), false)
                    .run(TimeUnit.DAYS.toNanos(days));
            out.println(json ? json(outcome) : outcome.toString());
            return outcome.isGood() ? 0 : 1;
        } finally {
            CrashCampaign.deleteTree(home);
        }
    }

    private void parse(final String[] arguments) throws IOException {
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--days" -> days = Long.parseLong(arguments[++i]);
                case "--retain" -> gibibytes = Long.parseLong(arguments[++i]);
                case "--folder" -> folder = Path.of(arguments[++i]);
                case "--json" -> json = true;
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
    }

    private static String json(final LongRun.Outcome outcome) {
        return String.format(
                "{\"days\":%.1f,\"events\":%d,\"written_bytes\":%d,\"retained_bytes\":%d,\"most_bytes_on_disk\":%d,"
                        + "\"looks\":%d,\"damages\":%d,\"snapshot_and_tail_whole\":%b,\"elapsed_s\":%d}",
                outcome.days(),
                outcome.events(),
                outcome.writtenBytes(),
                outcome.retainedBytes(),
                outcome.mostBytes(),
                outcome.looks(),
                outcome.damages(),
                outcome.behindSnapshot(),
                TimeUnit.MILLISECONDS.toSeconds(outcome.elapsedMs()));
    }
}
