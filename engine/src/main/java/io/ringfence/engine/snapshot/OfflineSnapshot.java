package io.ringfence.engine.snapshot;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.config.EngineConfig;
import io.ringfence.engine.config.RecordedConfiguration;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.process.Terminal;
import io.ringfence.engine.replay.Beginning;
import io.ringfence.engine.replay.Replay;
import io.ringfence.engine.replay.ReplayResult;
import io.ringfence.engine.replay.Replayed;
import io.ringfence.journal.generation.GenerationStart;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotStore;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The job behind {@code snapshot}: replays a generation and writes the state that comes out. With the journal's lock, since
 * a running engine looks after its snapshots itself.
 */
public final class OfflineSnapshot {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal = Terminal.ofProcess();

    public OfflineSnapshot(final PrintStream out, final PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** @throws io.ringfence.journal.generation.JournalLockedException if an engine runs on the journal */
    public int run(final OfflineSnapshotOptions options) throws Exception {
        try (Journal journal = Journal.open(options.journal())) {
            return run(journal.read(options.generation()), options);
        }
    }

    private int run(final RecordedGeneration generation, final OfflineSnapshotOptions options) throws Exception {
        final Configuration configuration = RecordedConfiguration.read(generation.directory());
        final EngineConfig config = configuration.engine();
        final long to = options.at().orElse(Long.MAX_VALUE);
        final Replayed replayed = Replay.whole(
                        config.stages(),
                        config.lanes().ringSize(),
                        config.lanes().batchLimit())
                .between(from(generation, config.engineId(), to), to)
                .runToState(generation, records -> terminal.show(String.format("replayed %,d records", records)));
        terminal.clear();
        final String wrong = wrong(replayed.result(), options);
        if (!wrong.isEmpty()) {
            err.println("no snapshot of generation " + generation.epoch() + ": " + wrong);
            return ExitStatus.FAILED;
        }
        final Snapshot snapshot = new Snapshot(
                config.engineId(),
                generation.epoch(),
                replayed.events().lastSequence(),
                replayed.receiveTimeNs(),
                buildHash(generation, config.engineId()),
                configuration.hash(),
                MessageHeaderDecoder.SCHEMA_VERSION,
                replayed.events(),
                decisionsUpTo(generation, replayed.events().lastSequence()),
                replayed.states());
        print(new SnapshotStore(generation.directory(), generation.epoch()).write(snapshot), snapshot, options.json());
        return ExitStatus.DONE;
    }

    /** From the beginning, or from what is left of it; 0 before that, so that the replay says what is gone. */
    private static long from(final RecordedGeneration generation, final int engineId, final long to) {
        final long first = Beginning.first(generation, engineId);
        return first > to ? 0 : first;
    }

    /** Of the run, not of who looks at it: recovery must still see that another build goes on from there. */
    private static long buildHash(final RecordedGeneration generation, final int engineId) {
        return generation
                .start()
                .map(GenerationStart::buildHash)
                .or(() -> new SnapshotStore(generation.directory(), generation.epoch())
                        .newest(Long.MAX_VALUE, engineId)
                        .snapshot()
                        .map(Snapshot::buildHash))
                .orElse(0L);
    }

    /** A state of another history than the recorded one is none to go on from. */
    private static String wrong(final ReplayResult result, final OfflineSnapshotOptions options) {
        if (!result.isClean()) {
            return result.damage().orElseGet(result::verdict);
        }
        if (result.lastSequence() == 0) {
            return "it has no events";
        }
        if (options.at().isPresent() && result.lastSequence() < options.at().getAsLong()) {
            return "--at=" + options.at().getAsLong() + " is behind its last event, sequence=" + result.lastSequence();
        }
        return "";
    }

    private static LogEnd decisionsUpTo(final RecordedGeneration generation, final long sequence) {
        try (LogReader decisions = generation.decisions()) {
            LogEnd end = decisions.end();
            while (decisions.next() && decisions.sequence() <= sequence) {
                end = decisions.end();
            }
            return end;
        }
    }

    private void print(final Path file, final Snapshot snapshot, final boolean json) throws Exception {
        final String hash = String.format("%016x", snapshot.stateHash());
        final long bytes = Files.size(file);
        if (json) {
            out.println(JSON.writeValueAsString(JSON.createObjectNode()
                    .put("file", file.toString())
                    .put("epoch", snapshot.epoch())
                    .put("sequence", snapshot.sequence())
                    .put("bytes", bytes)
                    .put("stateHash", hash)));
        } else {
            out.printf(
                    "%s: generation %d at #%d, %,d bytes, state hash %s%n",
                    file, snapshot.epoch(), snapshot.sequence(), bytes, hash);
        }
    }
}
