package io.ringfence.engine.command;

/** Runs the stages over a journal. */
@FunctionalInterface
public interface ReplayJob {
    /** @return an {@link ExitStatus}: failed if a decision differs */
    int run(ReplayOptions options) throws Exception;
}
