package io.ringfence.engine.command;

import io.ringfence.engine.history.OrderKey;
import io.ringfence.engine.history.WhyOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code why}: checks what was given as an order's id, then runs the job. */
@Command(
        name = "why",
        description = "Prints why an order was made and what became of it: event, indicators, signal or stop, refusals,"
                + " order, answers, fills. Searches all generations. Exit status 1 if there is no such order.")
public final class WhyCommand implements Callable<Integer> {
    private final Home home;
    private final Job<WhyOptions> job;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final StandardOptions standard = new StandardOptions();

    @Mixin
    private final JournalFolder journal = new JournalFolder();

    @Option(names = "--json", description = "Prints one JSON object, with every record whole.")
    private boolean json;

    @Parameters(
            paramLabel = "ORDER_ID",
            description = "The client order id (26 characters), or epoch:sequence or epoch:sequence:index of its"
                    + " decision.")
    private String order;

    public WhyCommand(final Home home, final Job<WhyOptions> job) {
        this.home = home;
        this.job = job;
    }

    @Override
    public Integer call() throws Exception {
        final OrderKey key = OrderKey.parse(order)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "ORDER_ID=" + order + ": is neither an id of 26 letters and digits nor"
                                + " epoch:sequence[:index]"));
        return job.run(new WhyOptions(journal.begun(home), key, json));
    }
}
