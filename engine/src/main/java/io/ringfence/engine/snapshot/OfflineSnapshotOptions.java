package io.ringfence.engine.snapshot;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What {@code snapshot} was asked.
 *
 * @param journal    the folder of generations; exists
 * @param generation is there
 * @param at         the sequence; empty: the last
 * @param json       one JSON object instead of text
 */
public record OfflineSnapshotOptions(Path journal, int generation, OptionalLong at, boolean json) {}
