package io.ringfence.engine.command;

import io.ringfence.engine.config.LaneSettings;
import io.ringfence.engine.config.LayoutChoice;
import io.ringfence.engine.replay.ReplayOptions;
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

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    public ReplayCommand(final Home home, final Job<ReplayOptions> job) {
        this.home = home;
        this.job = job;
    }

    @Override
    public Integer call() throws Exception {
        final long from = sequences.from();
        final long to = sequences.to();
        final OptionalInt slots = ringSize();
        return job.run(new ReplayOptions(
                journal.journal(home),
                journal.recorded(home).epoch(),
                verify,
                from,
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
