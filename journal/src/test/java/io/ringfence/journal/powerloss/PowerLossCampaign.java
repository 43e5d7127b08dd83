package io.ringfence.journal.powerloss;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The long form, started by {@code scripts/power-loss-campaign --cases N --seed S [--json]}. */
public final class PowerLossCampaign {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private int cases = 20_000;
    private long seed = System.currentTimeMillis();
    private boolean json;

    private PowerLossCampaign(final String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--cases" -> cases = Integer.parseInt(arguments[++i]);
                case "--seed" -> seed = Long.parseLong(arguments[++i]);
                case "--json" -> json = true;
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
    }

    public static void main(final String[] arguments) throws IOException {
        System.exit(status(arguments));
    }

    private static int status(final String[] arguments) throws IOException {
        try {
            return new PowerLossCampaign(arguments).run();
        } catch (final IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            System.err.println("power-loss-campaign: " + e.getMessage() + "; use --cases N --seed S [--json]");
            return USAGE;
        }
    }

    /** In memory where there is a file system for that: what a real disk forces is not what is judged here. */
    private int run() throws IOException {
        final Path work = Files.isWritable(MEMORY)
                ? Files.createTempDirectory(MEMORY, "power-loss")
                : Files.createTempDirectory("power-loss");
        try {
            System.err.println("power-loss-campaign: cases=" + cases + " seed=" + seed);
            final PowerLoss.Outcome outcome = PowerLoss.run(work, cases, seed);
            System.out.println(json ? json(outcome) : outcome.toString());
            return outcome.violations() == 0 ? 0 : FAILED;
        } finally {
            delete(work);
        }
    }

    private static String json(final PowerLoss.Outcome outcome) {
        return String.format(
                "{\"cases\":%d,\"seed\":%d,\"runs\":%d,\"moments\":%d,\"named\":%d,\"lost\":%d,\"violations\":%d}",
                outcome.cases(),
                outcome.seed(),
                outcome.runs(),
                outcome.moments(),
                outcome.named(),
                outcome.lost(),
                outcome.violations());
    }

    private static void delete(final Path folder) throws IOException {
        final List<Path> paths;
        try (Stream<Path> tree = Files.walk(folder)) {
            paths = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (final Path path : paths) {
            Files.delete(path);
        }
    }
}
