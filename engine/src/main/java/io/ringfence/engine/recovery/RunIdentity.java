package io.ringfence.engine.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.config.Mode;
import io.ringfence.engine.config.Names;
import io.ringfence.journal.log.CheckedJson;
import io.ringfence.journal.log.Disk;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.log.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Whose positions and orders a generation's state tells of. A state is gone on from only by the same: paper positions are none of
 * a live account's.
 *
 * @param mode     as it ran, whatever the configuration's file says
 * @param venue    its name in the configuration
 * @param account  as in events
 * @param engineId part of every order's name
 */
public record RunIdentity(String mode, String venue, int account, String currency, int engineId) {
    private static final String FILE = "run.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS_OF_BEFORE = Set.of("mode", "venue", "account", "currency", "engineId");

    /** Of a run with {@code configuration}. */
    public static RunIdentity of(final Configuration configuration) {
        return new RunIdentity(
                Names.of(configuration.engine().mode()),
                configuration.venue().name(),
                configuration.engine().account().id(),
                configuration.engine().account().currency(),
                configuration.engine().engineId());
    }

    /** Writes it into the folder of a generation that is just starting; on the disk when this returns. */
    public void write(final Path generation, final Disk disk) {
        try {
            WholeFile.write(
                    generation.resolve(FILE),
                    CheckedJson.encode(JSON.createObjectNode()
                            .put("mode", mode)
                            .put("venue", venue)
                            .put("account", account)
                            .put("currency", currency)
                            .put("engineId", engineId)),
                    disk);
        } catch (final IOException e) {
            throw JournalFailure.of("can't write", generation.resolve(FILE), e);
        }
    }

    /**
     * Reads what {@link #write} wrote; generations of earlier builds have nothing.
     *
     * @throws JournalFailure if it isn't that
     */
    public static Optional<RunIdentity> read(final Path generation) {
        final Path file = generation.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            final JsonNode root = CheckedJson.decode(Files.readAllBytes(file), FIELDS_OF_BEFORE);
            return Optional.of(new RunIdentity(
                    root.path("mode").asText(),
                    root.path("venue").asText(),
                    root.path("account").asInt(),
                    root.path("currency").asText(),
                    root.path("engineId").asInt()));
        } catch (final IOException | IllegalArgumentException e) {
            throw JournalFailure.of("whose generation this is can't be told; restore the file. Can't read", file, e);
        }
    }

    /** Whether real orders went out. */
    public boolean isLive() {
        return mode.equals(Names.of(Mode.LIVE));
    }

    @Override
    public String toString() {
        return "mode=" + mode + " venue=" + venue + " account=" + account + " currency=" + currency + " engineId="
                + engineId;
    }
}
