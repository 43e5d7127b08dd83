package io.ringfence.engine.config;

import io.ringfence.journal.retention.Retention;
import java.util.Optional;

/**
 * How much of the past the journal keeps. What the newest valid snapshot needs is kept whatever this says.
 *
 * @param age  what was last written to longer ago goes; absent: any age is kept
 * @param size of the whole journal, from whose beginning goes what is beyond; absent: any size is kept
 */
public record RetentionSettings(Optional<Timeframe> age, Optional<ByteSize> size) {
    private static final long NS_PER_MS = 1_000_000;

    /** The same as the journal takes it. */
    public Retention retention() {
        return new Retention(
                age.map(longest -> longest.ns() / NS_PER_MS).orElse(Retention.UNLIMITED),
                size.map(ByteSize::bytes).orElse(Retention.UNLIMITED));
    }
}
