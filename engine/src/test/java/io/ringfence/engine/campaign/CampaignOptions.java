package io.ringfence.engine.campaign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a crash campaign is to do.
 *
 * @param frames recorded markets; empty: a generated one
 * @param keep   whether to leave home, journal and ledger behind even if all is well
 */
record CampaignOptions(
        int kills,
        long seed,
        String faults,
        double speed,
        List<String> frames,
        Path folder,
        boolean json,
        boolean keep) {
    static final String FAULTS =
            "drop=0.04,delay=0.08:300ms,late=0.03:300ms,duplicate=0.04,disconnect=0.01,unknown=0.03,http5xx=0.03,"
                    + "overload=0.01";
    private static final String USAGE = """
            Kills a live engine again and again, and holds its journal against the venue's ledger each time.

              --kills N      how often; default 20
              --seed S       of the moments, the market and the faults; default 1
              --faults SPEC  as of `ringfence venue --faults`; default %s
              --speed X      of the market; default 10
              --frames FILE  plays this recording of BTCUSDT instead of a generated market; the market is over when
                             the recording is, so choose kills and speed to fit
              --folder DIR   where home, journal and ledger go; default: a new folder in the system's temporary one
              --keep         leaves them there; after a violation they stay in any case
              --json         prints one JSON object, and nothing else, on standard output
            """.formatted(FAULTS);

    /** Exit status 2 with a message, or the help, where they aren't understood. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(final String message) {
            super(message);
        }
    }

    static CampaignOptions parse(final String[] arguments) throws Wrong {
        int kills = 20;
        long seed = 1;
        String faults = FAULTS;
        double speed = 10;
        final List<String> frames = new ArrayList<>();
        Path folder = null;
        boolean json = false;
        boolean keep = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--kills" -> kills = (int) number(arguments, ++i);
                case "--seed" -> seed = (long) number(arguments, ++i);
                case "--speed" -> speed = number(arguments, ++i);
                case "--faults" -> faults = text(arguments, ++i);
                case "--frames" -> frames.add(text(arguments, ++i));
                case "--folder" -> folder = Path.of(text(arguments, ++i));
                case "--json" -> json = true;
                case "--keep" -> keep = true;
                default ->
                    throw new Wrong(
                            arguments[i].equals("--help") ? USAGE : "unknown option " + arguments[i] + "\n" + USAGE);
            }
        }
        if (kills < 1 || speed <= 0) {
            throw new Wrong("--kills and --speed must be above 0");
        }
        return new CampaignOptions(kills, seed, faults, speed, frames, folder, json, keep);
    }

    private static double number(final String[] arguments, final int at) throws Wrong {
        try {
            return Double.parseDouble(text(arguments, at));
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
