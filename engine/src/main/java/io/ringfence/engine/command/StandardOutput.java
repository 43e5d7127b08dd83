package io.ringfence.engine.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Standard output for long results: buffered, and not deaf to a reader that has gone ({@code | head}), which
 * {@link PrintWriter} is.
 */
final class StandardOutput extends Writer {
    private static final int BUFFER_CHARS = 1 << 16;

    private final PrintWriter out;

    private StandardOutput(final PrintWriter out) {
        this.out = out;
    }

    static Writer of(final PrintWriter out) {
        return new BufferedWriter(new StandardOutput(out), BUFFER_CHARS);
    }

    @Override
    public void write(final char[] text, final int offset, final int length) throws IOException {
        out.write(text, offset, length);
        checkReader();
    }

    @Override
    public void flush() throws IOException {
        checkReader();
    }

    @Override
    public void close() throws IOException {
        checkReader();
    }

    private void checkReader() throws Gone {
        if (out.checkError()) {
            throw new Gone();
        }
    }

    /** Whoever read standard output doesn't any more: no failure, but nothing more to do. */
    static final class Gone extends IOException {
        private static final long serialVersionUID = 1L;

        private Gone() {
            super("standard output is closed");
        }
    }
}
