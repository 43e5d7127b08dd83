package io.ringfence.engine.operator;

import java.nio.file.Path;

/**
 * What {@code command} was asked.
 *
 * @param journal the folder of generations of the running engine
 * @param command confirmed
 * @param json    one JSON object instead of text
 */
public record CommandOptions(Path journal, OperatorCommand command, boolean json) {}
