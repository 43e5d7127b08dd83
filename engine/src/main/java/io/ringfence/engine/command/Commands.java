package io.ringfence.engine.command;

import java.util.List;

/** The commands of the process and what they run. A command whose job isn't built isn't here. */
final class Commands {
    private Commands() {}

    static List<Object> all(final Home home, final StopSignal stop) {
        return List.of(
                new VenueCommand(home, options -> new SimulatedVenueJob(home, stop, System.out).run(options)),
                JournalCommand.in(home));
    }
}
