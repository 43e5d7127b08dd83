package io.ringfence.engine.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the account's keys come from; never the keys themselves. Neither given: market data only.
 *
 * @param environment from the environment
 * @param file        from a file that nobody but its owner can read
 */
public record KeySettings(@Default("false") boolean environment, Optional<Path> file) {
    public KeySettings {
        if (environment && file.isPresent()) {
            throw new InvalidSetting("keys.file", file.get(), "not together with keys.environment=true; choose one");
        }
    }

    /** Whether there are keys at all. */
    public boolean given() {
        return environment || file.isPresent();
    }
}
