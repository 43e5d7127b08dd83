package io.ringfence.engine.command;

import java.nio.file.Path;
import java.util.List;

/**
 * What {@code venue} was asked.
 *
 * @param port   on loopback, 1 to 65535, or 0 for any free one
 * @param frames recordings to play; empty: a generated market
 * @param speed  how fast
 * @param seed   of the generated market
 */
public record VenueOptions(int port, List<Path> frames, Speed speed, long seed) {
    public VenueOptions {
        frames = List.copyOf(frames);
    }
}
