package io.ringfence.engine.process;

import java.io.PrintWriter;

/** What a process says before it ends, behind all that waits to be written; but no reader who has stopped reading keeps it from ending. */
public final class LastWords {
    private LastWords() {}

    /** Returns when {@code lines} are written, or after {@link Spool#PATIENCE}. */
    public static void say(final PrintWriter to, final String lines) {
        Spool.awaitAll();
        final Spool<String> spool = new Spool<>("last-words", 1, said -> print(to, said), lost -> "");
        spool.offer(lines);
        spool.close();
    }

    private static void print(final PrintWriter to, final String lines) {
        to.print(lines);
        to.flush();
    }
}
