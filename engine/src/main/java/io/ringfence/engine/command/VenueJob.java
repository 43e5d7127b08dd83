package io.ringfence.engine.command;

import io.ringfence.gateway.simulated.VenueOptions;

/** Runs the simulated venue until it is told to stop. */
@FunctionalInterface
public interface VenueJob {
    /**
     * @param options without accounts, which are the job's business
     * @return an {@link ExitStatus}
     */
    int run(VenueOptions options) throws Exception;
}
