package io.ringfence.engine.assembly;

import io.ringfence.engine.config.RiskConduct.KillChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that throws the kill switch by appearing, also while the engine was down: {@code reduce-only}, {@code cancel-all} or {@code flatten} in it says how far,
 * anything else and nothing as far as configured. That is thrown at once, but may be a text that is still being written: the file is looked at until it has stood for
 * a second, and what it says by then is thrown, too. It is renamed to {@code NAME.taken} when it has been taken; what it threw stays thrown. Owned by the thread
 * that looks.
 */
final class KillFile {
    /** For how long a text that isn't understood must stand to be the whole. */
    static final long SETTLED_NS = 1_000_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(KillFile.class);
    private static final String TAKEN = ".taken";
    private static final int MAX_TOLD = 80;

    private final Path file;
    private final KillChoice standard;
    private final Consumer<KillChoice> thrown;
    private final LongSupplier nanoTime;

    /** How far the file that is there has thrown the switch. */
    private Optional<KillChoice> reached = Optional.empty();
    /** What was read last, if it isn't understood, and since when it stands. */
    private Optional<String> unclear = Optional.empty();

    private long sinceNanos;

    /** @param thrown told how far, each time that the file is there, and again if it then says farther */
    KillFile(final Path file, final KillChoice standard, final Consumer<KillChoice> thrown) {
        this(file, standard, thrown, System::nanoTime);
    }

    KillFile(
            final Path file,
            final KillChoice standard,
            final Consumer<KillChoice> thrown,
            final LongSupplier nanoTime) {
        this.file = file;
        this.standard = standard;
        this.thrown = thrown;
        this.nanoTime = nanoTime;
    }

    /** Throws the switch if the file is there. First thrown, then renamed: a crash in between throws it again. */
    void look() {
        if (!Files.exists(file)) {
            forget();
            return;
        }
        final String text = text();
        final Optional<KillChoice> level = level(text);
        raise(level.orElse(standard));
        if (level.isPresent()) {
            take();
        } else if (isSettled(text)) {
            tellUnclear(text);
            take();
        }
    }

    /** An empty file asks for the standard, and gets it. */
    private void tellUnclear(final String text) {
        if (!text.isEmpty()) {
            LOG.error(
                    "{} says '{}', which is none of reduce-only, cancel-all, flatten: the kill switch is thrown to {} and no further",
                    file,
                    text.length() > MAX_TOLD ? text.substring(0, MAX_TOLD) + "..." : text,
                    standard);
        }
    }

    private void raise(final KillChoice level) {
        if (reached.isEmpty() || level.compareTo(reached.get()) > 0) {
            LOG.warn("{} throws the kill switch: {}", file, level);
            thrown.accept(level);
            reached = Optional.of(level);
        }
    }

    private boolean isSettled(final String text) {
        final long nowNanos = nanoTime.getAsLong();
        if (unclear.isEmpty() || !unclear.get().equals(text)) {
            unclear = Optional.of(text);
            sinceNanos = nowNanos;
        }
        return nowNanos - sinceNanos >= SETTLED_NS;
    }

    private void take() {
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + TAKEN), StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException e) {
            LOG.error("{} can't be renamed and will throw the kill switch again: {}", file, e.toString());
        }
        forget();
    }

    private void forget() {
        reached = Optional.empty();
        unclear = Optional.empty();
    }

    private static Optional<KillChoice> level(final String text) {
        final String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Stream.of(KillChoice.values())
                .filter(choice -> choice.name().equals(name))
                .findFirst();
    }

    private String text() {
        try {
            return Files.readString(file).strip();
        } catch (final IOException unreadable) {
            return unreadable.toString();
        }
    }
}
