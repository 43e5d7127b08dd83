package io.ringfence.journal.snapshot;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * The state of one stage, as it wrote it down itself.
 *
 * @param stage   its name
 * @param version of the layout of {@code bytes}, 1 and up
 * @param bytes   from 0 to the buffer's limit; each call gives a view of its own
 */
public record StageState(String stage, int version, ByteBuffer bytes) {
    public StageState {
        Objects.requireNonNull(stage, "stage");
        bytes = bytes.slice().asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    public int lengthBytes() {
        return bytes.limit();
    }
}
