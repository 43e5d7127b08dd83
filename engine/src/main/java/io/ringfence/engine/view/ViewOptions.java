package io.ringfence.engine.view;

import java.nio.file.Path;

/**
 * What {@code stat} or {@code top} was asked.
 *
 * @param journal the folder of generations; exists
 * @param json    one JSON object instead of text
 */
public record ViewOptions(Path journal, boolean json) {}
