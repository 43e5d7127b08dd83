package io.ringfence.engine.command;

import io.ringfence.engine.operator.CommandOptions;
import io.ringfence.engine.operator.OperatorCommand;
import io.ringfence.engine.process.ExitStatus;
import java.io.Console;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code command}: checks what is asked and asks back, then runs the job. */
@Command(
        name = "command",
        description = "Gives a running engine of this user a command, and prints the sequence at which it came in. Exit"
                + " status 1 if it wasn't carried out.",
        footer = {
            "",
            "pause        no new entries; a signal that still stands is entered when resumed",
            "resume       ends a pause, and what recovery held; not the kill switch",
            "",
            "The kill switch, each level with what those before it do; it stays thrown through any restart:",
            "reduce-only  no new entries, and signals given meanwhile are void",
            "cancel-all   entries under way are cancelled; protective orders stay",
            "flatten      every position is closed at market",
            "lift         lifts it, whoever threw it: a command, SIGUSR1, the file 'kill' beside the journal, a limit",
            "",
            "In all of these positions, stops and exits go on. With SYMBOL they are about that instrument alone; what stands",
            "for all is lifted or resumed without one.",
            "",
            "add SYMBOL   follows and trades that instrument, too; room for as many as spareInstruments says",
            "drop SYMBOL  opens nothing in it any more; what is held keeps its stop, and it goes when it is flat",
            "             Both stand through restarts, until the other is said.",
            "",
            "snapshot     writes a snapshot into the journal"
        })
public final class CommandCommand implements Callable<Integer> {
    private final Home home;
    private final Job<CommandOptions> job;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final StandardOptions standard = new StandardOptions();

    @Mixin
    private final JournalFolder journal = new JournalFolder();

    @Option(names = "--yes", description = "Doesn't ask back.")
    private boolean yes;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Parameters(
            index = "0",
            paramLabel = "COMMAND",
            completionCandidates = Words.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String command;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "SYMBOL",
            description = "The instrument that it is about, as in ETHUSDT; without one all.")
    private String symbol;

    /** What may stand there, for help and completion. */
    static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(OperatorCommand.values())
                    .map(OperatorCommand::text)
                    .iterator();
        }
    }

    public CommandCommand(final Home home, final Job<CommandOptions> job) {
        this.home = home;
        this.job = job;
    }

    @Override
    public Integer call() throws Exception {
        final OperatorCommand asked = OperatorCommand.named(command)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "COMMAND=" + command + ": must be one of "
                                + Arrays.stream(OperatorCommand.values())
                                        .map(OperatorCommand::text)
                                        .collect(Collectors.joining(", "))));
        checkSymbol(asked);
        final CommandOptions options =
                new CommandOptions(journal.folder(home), asked, symbol == null ? "" : symbol, json);
        if (!yes && !isConfirmed(options)) {
            spec.commandLine().getErr().println(spec.qualifiedName() + ": nothing was done");
            return ExitStatus.FAILED;
        }
        return job.run(options);
    }

    private void checkSymbol(final OperatorCommand asked) {
        if (asked.needsSymbol() && symbol == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    asked.text() + ": must say of which instrument, as in " + asked.text() + " ETHUSDT");
        }
        if (symbol != null && !(asked.takesSymbol() && symbol.matches("[A-Z0-9_]{1,32}"))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "SYMBOL=" + symbol + ": "
                            + (asked.takesSymbol()
                                    ? "must be 1 to 32 capitals, digits or _, as in ETHUSDT"
                                    : asked.text() + " is about no instrument"));
        }
    }

    private boolean isConfirmed(final CommandOptions options) {
        final Console console = System.console();
        if (console == null) {
            throw new ParameterException(
                    spec.commandLine(), "there is no terminal to ask back on: say --yes to mean it");
        }
        final String answer = console.readLine(
                "%s (%s), to the engine on journal %s: sure? [y/N] ",
                options.text(), options.command().meaning(), options.journal());
        return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
    }
}
