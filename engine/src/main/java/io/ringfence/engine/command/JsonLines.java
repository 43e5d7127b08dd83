package io.ringfence.engine.command;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;

/**
 * Takes a CSV table with a heading and without quotes, and writes an object a row: numbers as they stand, an empty cell as
 * null, the rest as text.
 */
final class JsonLines extends Writer {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?");
    private static final String CELLS = ",";

    private final Writer out;
    private final StringBuilder line = new StringBuilder();
    private String[] names;

    JsonLines(final Writer out) {
        this.out = out;
    }

    @Override
    public void write(final char[] text, final int offset, final int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (text[i] == '\n') {
                endRow(line.toString().split(CELLS, -1));
                line.setLength(0);
            } else {
                line.append(text[i]);
            }
        }
    }

    private void endRow(final String[] cells) throws IOException {
        if (names == null) {
            names = cells;
            return;
        }
        final StringBuilder object = new StringBuilder("{");
        for (int i = 0; i < names.length; i++) {
            object.append(i == 0 ? "" : CELLS).append('"').append(names[i]).append("\":");
            append(object, cells[i]);
        }
        out.write(object.append("}\n").toString());
    }

    private static void append(final StringBuilder object, final String cell) {
        if (cell.isEmpty()) {
            object.append("null");
        } else if (NUMBER.matcher(cell).matches()) {
            object.append(cell);
        } else {
            object.append('"')
                    .append(JsonStringEncoder.getInstance().quoteAsString(cell))
                    .append('"');
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
