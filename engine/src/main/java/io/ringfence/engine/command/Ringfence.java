package io.ringfence.engine.command;

import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.process.LastWords;
import io.ringfence.engine.process.Spool;
import io.ringfence.engine.process.StopSignal;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The process: {@code java -jar ringfence.jar COMMAND ...}. */
@Command(
        name = "ringfence",
        description = "A trading event engine for one dedicated host.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        footer = {
            "",
            "Results go to standard output, logs to standard error and data/logs.",
            "Exit status: 0 done, 1 failed or differs, 2 wrong usage or configuration."
        })
public final class Ringfence implements Runnable {
    private static final String NO_COMMAND = "ringfence";

    @Mixin
    private final StandardOptions standard = new StandardOptions();

    @CommandLine.Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Prints the version and exits.")
    private boolean version;

    @Spec
    private CommandSpec spec;

    private Ringfence() {}

    public static void main(final String[] arguments) {
        final Home home = Home.ofProcess();
        ProcessProperties.set(home, commandOf(arguments));
        Runtime.getRuntime().addShutdownHook(new Thread(Spool::awaitAll, "last-lines"));
        final StopSignal stop = new StopSignal();
        int status = ExitStatus.FAILED;
        try {
            status = commandLine(Commands.all(home, stop)).execute(arguments);
        } catch (final Throwable unexpected) {
            // An error that no job can handle; threads that are left must not keep the process.
            LastWords.say(new PrintWriter(System.err), Failures.traceOf(unexpected));
        } finally {
            stop.finished(status);
            System.exit(status);
        }
    }

    /** The command line with these commands; {@link CommandLine#execute} gives the exit status. */
    static CommandLine commandLine(final List<Object> commands) {
        final CommandLine line = new CommandLine(new Ringfence());
        commands.forEach(line::addSubcommand);
        return line.setParameterExceptionHandler(Failures::wrongUsage)
                .setExecutionExceptionHandler(Failures::failed)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static String commandOf(final String[] arguments) {
        return arguments.length > 0 && arguments[0].matches("[a-z]+") ? arguments[0] : NO_COMMAND;
    }
}
