package io.ringfence.engine.operator;

import io.ringfence.engine.process.ExitStatus;
import java.io.IOException;
import java.io.PrintStream;

/** The job behind {@code command}: gives it, and says at which sequence it came in. */
public final class Commanding {
    private final PrintStream out;
    private final PrintStream err;

    /** @param err told why a command wasn't carried out */
    public Commanding(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Returns {@link ExitStatus#FAILED} if the command wasn't carried out. */
    public int run(final CommandOptions options) throws IOException {
        final CommandTaker.Done done;
        try {
            done = new CommandClient(options.journal()).give(options.command(), options.symbol());
        } catch (final CommandRefused refused) {
            err.println("ringfence command: " + options.text() + ": " + refused.getMessage());
            return ExitStatus.FAILED;
        }
        out.println(
                options.json()
                        ? "{\"command\":\"" + options.command().text() + "\"" + symbol(options) + ",\"epoch\":"
                                + done.epoch() + ",\"sequence\":" + done.sequence() + "}"
                        : options.text() + ": done at generation " + done.epoch() + ", #" + done.sequence());
        return ExitStatus.DONE;
    }

    private static String symbol(final CommandOptions options) {
        return options.symbol().isEmpty() ? "" : ",\"symbol\":\"" + options.symbol() + "\"";
    }
}
