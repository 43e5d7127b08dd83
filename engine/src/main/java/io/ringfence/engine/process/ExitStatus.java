package io.ringfence.engine.process;

/** What the process says to whoever started it. */
public final class ExitStatus {
    /** Done, and nothing differs. */
    public static final int DONE = 0;
    /** Failed, or a comparison found a difference. */
    public static final int FAILED = 1;
    /** Wrong usage or configuration; nothing was started. */
    public static final int USAGE = 2;

    private ExitStatus() {}
}
