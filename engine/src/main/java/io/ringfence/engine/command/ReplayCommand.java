package io.ringfence.engine.command;

import io.ringfence.engine.breakpoint.BadExpression;
import io.ringfence.engine.breakpoint.BreakOptions;
import io.ringfence.engine.breakpoint.Breakpoint;
import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.LaneSettings;
import io.ringfence.engine.config.LayoutChoice;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.recovery.JournalReplayOptions;
import io.ringfence.engine.replay.ReplayOptions;
import io.ringfence.engine.whatif.WhatIfOptions;
import io.ringfence.journal.generation.RecordedGeneration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code replay}: checks the options, then runs the job. */
@Command(
        name = "replay",
        description = "Runs the engine again on a journal, without sending anything. Exit status 1 if --verify finds a"
                + " difference.")
public final class ReplayCommand implements Callable<Integer> {
    private final Home home;
    private final Job<ReplayOptions> job;
    private final Job<JournalReplayOptions> all;
    private final Job<BreakOptions> breaking;
    private final Job<WhatIfOptions> whatIf;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final StandardOptions standard = new StandardOptions();

    @Mixin
    private final JournalOptions journal = new JournalOptions();

    @Mixin
    private final SequenceOptions sequences = new SequenceOptions();

    @Option(
            names = "--verify",
            description =
                    "Compares every decision with the decision log, byte for byte, and reports the first difference"
                            + " with sequence, stage and field.")
    private boolean verify;

    @Option(
            names = "--layout",
            paramLabel = "NAME",
            converter = LayoutConverter.class,
            description =
                    "Lanes to replay on: auto, one, two, journal-apart or each. Default: everything on one thread, in"
                            + " step. The result is the same.")
    private LayoutChoice layout;

    @Option(
            names = "--ring-size",
            paramLabel = "N",
            description =
                    "Slots of the ring, a power of two from 4 to 65536. Default: as recorded. The result is the same.")
    private Integer ringSize;

    @Option(
            names = "--break",
            paramLabel = "EXPR",
            description =
                    "Stops at the first event where EXPR holds, and prints it with what each stage knows: 'symbol ="
                            + " BTCUSDT and trade.price > 43000.5', 'stopHit', ... 'help' lists what there is. Exit"
                            + " status 1 if it holds nowhere.")
    private String breakAt;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "What if: runs the recorded market through the matching model, under the recorded configuration"
                            + " and under this one, and prints both beside what really happened.")
    private Path config;

    @Option(
            names = "--all",
            description = "Replays all generations in order, compares all decisions, and holds what each began with"
                    + " against the end of the one before. With --json one object a generation.")
    private boolean wholeJournal;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    public ReplayCommand(
            final Home home,
            final Job<ReplayOptions> job,
            final Job<JournalReplayOptions> all,
            final Job<BreakOptions> breaking,
            final Job<WhatIfOptions> whatIf) {
        this.home = home;
        this.job = job;
        this.all = all;
        this.breaking = breaking;
        this.whatIf = whatIf;
    }

    @Override
    public Integer call() throws Exception {
        if (wholeJournal) {
            return replayAll();
        }
        if (breakAt != null) {
            alone("--break", config == null ? null : "--config");
            return breakAt();
        }
        return config == null ? replay() : whatIf();
    }

    /** @throws ParameterException if an option is given that means nothing beside {@code option} */
    private void alone(final String option, final String other) {
        final String wrong = other != null
                ? other
                : verify ? "--verify" : layout != null ? "--layout" : ringSize != null ? "--ring-size" : null;
        if (wrong != null) {
            throw new ParameterException(spec.commandLine(), option + " can't be combined with " + wrong);
        }
    }

    /** Compares anyway, so that --verify may be said or not. */
    private int replayAll() throws Exception {
        final boolean part = sequences.from() != 1 || sequences.to() != Long.MAX_VALUE;
        final boolean tuned = layout != null || ringSize != null;
        if (breakAt != null
                || config != null
                || part
                || tuned
                || journal.generation().isPresent()) {
            throw new ParameterException(spec.commandLine(), "--all takes --journal, --verify and --json only");
        }
        return all.run(new JournalReplayOptions(journal.begun(home), json));
    }

    private int breakAt() throws Exception {
        if (breakAt.equals("help")) {
            Breakpoint.printHelp(spec.commandLine().getOut());
            spec.commandLine().getOut().flush();
            return ExitStatus.DONE;
        }
        try {
            final Breakpoint breakpoint = Breakpoint.of(breakAt);
            final RecordedGeneration generation = journal.recorded(home);
            return breaking.run(new BreakOptions(
                    journal.folder(home),
                    generation.epoch(),
                    breakpoint,
                    sequences.from(generation),
                    sequences.to(),
                    json));
        } catch (final BadExpression bad) {
            final PrintWriter err = spec.commandLine().getErr();
            err.println(spec.qualifiedName() + ": --break: " + bad.getMessage());
            err.flush();
            return ExitStatus.USAGE;
        }
    }

    private int whatIf() throws Exception {
        alone("--config", null);
        final RecordedGeneration generation = journal.recorded(home);
        return whatIf.run(new WhatIfOptions(
                journal.folder(home),
                generation.epoch(),
                ConfigLoader.load(config),
                config.toString(),
                sequences.from(generation),
                sequences.to(),
                json));
    }

    private int replay() throws Exception {
        final long to = sequences.to();
        final OptionalInt slots = ringSize();
        final RecordedGeneration generation = journal.recorded(home);
        return job.run(new ReplayOptions(
                journal.folder(home),
                generation.epoch(),
                verify,
                sequences.from(generation),
                to,
                Optional.ofNullable(layout),
                slots,
                json));
    }

    private OptionalInt ringSize() {
        if (ringSize == null) {
            return OptionalInt.empty();
        }
        try {
            LaneSettings.checkRingSize("--ring-size", ringSize);
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return OptionalInt.of(ringSize);
    }

    private static final class LayoutConverter implements ITypeConverter<LayoutChoice> {
        @Override
        public LayoutChoice convert(final String text) {
            try {
                return LayoutChoice.valueOf(text);
            } catch (final IllegalArgumentException e) {
                throw new TypeConversionException(
                        "'" + text + "' must be one of " + String.join(", ", LayoutChoice.names()));
            }
        }
    }
}
