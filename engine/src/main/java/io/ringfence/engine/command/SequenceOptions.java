package io.ringfence.engine.command;

import io.ringfence.journal.generation.RecordedGeneration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** A range of sequences, both ends included. */
final class SequenceOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--from",
            paramLabel = "N",
            defaultValue = "1",
            description = "The first sequence of interest, 1 and up. Default: ${DEFAULT-VALUE}.")
    private long from;

    @Option(
            names = "--to",
            paramLabel = "N",
            description = "The last sequence of interest. Default: the last there is.")
    private Long to;

    /** @throws ParameterException if it is below 1. */
    long from() {
        if (from < 1) {
            throw new ParameterException(spec.commandLine(), "--from=" + from + ": must be 1 or more");
        }
        return from;
    }

    /** The same, within what a sealed generation has; how far one without a seal goes is known only when it is read. */
    long from(final RecordedGeneration generation) {
        final long first = from();
        // A crash may have cost the events of the last decisions.
        generation
                .seal()
                .map(seal ->
                        Math.max(seal.events().lastSequence(), seal.decisions().lastSequence()))
                .ifPresent(last -> {
                    if (first > Math.max(last, 1)) {
                        throw new ParameterException(
                                spec.commandLine(),
                                "--from=" + first + ": generation " + generation.epoch() + " ends with sequence "
                                        + last);
                    }
                });
        return first;
    }

    /** {@link Long#MAX_VALUE} if not given. @throws ParameterException if it is below {@link #from}. */
    long to() {
        if (to == null) {
            return Long.MAX_VALUE;
        }
        if (to < from) {
            throw new ParameterException(spec.commandLine(), "--to=" + to + ": must not be below --from=" + from);
        }
        return to;
    }
}
