package io.ringfence.engine.history;

import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.process.Terminal;
import io.ringfence.journal.generation.Journal;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The job behind {@code why}: looks for an order in all generations, and tells its story. */
public final class Why {
    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal = Terminal.ofProcess();
    private final Set<String> damages = new LinkedHashSet<>();

    /** @param err told of damaged logs */
    public Why(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Returns {@link ExitStatus#FAILED} if there is no such order, or a log on the way to it is damaged. */
    public int run(final WhyOptions options) throws IOException {
        try (Journal journal = Journal.reading(options.journal())) {
            return run(journal, options);
        } finally {
            terminal.clear();
        }
    }

    private int run(final Journal journal, final WhyOptions options) throws IOException {
        final List<Integer> epochs = journal.epochs();
        final int home = epochs.indexOf(options.order().epoch());
        if (home < 0) {
            return unknown(
                    options, epochs, "there is no generation " + options.order().epoch());
        }
        OrderStory story = tell(journal, options.order(), epochs.subList(home, home + 1));
        if (!story.isFound()) {
            return runDisaster(journal, options, epochs, home);
        }
        for (int first = home - 1; first >= 0 && !story.isWhole(); first--) {
            story = tell(journal, options.order(), epochs.subList(first, home + 1));
        }
        for (int later = home + 1; later < epochs.size() && !story.isDone(); later++) {
            walk(journal, epochs.get(later), story);
        }
        terminal.clear();
        print(story, options.json());
        return status();
    }

    /** The same for a stop at the venue, whose id is of the same kind. */
    private int runDisaster(final Journal journal, final WhyOptions options, final List<Integer> epochs, final int home)
            throws IOException {
        DisasterStory story = tellDisaster(journal, options.order(), epochs.subList(home, home + 1));
        if (!story.isFound()) {
            return unknown(options, epochs, "generation " + options.order().epoch() + " decided no such order");
        }
        for (int first = home - 1; first >= 0 && !story.isWhole(); first--) {
            story = tellDisaster(journal, options.order(), epochs.subList(first, home + 1));
        }
        for (int later = home + 1; later < epochs.size() && !story.isDone(); later++) {
            walk(journal, epochs.get(later), story);
        }
        terminal.clear();
        final DisasterPrinter printer = new DisasterPrinter(story);
        if (options.json()) {
            out.println(printer.json());
        } else {
            printer.printText(out);
        }
        return status();
    }

    private int status() {
        damages.forEach(damage -> err.println("ringfence why: " + damage));
        return damages.isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private DisasterStory tellDisaster(final Journal journal, final OrderKey order, final List<Integer> epochs) {
        final DisasterStory story = new DisasterStory(order);
        epochs.forEach(epoch -> walk(journal, epoch, story));
        return story;
    }

    private OrderStory tell(final Journal journal, final OrderKey order, final List<Integer> epochs) {
        final OrderStory story = new OrderStory(order);
        epochs.forEach(epoch -> walk(journal, epoch, story));
        return story;
    }

    private void walk(final Journal journal, final int epoch, final HistoryListener story) {
        terminal.show("reading generation " + epoch + " ...");
        GenerationWalk.walk(journal.read(epoch), story).ifPresent(damages::add);
    }

    private void print(final OrderStory story, final boolean json) throws IOException {
        final StoryPrinter printer = new StoryPrinter(story);
        if (json) {
            out.println(printer.json());
        } else {
            printer.printText(out);
        }
    }

    private int unknown(final WhyOptions options, final List<Integer> epochs, final String why) {
        terminal.clear();
        err.println("ringfence why: no order " + options.order() + " in journal " + options.journal() + ": " + why
                + "; generations searched: "
                + (epochs.isEmpty()
                        ? "none, there is none"
                        : epochs.stream().map(String::valueOf).collect(Collectors.joining(", "))));
        damages.forEach(damage -> err.println("ringfence why: " + damage));
        return ExitStatus.FAILED;
    }
}
