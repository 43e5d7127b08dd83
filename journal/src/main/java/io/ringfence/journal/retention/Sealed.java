package io.ringfence.journal.retention;

import io.ringfence.journal.log.LogKind;

/** How many segments of a log nobody writes any more, from its first; {@link Integer#MAX_VALUE}: all, and they are forced. */
@FunctionalInterface
public interface Sealed {
    /** Where no engine runs. */
    Sealed ALL = (epoch, kind) -> Integer.MAX_VALUE;

    int segments(int epoch, LogKind kind);
}
