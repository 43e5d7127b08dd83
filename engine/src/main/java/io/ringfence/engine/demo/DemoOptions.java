package io.ringfence.engine.demo;

import io.ringfence.engine.config.Configuration;
import io.ringfence.gateway.simulated.Speed;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code demo} was asked.
 *
 * @param configuration engine and simulated venue; the venue's port is any free one
 * @param frames        recordings to play; empty: a generated market
 * @param marketNs      how much of the market to play, ns; {@link #WHOLE_RECORDING} if not limited
 * @param speed         how fast
 * @param seed          of the generated market
 * @param json          one JSON object instead of the report
 * @param journal       the demo's folder of generations; may not exist yet
 */
public record DemoOptions(
        Configuration configuration,
        List<Path> frames,
        long marketNs,
        Speed speed,
        long seed,
        boolean json,
        Path journal) {
    public static final long WHOLE_RECORDING = Long.MAX_VALUE;

    public DemoOptions {
        frames = List.copyOf(frames);
    }
}
