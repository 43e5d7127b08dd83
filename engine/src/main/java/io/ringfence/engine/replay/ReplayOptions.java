package io.ringfence.engine.replay;

import io.ringfence.engine.config.LayoutChoice;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code replay} was asked.
 *
 * @param journal    the folder of generations; exists
 * @param generation is there
 * @param verify     whether the decisions are compared with the decision log
 * @param from       first sequence whose decisions are of interest; replay starts at the newest snapshot before it
 * @param to         last sequence replayed, {@link Long#MAX_VALUE} for all
 * @param layout     empty: all stages on one thread, in step
 * @param ringSize   empty: as the generation's configuration says
 * @param json       one JSON object instead of text
 */
public record ReplayOptions(
        Path journal,
        int generation,
        boolean verify,
        long from,
        long to,
        Optional<LayoutChoice> layout,
        OptionalInt ringSize,
        boolean json) {}
