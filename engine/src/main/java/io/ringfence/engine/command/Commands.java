package io.ringfence.engine.command;

import io.ringfence.engine.demo.Demo;
import io.ringfence.engine.process.StopSignal;
import io.ringfence.engine.replay.Replaying;
import io.ringfence.engine.run.Running;
import java.time.Clock;
import java.util.List;

/** The commands of the process and what they run. A command whose job isn't built isn't here. */
final class Commands {
    private Commands() {}

    static List<Object> all(final Home home, final StopSignal stop) {
        return List.of(
                new DemoCommand(home, Clock.systemUTC(), options -> new Demo(System.out).run(options)),
                new RunCommand(home, options -> new Running(System.out, stop).run(options)),
                new VenueCommand(home, options -> new SimulatedVenueJob(home, stop, System.out).run(options)),
                new ReplayCommand(home, options -> new Replaying(System.out).run(options)),
                JournalCommand.in(home),
                new IndicatorsCommand());
    }
}
