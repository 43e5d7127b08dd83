package io.ringfence.journal.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The journal can't be written or read any further: an I/O error, a full disk, a damaged mapping. Whoever gets it while
 * writing stops trading; nothing is appended to that log again. The message names the place.
 */
public final class JournalFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalFailure(final String message) {
        super(message);
    }

    public JournalFailure(final String message, final Throwable cause) {
        super(message + ": " + text(cause), cause);
    }

    /** For people; what isn't foreseen is told with its type, without which its message often says nothing. */
    private static String text(final Throwable cause) {
        if (cause instanceof JournalFailure || cause instanceof IllegalArgumentException) {
            return cause.getMessage();
        }
        return cause instanceof NoSuchFileException missing ? "no such file: " + missing.getFile() : cause.toString();
    }

    /** Of something done to {@code place}; where the disk failed, with the space that it has. */
    public static JournalFailure of(final String what, final Path place, final Throwable cause) {
        return new JournalFailure(what + " " + place + (cause instanceof IOException ? space(place) : ""), cause);
    }

    private static String space(final Path place) {
        try {
            Path there = place.toAbsolutePath();
            while (!Files.exists(there)) {
                there = there.getParent();
            }
            return " (usableBytes=" + Files.getFileStore(there).getUsableSpace() + " on its disk)";
        } catch (final IOException unknown) {
            return "";
        }
    }
}
