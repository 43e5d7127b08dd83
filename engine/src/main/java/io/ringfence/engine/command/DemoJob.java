package io.ringfence.engine.command;

/** Runs venue and engine on loopback, reports on standard output and verifies the replay. */
@FunctionalInterface
public interface DemoJob {
    /** @return an {@link ExitStatus} */
    int run(DemoOptions options) throws Exception;
}
