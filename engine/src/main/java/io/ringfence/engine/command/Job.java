package io.ringfence.engine.command;

import io.ringfence.engine.process.ExitStatus;

/**
 * What a command does once its options are checked.
 *
 * @param <O> what it was asked, immutable
 */
@FunctionalInterface
interface Job<O> {
    /** @return an {@link ExitStatus} */
    int run(O options) throws Exception;
}
