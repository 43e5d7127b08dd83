package io.ringfence.engine.history;

import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.process.Terminal;
import io.ringfence.journal.generation.Journal;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The job behind {@code trades}: the round trips of one generation, or of all. */
public final class Trades {
    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal = Terminal.ofProcess();

    /** @param err told of damaged logs */
    public Trades(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Returns {@link ExitStatus#FAILED} if a log is damaged: then what lies before is printed all the same. */
    public int run(final TradesOptions options) throws IOException {
        final RoundTrips trips = new RoundTrips();
        final List<String> damages = new ArrayList<>();
        try (Journal journal = Journal.reading(options.journal())) {
            final List<Integer> epochs = options.generation().isPresent()
                    ? List.of(options.generation().getAsInt())
                    : journal.epochs();
            for (final int epoch : epochs) {
                terminal.show("reading generation " + epoch + " ...");
                GenerationWalk.walk(journal.read(epoch), trips).ifPresent(damages::add);
            }
        }
        terminal.clear();
        print(new TradesPrinter(trips), options.format());
        damages.forEach(damage -> err.println("ringfence trades: " + damage));
        return damages.isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private void print(final TradesPrinter printer, final TradesOptions.Format format) throws IOException {
        switch (format) {
            case TEXT -> printer.printText(out);
            case CSV -> printer.printCsv(out);
            case JSON -> out.println(printer.json());
        }
    }
}
