package io.ringfence.engine.process;

import java.io.PrintStream;

/**
 * One line on standard error that is written over and over, if there is a terminal to see it. Whatever else is written
 * to the terminal meanwhile goes through {@link #aside}, and the line stays the last one. Any thread; it waits as long as the
 * terminal is held, so nothing that trades writes here but by a {@link Spool}.
 */
public final class Terminal {
    /** Set by the launcher, which can tell. */
    public static final String PROPERTY = "ringfence.terminal";

    private static final String ERASE_LINE = "\r\u001B[2K";
    /** A line that wrapped couldn't be erased. */
    private static final String NO_WRAP = "\u001B[?7l";

    private static final String WRAP = "\u001B[?7h";
    private static final Terminal OF_PROCESS = new Terminal(System.err, Boolean.getBoolean(PROPERTY));

    private final PrintStream out;
    private final boolean live;
    private String shown = "";

    Terminal(final PrintStream out, final boolean live) {
        this.out = out;
        this.live = live;
    }

    /** The one that the process was started on, if any. */
    public static Terminal ofProcess() {
        return OF_PROCESS;
    }

    public boolean isLive() {
        return live;
    }

    /** Shows {@code line} in place of the one before; nothing without a terminal. */
    public synchronized void show(final String line) {
        if (live && !line.equals(shown)) {
            out.print(ERASE_LINE + NO_WRAP + line + WRAP);
            out.flush();
            shown = line;
        }
    }

    /** Takes the line away. */
    public void clear() {
        show("");
    }

    /** Does {@code writing}, which writes whole lines to standard output or standard error, above the line shown. */
    public synchronized void aside(final Runnable writing) {
        final String line = shown;
        clear();
        writing.run();
        show(line);
    }
}
