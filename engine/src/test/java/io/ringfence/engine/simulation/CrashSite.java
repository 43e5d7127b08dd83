package io.ringfence.engine.simulation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.config.RecordedConfiguration;
import io.ringfence.engine.recovery.Recovered;
import io.ringfence.engine.recovery.Recovery;
import io.ringfence.engine.recovery.RecoverySteps;
import io.ringfence.engine.recovery.RunIdentity;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.OnDamage;
import io.ringfence.journal.generation.Outcome;
import io.ringfence.journal.generation.Seal;
import io.ringfence.journal.log.CheckedJson;
import io.ringfence.journal.log.Disk;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotRefused;
import io.ringfence.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a dead engine leaves, as real files, and production's own way back from them: {@code Journal.open}, which scans and
 * seals, and {@code Recovery}. The newest generations are kept, since one that had not begun yet sends recovery to the one before.
 */
final class CrashSite {
    private static final int KEPT = 2;
    private static final int ENGINE_ID = 7;
    private static final String GENERATION = "e%06d";

    private final Path folder;
    private final Configuration configuration;
    private final List<String> told = new ArrayList<>();

    /** What a crash leaves of one log. */
    record Remains(SimulatedLog log, SimulatedLog.Cut cut, SimulatedLog.Tear tear) {}

    /**
     * What came of it.
     *
     * @param seal of the generation that had died
     */
    record Return(Recovered recovered, Seal seal) {}

    CrashSite(final Path folder, final Configuration configuration) {
        this.folder = folder;
        this.configuration = configuration;
    }

    /** @param snapshots the opening one, if there is one, included */
    void leave(final int epoch, final Remains events, final Remains decisions, final List<Snapshot> snapshots) {
        final Path generation = folder.resolve(GENERATION.formatted(epoch));
        try {
            Files.createDirectories(generation);
            RecordedConfiguration.write(generation, configuration, Disk.REAL);
            RunIdentity.of(configuration).write(generation, Disk.REAL);
            write(generation, LogKind.EVENTS, events);
            write(generation, LogKind.DECISIONS, decisions);
            final SnapshotStore store = new SnapshotStore(generation, epoch);
            snapshots.forEach(store::write);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end in order of a generation that was left whole. */
    void seal(final int epoch, final LogEnd events, final LogEnd decisions) {
        final ObjectNode seal =
                new ObjectMapper().createObjectNode().put("epoch", epoch).put("outcome", Outcome.ENDED.name());
        put(seal.putObject("events"), events);
        put(seal.putObject("decisions"), decisions);
        try {
            Files.write(folder.resolve(GENERATION.formatted(epoch)).resolve("seal.json"), CheckedJson.encode(seal));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(final ObjectNode node, final LogEnd end) {
        node.put("records", end.records())
                .put("lastSequence", end.lastSequence())
                .put("chain", end.chain());
    }

    private static void write(final Path generation, final LogKind kind, final Remains remains) throws IOException {
        remains.log().write(generation.resolve(kind.folder()), remains.cut(), remains.tear());
    }

    /** Spoils a snapshot of generation {@code epoch}: a byte, or its end. */
    void damage(final int epoch, final Snapshot snapshot, final Dice dice) {
        final Path file =
                folder.resolve(GENERATION.formatted(epoch)).resolve("snapshots/" + snapshot.sequence() + ".snapshot");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final long at = dice.between(0, channel.size() - 1);
            if (dice.below(2) == 0) {
                channel.truncate(at);
                return;
            }
            final ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            channel.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 1 << dice.below(8))}), at);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Return recover(final int epoch, final long buildHash) {
        told.clear();
        try (Journal journal = Journal.open(folder, OnDamage.USE_PREFIX)) {
            final Seal seal = journal.read(epoch).seal().orElseThrow();
            final Recovered recovered = new Recovery(
                            journal,
                            configuration,
                            RunIdentity.of(configuration),
                            buildHash,
                            new RecoverySteps(told::add))
                    .run();
            return new Return(recovered, seal);
        }
    }

    /** What the last recovery said. */
    List<String> told() {
        return List.copyOf(told);
    }

    /**
     * Prunes what is older than the generations before {@code epoch}, the newest that has begun, and than the newest before
     * it whose beginning can still be read: recovery goes back to there when later ones were damaged.
     */
    void forget(final int epoch) {
        try {
            for (int old = Math.min(epoch - KEPT, newestBeginning(epoch - 1) - 1); old > 0; old--) {
                final Path generation = folder.resolve(GENERATION.formatted(old));
                if (!Files.isDirectory(generation)) {
                    return;
                }
                delete(generation);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The newest generation up to {@code epoch} that has begun and holds what it began with, undamaged; 0 if none does. */
    private int newestBeginning(final int epoch) {
        try (Journal journal = Journal.reading(folder)) {
            return journal.epochs().stream()
                    .filter(before -> before <= epoch)
                    .sorted(Comparator.reverseOrder())
                    .filter(before -> journal.read(before).hasBegun() && hasOpening(before))
                    .findFirst()
                    .orElse(0);
        }
    }

    private boolean hasOpening(final int epoch) {
        try {
            return new SnapshotStore(folder.resolve(GENERATION.formatted(epoch)), epoch)
                    .opening(ENGINE_ID)
                    .isPresent();
        } catch (final SnapshotRefused damaged) {
            return false;
        }
    }

    static void delete(final Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (final Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
