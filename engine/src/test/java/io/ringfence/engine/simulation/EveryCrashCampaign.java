package io.ringfence.engine.simulation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The long form of {@code EveryCrashTest}: each event of both sessions, each byte of their last records, in parts if wanted. */
public final class EveryCrashCampaign {
    private static final int WRONG_USAGE = 2;
    private static final int PART = 250;
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String USAGE = """
            Has a busy session die at every event of it, and within every byte of its last records, in three ways to tear one, and
            compares what comes back with the run that went on.

              --session S   simulated or recorded; default: both
              --from R      the first event; default 0
              --to R        the last; default: the session's last
              --stride N    every Nth of them; default 1
              --torn N      so many last events are torn in every byte; default 20
              --folder DIR  where crashed journals lie for a moment; default: in memory, /dev/shm
            """;

    private final PrintStream out;
    private String session = "both";
    private int from;
    private int to = Integer.MAX_VALUE;
    private int stride = 1;
    private int torn = 20;
    private Path folder = Files.isDirectory(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));

    EveryCrashCampaign(final PrintStream out) {
        this.out = out;
    }

    /** Exit status 0 without violations, 1 with, 2 for wrong usage. */
    public static void main(final String[] arguments) throws IOException {
        final EveryCrashCampaign campaign = new EveryCrashCampaign(System.out);
        final String wrong = campaign.take(arguments);
        if (wrong != null) {
            System.err.println(wrong + System.lineSeparator() + USAGE);
            System.exit(WRONG_USAGE);
            return;
        }
        SimulationCampaign.quiet();
        System.exit(campaign.run() ? 0 : 1);
    }

    /** Null, or what isn't understood. */
    String take(final String[] arguments) {
        for (int i = 0; i < arguments.length; i += 2) {
            if (arguments[i].equals("--help")) {
                return "";
            }
            if (i + 1 == arguments.length) {
                return arguments[i] + " needs a value";
            }
            final String wrong = take(arguments[i], arguments[i + 1]);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private String take(final String name, final String value) {
        try {
            switch (name) {
                case "--session" -> session = value;
                case "--from" -> from = number(value, 0);
                case "--to" -> to = number(value, 0);
                case "--stride" -> stride = number(value, 1);
                case "--torn" -> torn = number(value, 0);
                case "--folder" -> folder = Path.of(value);
                default -> {
                    return "unknown option " + name;
                }
            }
        } catch (final NumberFormatException e) {
            return name + "=" + value + " is no number from " + (name.equals("--stride") ? 1 : 0) + " on";
        }
        return session.matches("simulated|recorded|both") ? null : "--session=" + session + " is none";
    }

    private static int number(final String text, final int least) {
        final int value = Integer.parseInt(text);
        if (value < least) {
            throw new NumberFormatException(text);
        }
        return value;
    }

    /** Returns whether nothing was wrong. */
    boolean run() throws IOException {
        boolean clean = true;
        if (!session.equals("recorded")) {
            clean = play("simulated", Files.createTempDirectory(folder, "every-crash"));
        }
        if (session.equals("both") && !Files.exists(recording())) {
            out.println("recorded session: left out, there is no " + recording());
        } else if (!session.equals("simulated")) {
            clean &= play("recorded", Files.createTempDirectory(folder, "every-crash"));
        }
        return clean;
    }

    private static Path recording() {
        return Path.of(System.getProperty("ringfence.shared", "../../shared")).resolve(CrashSessions.RECORDING);
    }

    private boolean play(final String name, final Path place) throws IOException {
        final EveryCrash crashes =
                name.equals("simulated") ? CrashSessions.simulated(place) : CrashSessions.recorded(recording(), place);
        final int last = Math.min(to, crashes.records());
        out.println(name + " session: " + crashes.records() + " events, " + crashes.decisions() + " with decisions, "
                + crashes.segments() + " segments, " + crashes.snapshots() + " snapshots");
        final Violations violations = new Violations();
        final long beganNanos = System.nanoTime();
        for (int part = from; part <= last && !violations.any(); part += PART * stride) {
            crashes.atEvents(part, Math.min(last, part + (PART - 1) * stride), stride, violations);
            out.println("  died behind event " + Math.min(last, part + (PART - 1) * stride) + ": " + crashes.crashes()
                    + " crashes, " + (System.nanoTime() - beganNanos) / 1_000_000_000 + " s");
        }
        if (!violations.any() && torn > 0) {
            crashes.atBytes(torn, 1, violations);
        }
        CrashSite.delete(place);
        violations.all().forEach(violation -> out.println("VIOLATION " + violation));
        out.println("  " + crashes.crashes() + " crashes, " + violations.all().size() + " violations, "
                + (System.nanoTime() - beganNanos) / 1_000_000_000 + " s");
        return !violations.any();
    }
}
