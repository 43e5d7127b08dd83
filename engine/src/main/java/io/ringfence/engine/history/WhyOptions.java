package io.ringfence.engine.history;

import java.nio.file.Path;

/**
 * What {@code why} was asked.
 *
 * @param journal the folder of generations; exists
 * @param order   which order
 * @param json    one JSON object instead of text
 */
public record WhyOptions(Path journal, OrderKey order, boolean json) {}
