package io.ringfence.journal.dump;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;

/** One JSON object a line; a field without a value is null. */
public final class JsonOutput implements RecordOutput {
    private static final JsonFactory FACTORY = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private final JsonGenerator generator;

    /** The caller flushes and closes {@code writer}; this keeps nothing back beyond a record's end. */
    public JsonOutput(final Writer writer) throws IOException {
        generator = FACTORY.createGenerator(writer);
        generator.setRootValueSeparator(null);
        generator.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    }

    @Override
    public void begin(final long sequence, final String type) throws IOException {
        generator.writeStartObject();
        generator.writeNumberField("sequence", sequence);
        generator.writeStringField("type", type);
    }

    @Override
    public void end() throws IOException {
        generator.writeEndObject();
        generator.writeRaw('\n');
        generator.flush();
    }

    @Override
    public void number(final String name, final long value) throws IOException {
        generator.writeNumberField(name, value);
    }

    @Override
    public void time(final String name, final long timeNs) throws IOException {
        generator.writeNumberField(name, timeNs);
    }

    @Override
    public void real(final String name, final double value) throws IOException {
        if (Double.isNaN(value)) {
            generator.writeNullField(name);
        } else {
            generator.writeNumberField(name, value);
        }
    }

    @Override
    public void flag(final String name, final boolean value) throws IOException {
        generator.writeBooleanField(name, value);
    }

    @Override
    public void text(final String name, final String value) throws IOException {
        generator.writeStringField(name, value);
    }

    @Override
    public void nothing(final String name) throws IOException {
        generator.writeNullField(name);
    }

    @Override
    public void beginRows(final String name) throws IOException {
        generator.writeArrayFieldStart(name);
    }

    @Override
    public void beginRow() throws IOException {
        generator.writeStartObject();
    }

    @Override
    public void endRow() throws IOException {
        generator.writeEndObject();
    }

    @Override
    public void endRows() throws IOException {
        generator.writeEndArray();
    }
}
