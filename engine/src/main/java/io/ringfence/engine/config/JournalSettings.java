package io.ringfence.engine.config;

import io.ringfence.journal.generation.OnDamage;
import java.nio.file.Path;

/**
 * Where and how the journal is kept.
 *
 * @param directory   the folder of generations; relative to the home folder
 * @param segmentSize of one log segment, 1 MiB to 1 GiB
 * @param durability  what an event survives before its orders leave
 * @param retention   how much of the past is kept
 * @param onDamage    what becomes of a start on a journal whose newest run is damaged
 * @param disk        what space its disk must have
 */
public record JournalSettings(
        @Default("data/journal") Path directory,
        @Default("1GiB") ByteSize segmentSize,
        @Default("process") Durability durability,
        @Default("{}") RetentionSettings retention,
        @Default("refuse") OnDamage onDamage,
        @Default("{}") DiskSettings disk) {
    private static final long MIN_SEGMENT_BYTES = 1L << 20;
    private static final long MAX_SEGMENT_BYTES = 1L << 30;

    public JournalSettings {
        if (segmentSize.bytes() < MIN_SEGMENT_BYTES || segmentSize.bytes() > MAX_SEGMENT_BYTES) {
            throw new InvalidSetting("journal.segmentSize", segmentSize, "must be from 1MiB to 1GiB");
        }
    }
}
