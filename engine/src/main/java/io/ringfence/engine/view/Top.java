package io.ringfence.engine.view;

import io.ringfence.engine.process.ExitStatus;
import io.ringfence.journal.view.View;
import io.ringfence.journal.view.ViewReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The job behind {@code top}: shows the live view over and over until somebody presses q, or until the input ends. A
 * terminal that can't be cleared gets one block below the other.
 */
public final class Top {
    private static final String CLEAR = "\u001B[H\u001B[2J";
    private static final int ROWS_BESIDE_INSTRUMENTS = 12;
    private static final int DEFAULT_ROWS = 24;
    private static final long TURN_MS = 1_000;
    private static final long DUMB_TURN_MS = 5_000;
    private static final long KEY_POLL_MS = 50;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean dumb;

    /**
     * @param err  told why there is nothing to show
     * @param dumb whether the terminal can't be cleared
     */
    public Top(final InputStream in, final PrintStream out, final PrintStream err, final boolean dumb) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.dumb = dumb;
    }

    /** Whether the process's terminal understands nothing but lines, or is none. */
    public static boolean isDumb() {
        final String term = System.getenv("TERM");
        return System.console() == null || term == null || term.isEmpty() || term.equals("dumb");
    }

    public int run(final ViewOptions options) throws IOException, InterruptedException {
        try (ViewReader reader = new ViewReader(options.journal());
                KeyMode keys = dumb || options.json() ? KeyMode.LINES : KeyMode.single()) {
            while (true) {
                final Optional<View> view = reader.read();
                if (view.isEmpty()) {
                    err.println("ringfence top: " + Stat.nothing(options.journal()));
                    return ExitStatus.FAILED;
                }
                if (options.json()) {
                    out.println(Stat.json(view.get()));
                } else {
                    show(view.get(), keys);
                }
                if (out.checkError()) {
                    return ExitStatus.DONE; // Nobody reads on.
                }
                if (isOver(view.get()) || quits(dumb && !options.json() ? DUMB_TURN_MS : TURN_MS)) {
                    return isOver(view.get()) ? ExitStatus.FAILED : ExitStatus.DONE;
                }
            }
        }
    }

    private void show(final View view, final KeyMode keys) {
        final List<String> lines = ViewText.of(view, Math.max(1, rows() - ROWS_BESIDE_INSTRUMENTS));
        if (!dumb) {
            out.print(CLEAR);
        }
        lines.forEach(out::println);
        out.println(isOver(view) ? "" : "\n" + keys.hint() + " ends");
        out.flush();
    }

    private static int rows() {
        final String rows = System.getenv("LINES");
        return rows != null && rows.matches("\\d{1,4}") ? Integer.parseInt(rows) : DEFAULT_ROWS;
    }

    /** Nothing more will come. */
    private static boolean isOver(final View view) {
        return switch (view.status()) {
            case ENDED, HALTED, GONE -> true;
            case STARTING, LIVE, STALE -> false;
        };
    }

    private boolean quits(final long turnMs) throws IOException, InterruptedException {
        final long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(turnMs);
        while (System.nanoTime() < deadlineNanos) {
            while (in.available() > 0) {
                final int key = in.read();
                if (key == 'q' || key == 'Q' || key < 0) {
                    return true;
                }
            }
            Thread.sleep(KEY_POLL_MS);
        }
        return false;
    }
}
