package io.ringfence.engine.process;

import java.io.PrintStream;

/** One line on standard error that is written over and over, if there is a terminal to see it. Owned by one thread. */
public final class Terminal {
    /** Set by the launcher, which can tell. */
    public static final String PROPERTY = "ringfence.terminal";

    private static final String ERASE_LINE = "\r\u001B[2K";

    private final PrintStream out;
    private final boolean live;
    private boolean shown;

    public Terminal() {
        this(System.err, Boolean.getBoolean(PROPERTY));
    }

    Terminal(final PrintStream out, final boolean live) {
        this.out = out;
        this.live = live;
    }

    public boolean isLive() {
        return live;
    }

    /** Shows {@code line} in place of the one before; nothing without a terminal. */
    public void show(final String line) {
        if (live) {
            out.print(ERASE_LINE + line);
            out.flush();
            shown = true;
        }
    }

    /** Takes the line away. */
    public void clear() {
        if (shown) {
            out.print(ERASE_LINE);
            out.flush();
            shown = false;
        }
    }
}
