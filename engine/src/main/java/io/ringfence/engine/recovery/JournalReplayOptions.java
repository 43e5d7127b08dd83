package io.ringfence.engine.recovery;

import java.nio.file.Path;

/**
 * What {@code replay --all} was asked.
 *
 * @param journal the folder of generations; exists
 * @param json    one JSON object a line, one for each generation
 */
public record JournalReplayOptions(Path journal, boolean json) {}
