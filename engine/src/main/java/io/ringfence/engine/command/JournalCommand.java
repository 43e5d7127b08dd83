package io.ringfence.engine.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code journal}: the name above {@code dump}, {@code stat}, {@code verify} and {@code prune}. */
@Command(name = "journal", description = "Reads and looks after a journal.", synopsisSubcommandLabel = "COMMAND")
public final class JournalCommand implements Runnable {
    @Mixin
    private final StandardOptions standard = new StandardOptions();

    @Spec
    private CommandSpec spec;

    private JournalCommand() {}

    /** The command with its own commands. */
    public static CommandLine in(final Home home) {
        return new CommandLine(new JournalCommand())
                .addSubcommand(new JournalDumpCommand(home))
                .addSubcommand(new JournalStatCommand(home))
                .addSubcommand(new JournalVerifyCommand(home))
                .addSubcommand(new JournalPruneCommand(home));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing: dump, stat, verify or prune");
    }
}
