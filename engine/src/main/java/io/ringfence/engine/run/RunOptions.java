package io.ringfence.engine.run;

import io.ringfence.engine.config.Configuration;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code run} was asked.
 *
 * @param configuration with the mode of the command line already in it
 * @param quiet         no line per order, fill and position
 * @param json          one object a line instead of text
 * @param capture       the folder that gets the received frames
 * @param journal       the folder of generations; may not exist yet
 */
public record RunOptions(
        Configuration configuration, boolean quiet, boolean json, Optional<Path> capture, Path journal) {}
