package io.ringfence.journal.dump;

import java.io.IOException;

/** Where the fields of records go: the printers say what there is to say, an output says it its own way. */
public interface RecordOutput {
    /** Begins a record. */
    void begin(long sequence, String type) throws IOException;

    /** Ends a record. */
    void end() throws IOException;

    void number(String name, long value) throws IOException;

    /** A point in time, ns since 1970-01-01 UTC. */
    void time(String name, long timeNs) throws IOException;

    /** NaN says nothing. */
    void real(String name, double value) throws IOException;

    void flag(String name, boolean value) throws IOException;

    void text(String name, String value) throws IOException;

    /** A field without a value. */
    void nothing(String name) throws IOException;

    /** Begins a row of rows. */
    void beginRows(String name) throws IOException;

    void beginRow() throws IOException;

    void endRow() throws IOException;

    void endRows() throws IOException;
}
