package io.ringfence.engine.simulation;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a simulation campaign is to do.
 *
 * @param explain print the plans, don't play them
 */
record SimulationOptions(
        long from,
        long seeds,
        long events,
        int threads,
        Path folder,
        boolean keep,
        boolean json,
        boolean explain,
        Mutant mutant) {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String USAGE = """
            Plays whole engines on simulated time, storage, network and venue, each from one seed.

              --seeds N     how many; default 100
              --from S      the first; default 1
              --events N    of each, roughly; default 100000
              --threads N   how many are played at once; default: as many as cores
              --explain S   prints what is drawn for seed S, and plays it
              --mutant M    breaks the engine, to see who notices: RESEND_BLINDLY, FORGET_FILLS, LOOSEN_STOPS,
                            SEND_UNSAFE, SKIP_LISTS, LOSE_LAST_EVENT, MISS_CROSSINGS, LEAVE_STOPS
              --folder DIR  where crashed journals lie for a moment; default: in memory, /dev/shm
              --keep        leaves the journal of a seed with violations there, for `journal dump` and the like
              --json        prints one JSON object, and nothing else, on standard output

            --every-crash, as the first option, has a session die at every event in place of all this; --every-crash --help
            """;

    /** Exit status 2 with a message, or the help, where they aren't understood. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(final String message) {
            super(message);
        }
    }

    static SimulationOptions parse(final String[] arguments) throws Wrong {
        long from = 1;
        long seeds = 100;
        long events = 100_000;
        int threads = Runtime.getRuntime().availableProcessors();
        Path folder = Files.isDirectory(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
        boolean keep = false;
        boolean json = false;
        boolean explain = false;
        Mutant mutant = Mutant.NONE;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--seeds" -> seeds = number(arguments, ++i, 1);
                case "--from" -> from = number(arguments, ++i, 0);
                case "--events" -> events = number(arguments, ++i, 100);
                case "--threads" -> threads = (int) number(arguments, ++i, 1);
                case "--folder" -> folder = Path.of(text(arguments, ++i));
                case "--mutant" -> mutant = mutant(text(arguments, ++i));
                case "--explain" -> {
                    from = number(arguments, ++i, 0);
                    seeds = 1;
                    explain = true;
                }
                case "--keep" -> keep = true;
                case "--json" -> json = true;
                default ->
                    throw new Wrong(
                            arguments[i].equals("--help") ? USAGE : "unknown option " + arguments[i] + "\n" + USAGE);
            }
        }
        return new SimulationOptions(from, seeds, events, threads, folder, keep, json, explain, mutant);
    }

    private static Mutant mutant(final String name) throws Wrong {
        try {
            return Mutant.valueOf(name);
        } catch (final IllegalArgumentException e) {
            throw new Wrong("--mutant=" + name + " is none");
        }
    }

    private static long number(final String[] arguments, final int at, final long least) throws Wrong {
        try {
            final long value = Long.parseLong(text(arguments, at));
            if (value < least) {
                throw new Wrong(arguments[at - 1] + "=" + value + " must be at least " + least);
            }
            return value;
        } catch (final NumberFormatException e) {
            throw new Wrong(arguments[at - 1] + "=" + arguments[at] + " is no number");
        }
    }

    private static String text(final String[] arguments, final int at) throws Wrong {
        if (at >= arguments.length) {
            throw new Wrong(arguments[at - 1] + " needs a value");
        }
        return arguments[at];
    }
}
