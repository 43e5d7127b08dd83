package io.ringfence.engine.view;

import java.nio.file.Path;

/**
 * What {@code scan} was asked.
 *
 * @param journal the folder of generations
 * @param top     at most so many instruments
 * @param json    one object a line
 */
public record ScanOptions(Path journal, int top, boolean json) {}
