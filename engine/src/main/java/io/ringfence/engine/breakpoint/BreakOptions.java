package io.ringfence.engine.breakpoint;

import java.nio.file.Path;

/**
 * What {@code replay --break} was asked.
 *
 * @param journal    the folder of generations; exists
 * @param generation is there
 * @param from       the first sequence at which the breakpoint may hold
 * @param to         the last, {@link Long#MAX_VALUE} for all
 * @param json       one JSON object instead of text
 */
public record BreakOptions(Path journal, int generation, Breakpoint breakpoint, long from, long to, boolean json) {}
