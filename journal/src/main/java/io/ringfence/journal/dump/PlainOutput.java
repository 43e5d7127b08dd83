package io.ringfence.journal.dump;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;

/** One line a record, for a terminal: sequence, type, then name=value; a field without a value is left out. */
public final class PlainOutput implements RecordOutput {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final Writer writer;
    private final StringBuilder line = new StringBuilder(512);

    public PlainOutput(final Writer writer) {
        this.writer = writer;
    }

    @Override
    public void begin(final long sequence, final String type) {
        line.setLength(0);
        line.append(sequence).append(' ').append(type);
    }

    @Override
    public void end() throws IOException {
        writer.append(line.append('\n'));
    }

    @Override
    public void number(final String name, final long value) {
        name(name).append(value);
    }

    @Override
    public void time(final String name, final long timeNs) {
        name(name)
                .append(Instant.ofEpochSecond(
                        Math.floorDiv(timeNs, NS_PER_SECOND), Math.floorMod(timeNs, NS_PER_SECOND)));
    }

    @Override
    public void real(final String name, final double value) {
        if (!Double.isNaN(value)) {
            name(name).append(value);
        }
    }

    @Override
    public void flag(final String name, final boolean value) {
        name(name).append(value);
    }

    @Override
    public void text(final String name, final String value) {
        name(name).append(value);
    }

    @Override
    public void nothing(final String name) {
        // left out
    }

    @Override
    public void beginRows(final String name) {
        name(name).append('[');
    }

    @Override
    public void beginRow() {
        line.append(" {");
    }

    @Override
    public void endRow() {
        line.append(" }");
    }

    @Override
    public void endRows() {
        line.append(" ]");
    }

    private StringBuilder name(final String name) {
        return line.append(' ').append(name).append('=');
    }
}
