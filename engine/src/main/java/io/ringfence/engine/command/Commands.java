package io.ringfence.engine.command;

import io.ringfence.engine.breakpoint.Breaking;
import io.ringfence.engine.demo.Demo;
import io.ringfence.engine.history.Trades;
import io.ringfence.engine.history.Why;
import io.ringfence.engine.operator.Commanding;
import io.ringfence.engine.process.StopSignal;
import io.ringfence.engine.recovery.JournalReplay;
import io.ringfence.engine.replay.Replaying;
import io.ringfence.engine.run.Running;
import io.ringfence.engine.snapshot.OfflineSnapshot;
import io.ringfence.engine.view.Scan;
import io.ringfence.engine.view.Stat;
import io.ringfence.engine.view.Top;
import io.ringfence.engine.whatif.WhatIf;
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
                new ReplayCommand(
                        home,
                        options -> new Replaying(System.out).run(options),
                        options -> new JournalReplay(System.out).run(options),
                        options -> new Breaking(System.out).run(options),
                        options -> new WhatIf(System.out).run(options)),
                new WhyCommand(home, options -> new Why(System.out, System.err).run(options)),
                new TradesCommand(home, options -> new Trades(System.out, System.err).run(options)),
                new CommandCommand(home, options -> new Commanding(System.out, System.err).run(options)),
                new ScanCommand(home, options -> new Scan(System.out, System.err).run(options)),
                new StatCommand(home, options -> new Stat(System.out, System.err).run(options)),
                new TopCommand(home, options -> new Top(System.in, System.out, System.err, Top.isDumb()).run(options)),
                new SnapshotCommand(home, options -> new OfflineSnapshot(System.out, System.err).run(options)),
                JournalCommand.in(home),
                new IndicatorsCommand(),
                new StopsCommand());
    }
}
