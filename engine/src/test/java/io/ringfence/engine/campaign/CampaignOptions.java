package io.ringfence.engine.campaign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a crash campaign is to do.
 *
 * @param speed    of generated markets
 * @param market   which markets are played
 * @param frames   the recorded one
 * @param folder   where homes, journals and ledgers go; empty: a new folder
 * @param keep     whether to leave all that behind even if all is well, unpruned
 * @param quickJvm whether engines start with a class data archive
 * @param durability of the engines' journals
 */
record CampaignOptions(
        int kills,
        long seed,
        String faults,
        double speed,
        MarketChoice market,
        List<Path> frames,
        Optional<Path> folder,
        boolean json,
        boolean keep,
        boolean quickJvm,
        DurabilityChoice durability) {
    static final String FAULTS =
            "drop=0.04,delay=0.08:300ms,late=0.03:300ms,duplicate=0.04,disconnect=0.01,unknown=0.03,http5xx=0.03,"
                    + "overload=0.01";
    /** The folder of recordings beside the project, which is no part of it. */
    static final String SHARED = "ringfence.shared";

    private static final List<String> RECORDINGS =
            List.of("data/frames/usdm-btcusdt-20240808.gz", "data/frames/usdm-ethusdt-20240808.gz");
    private static final List<String> RECORDINGS_OF_SPOT =
            List.of("data/frames/spot-btcusdt-20240808.gz", "data/frames/spot-ethusdt-20240808.gz");
    private static final String USAGE = """
            Kills a live engine again and again, and holds its journal against the venue's ledger each time.

              --kills N      how often; default 20
              --seed S       of the moments, the markets and the faults; default 1
              --market M     generated, recorded, or both by turns; default: both if there is a recording; or spot, recorded too
              --frames FILE  a recording, of BTCUSDT or ETHUSDT, may be repeated; default: the shared ones
              --faults SPEC  as of `ringfence venue --faults`; default %s
              --speed X      of generated markets; default 10. Recorded ones are played 3 times as fast as they were
              --quick-jvm    makes a class data archive first and starts all engines with it, half a second sooner
              --durability D process, device, or both by turns; default: both
              --folder DIR   where homes, journals and ledgers go; default: a new folder in the system's temporary one
              --keep         leaves them there, and prunes nothing; after a violation they stay in any case
              --json         prints one JSON object, and nothing else, on standard output
            """.formatted(FAULTS);

    /** Which markets are played. */
    enum MarketChoice {
        GENERATED,
        RECORDED,
        BOTH,
        SPOT
    }

    /** How safe an order's cause must be before it leaves. */
    enum DurabilityChoice {
        PROCESS,
        DEVICE,
        BOTH
    }

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
        Optional<MarketChoice> market = Optional.empty();
        final List<Path> frames = new ArrayList<>();
        Optional<Path> folder = Optional.empty();
        boolean json = false;
        boolean keep = false;
        boolean quickJvm = false;
        DurabilityChoice durability = DurabilityChoice.BOTH;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--kills" -> kills = (int) number(arguments, ++i);
                case "--seed" -> seed = (long) number(arguments, ++i);
                case "--speed" -> speed = number(arguments, ++i);
                case "--faults" -> faults = text(arguments, ++i);
                case "--market" -> market = Optional.of(market(text(arguments, ++i)));
                case "--durability" -> durability = durability(text(arguments, ++i));
                case "--frames" -> frames.add(Path.of(text(arguments, ++i)));
                case "--folder" -> folder = Optional.of(Path.of(text(arguments, ++i)));
                case "--json" -> json = true;
                case "--keep" -> keep = true;
                case "--quick-jvm" -> quickJvm = true;
                default ->
                    throw new Wrong(
                            arguments[i].equals("--help") ? USAGE : "unknown option " + arguments[i] + "\n" + USAGE);
            }
        }
        if (kills < 1 || speed <= 0) {
            throw new Wrong("--kills and --speed must be above 0");
        }
        final boolean spot = market.equals(Optional.of(MarketChoice.SPOT));
        final List<Path> recordings = frames.isEmpty() ? sharedRecordings(spot) : List.copyOf(frames);
        return new CampaignOptions(
                kills,
                seed,
                faults,
                speed,
                choose(market, recordings),
                recordings,
                folder,
                json,
                keep,
                quickJvm,
                durability);
    }

    private static MarketChoice choose(final Optional<MarketChoice> asked, final List<Path> recordings) throws Wrong {
        if (recordings.isEmpty() && asked.orElse(MarketChoice.GENERATED) != MarketChoice.GENERATED) {
            throw new Wrong("--market " + asked.get() + ": there is no recording; name one with --frames");
        }
        return asked.orElse(recordings.isEmpty() ? MarketChoice.GENERATED : MarketChoice.BOTH);
    }

    private static List<Path> sharedRecordings(final boolean spot) {
        final Path shared = Path.of(System.getProperty(SHARED, "../../shared"));
        return (spot ? RECORDINGS_OF_SPOT : RECORDINGS)
                .stream().map(shared::resolve).filter(Files::exists).toList();
    }

    private static MarketChoice market(final String text) throws Wrong {
        for (final MarketChoice choice : MarketChoice.values()) {
            if (choice.name().equalsIgnoreCase(text)) {
                return choice;
            }
        }
        throw new Wrong("--market " + text + ": must be generated, recorded, both or spot");
    }

    private static DurabilityChoice durability(final String text) throws Wrong {
        for (final DurabilityChoice choice : DurabilityChoice.values()) {
            if (choice.name().equalsIgnoreCase(text)) {
                return choice;
            }
        }
        throw new Wrong("--durability " + text + ": must be process, device or both");
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
