package io.ringfence.journal.dump;

import java.io.IOException;
import java.io.Writer;

/** How records are written. */
public enum DumpFormat {
    /** One object a line. */
    JSON {
        @Override
        RecordOutput to(final Writer writer) throws IOException {
            return new JsonOutput(writer);
        }
    },
    /** One line a record, for a terminal. */
    PLAIN {
        @Override
        RecordOutput to(final Writer writer) {
            return new PlainOutput(writer);
        }
    };

    abstract RecordOutput to(Writer writer) throws IOException;
}
