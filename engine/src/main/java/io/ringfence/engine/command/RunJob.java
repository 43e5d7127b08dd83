package io.ringfence.engine.command;

/** Runs the engine until it is told to stop. */
@FunctionalInterface
public interface RunJob {
    /** @return an {@link ExitStatus} */
    int run(RunOptions options) throws Exception;
}
