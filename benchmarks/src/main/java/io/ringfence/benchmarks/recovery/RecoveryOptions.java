package io.ringfence.benchmarks.recovery;

import java.nio.file.Path;
import java.util.Locale;

/**
 * What a recovery benchmark is to do.
 *
 * @param home   the folder that holds scripts/ and config/
 * @param before events before the snapshot
 * @param tail   events behind it, at least
 * @param starts of the killed engine's journal, each from a fresh copy
 */
record RecoveryOptions(Path home, long before, long tail, int starts, long seed, Path folder, boolean json) {
    private static final String USAGE = """
            Kills an engine with open positions some time after a snapshot, starts it again and again, and prints how long
            it took until it was guarded.

              --tail N       events behind the snapshot, at least; default 1000000
              --before N     events before it, at least; default 200000
              --starts N     how often the killed engine is started again; default 5
              --seed S       of the market; default 1
              --folder DIR   where journals and what is printed go; default: a new one in the system's temporary folder
              --json         prints one JSON object, and nothing else, on standard output
            """;

    /** Not understood, or the help. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(final String message) {
            super(message);
        }
    }

    static RecoveryOptions parse(final Path home, final String[] arguments) throws Wrong {
        RecoveryOptions options = new RecoveryOptions(home, 200_000, 1_000_000, 5, 1, null, false);
        for (int i = 0; i < arguments.length; i++) {
            final String name = arguments[i].toLowerCase(Locale.ROOT);
            if (name.equals("--json")) {
                options = options.with(name, "");
            } else if (i + 1 < arguments.length) {
                options = options.with(name, arguments[++i]);
            } else {
                throw new Wrong(
                        name.equals("--help") ? USAGE : arguments[i] + " is unknown or needs a value\n" + USAGE);
            }
        }
        return options;
    }

    private RecoveryOptions with(final String name, final String value) throws Wrong {
        return switch (name) {
            case "--tail" -> new RecoveryOptions(home, before, number(name, value), starts, seed, folder, json);
            case "--before" -> new RecoveryOptions(home, number(name, value), tail, starts, seed, folder, json);
            case "--starts" -> new RecoveryOptions(home, before, tail, (int) number(name, value), seed, folder, json);
            case "--seed" -> new RecoveryOptions(home, before, tail, starts, number(name, value), folder, json);
            case "--folder" -> new RecoveryOptions(home, before, tail, starts, seed, Path.of(value), json);
            case "--json" -> new RecoveryOptions(home, before, tail, starts, seed, folder, true);
            default -> throw new Wrong("unknown option " + name + "\n" + USAGE);
        };
    }

    private static long number(final String name, final String value) throws Wrong {
        try {
            final long number = Long.parseLong(value);
            if (number > 0) {
                return number;
            }
        } catch (final NumberFormatException e) {
            // Said below.
        }
        throw new Wrong(name + "=" + value + " is no number above 0");
    }
}
