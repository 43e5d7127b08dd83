package io.ringfence.journal.generation;

import io.ringfence.journal.log.Disk;
import io.ringfence.journal.log.LogEnd;
import java.nio.file.Path;
import java.util.Optional;

/** Writes seals the way a generation does. */
public final class Seals {
    private Seals() {}

    public static void ended(
            final Path generation, final int epoch, final LogEnd events, final LogEnd decisions, final Disk disk) {
        new Seal(epoch, Outcome.ENDED, events, decisions, Optional.empty(), Optional.empty(), Optional.empty())
                .write(generation, disk);
    }
}
