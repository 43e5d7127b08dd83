package io.ringfence.engine.command;

import picocli.CommandLine.Option;

/** What every command understands. */
final class StandardOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Prints this help and exits.")
    private boolean help;

    @Option(names = "--verbose", description = "With a failure, also prints where in the program it happened.")
    private boolean verbose;

    boolean verbose() {
        return verbose;
    }
}
