package io.ringfence.engine.config;

import java.util.Optional;

/**
 * What space the journal's disk must have, beside what the journal has reserved.
 *
 * @param stopEntries with less than this nothing is opened any more; absent: 5 GiB, but at most an eighth of the disk
 * @param halt        with less than this the engine halts; absent: 1 GiB, but at most a 32nd of the disk
 */
public record DiskSettings(Optional<ByteSize> stopEntries, Optional<ByteSize> halt) {
    private static final long STOP_ENTRIES_BYTES = 5L << 30;
    private static final long HALT_BYTES = 1L << 30;
    private static final int STOP_ENTRIES_PART = 8;
    private static final int HALT_PART = 32;

    public DiskSettings {
        if (stopEntries.isPresent()
                && halt.isPresent()
                && halt.get().bytes() > stopEntries.get().bytes()) {
            throw new InvalidSetting(
                    "journal.disk.halt", halt.get(), "must be at most stopEntries=" + stopEntries.get());
        }
    }

    /** Bytes below which entries stop, on a disk of {@code diskBytes}. */
    public long stopEntriesBytes(final long diskBytes) {
        return stopEntries
                .map(ByteSize::bytes)
                .orElseGet(() -> Math.max(
                        Math.min(STOP_ENTRIES_BYTES, diskBytes / STOP_ENTRIES_PART),
                        halt.map(ByteSize::bytes).orElse(0L)));
    }

    /** Bytes below which the engine halts, on a disk of {@code diskBytes}. */
    public long haltBytes(final long diskBytes) {
        return halt.map(ByteSize::bytes)
                .orElseGet(() -> Math.min(Math.min(HALT_BYTES, diskBytes / HALT_PART), stopEntriesBytes(diskBytes)));
    }
}
