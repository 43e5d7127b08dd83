package io.ringfence.engine.command;

/** Runs the simulated venue until it is told to stop. */
@FunctionalInterface
public interface VenueJob {
    /** @return an {@link ExitStatus} */
    int run(VenueOptions options) throws Exception;
}
