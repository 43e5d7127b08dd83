package io.ringfence.engine.assembly;

import io.ringfence.engine.config.RiskConduct.KillChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that throws the kill switch by appearing, also while the engine was down: {@code reduce-only}, {@code cancel-all} or {@code flatten} in it says how far,
 * anything else and nothing as far as configured. It is renamed to {@code NAME.taken} when it has been taken; what it threw stays thrown. Owned by
 * the thread that looks.
 */
final class KillFile {
    private static final Logger LOG = LoggerFactory.getLogger(KillFile.class);
    private static final String TAKEN = ".taken";

    private final Path file;
    private final KillChoice standard;
    private final Consumer<KillChoice> thrown;

    /** @param thrown told how far, each time that the file is there */
    KillFile(final Path file, final KillChoice standard, final Consumer<KillChoice> thrown) {
        this.file = file;
        this.standard = standard;
        this.thrown = thrown;
    }

    /** Throws the switch if the file is there. First thrown, then renamed: a crash in between throws it again. */
    void look() {
        if (!Files.exists(file)) {
            return;
        }
        final KillChoice level = level();
        LOG.warn("{} throws the kill switch: {}", file, level);
        thrown.accept(level);
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + TAKEN), StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException e) {
            LOG.error("{} can't be renamed and will throw the kill switch again: {}", file, e.toString());
        }
    }

    private KillChoice level() {
        try {
            final String text =
                    Files.readString(file).strip().toUpperCase(Locale.ROOT).replace('-', '_');
            for (final KillChoice choice : KillChoice.values()) {
                if (choice.name().equals(text)) {
                    return choice;
                }
            }
        } catch (final IOException unreadable) {
            LOG.warn("{} can't be read: {}", file, unreadable.toString());
        }
        return standard;
    }
}
