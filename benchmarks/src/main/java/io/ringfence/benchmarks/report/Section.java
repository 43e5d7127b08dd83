package io.ringfence.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** A question's part of the report: a table, and what to know about it. Grows while it is measured. */
public final class Section {
    private final String title;
    private final String question;
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    public Section(final String title, final String question, final String... columns) {
        this.title = title;
        this.question = question;
        this.columns = List.of(columns);
    }

    public Section row(final Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    "section " + title + ": cells=" + cells.length + " columns=" + columns.size());
        }
        final List<String> row = new ArrayList<>();
        for (final Object cell : cells) {
            row.add(cell instanceof Double number ? String.format("%.2f", number) : String.valueOf(cell));
        }
        rows.add(List.copyOf(row));
        return this;
    }

    public Section note(final String text) {
        notes.add(text);
        return this;
    }

    public String title() {
        return title;
    }

    public String question() {
        return question;
    }

    public List<String> columns() {
        return columns;
    }

    public List<List<String>> rows() {
        return List.copyOf(rows);
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }
}
