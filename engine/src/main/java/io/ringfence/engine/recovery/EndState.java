package io.ringfence.engine.recovery;

import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.config.RecordedConfiguration;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.replay.Divergence;
import io.ringfence.journal.generation.GenerationStart;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.Outcome;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.generation.Seal;
import io.ringfence.journal.log.LogDamage;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotStore;
import io.ringfence.journal.snapshot.StageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Works out the state at the end of a generation from its newest snapshot that is good, and what came behind it. */
public final class EndState {
    private static final int FIRST_EPOCH = 1;

    private final Journal journal;
    private final RecoverySteps steps;

    EndState(final Journal journal, final RecoverySteps steps) {
        this.journal = journal;
        this.steps = steps;
    }

    /**
     * The state at a generation's end.
     *
     * @param configurationHash of the generation
     * @param buildHash         of the engine that ran it
     * @param state             the stages
     * @param tail              events replayed
     * @param divergences       sequences at which other decisions were concluded than recorded
     * @param orders            that only the decision log has, or has differently
     * @param problems          for people: damage, and a stage that halts
     * @param damaged           whether the log is only good up to {@code lastSequence}
     * @param ended             whether the engine was stopped, and stopped cleanly
     * @param shortOfSeal       whether a log that was sealed can't be read as far as it was then
     * @param halted            whether a stage halts behind {@code lastSequence}
     */
    record Found(
            int epoch,
            long configurationHash,
            long buildHash,
            Stages state,
            long tail,
            long lastSequence,
            long divergences,
            Optional<Divergence> first,
            List<InDoubtOrder> orders,
            List<String> problems,
            boolean damaged,
            boolean shortOfSeal,
            boolean halted,
            boolean ended) {}

    /** Where to begin: the states, and the snapshot that was taken behind the generation's first event, if it is one. */
    private record Start(List<StageState> states, Optional<Snapshot> snapshot, Optional<Snapshot> taken, String what) {
        long sequence() {
            return snapshot.map(Snapshot::sequence).orElse(0L);
        }
    }

    /** Under what the generation ran. */
    private record Ran(long configurationHash, long buildHash) {
        static final Ran UNKNOWN = new Ran(0, 0);
    }

    Found of(final int epoch) {
        final RecordedGeneration generation = journal.read(epoch);
        final Configuration recorded = RecordedConfiguration.read(generation.directory());
        final StageSettings settings = recorded.engine().stages();
        long before = Long.MAX_VALUE;
        while (true) {
            final Start start = start(generation, settings, before);
            steps.done("snapshot", start.what());
            requireConfiguration(generation, start, recorded);
            try {
                return replay(generation, settings, start);
            } catch (final TailReplay.WrongPlace wrong) {
                steps.say("snapshot at sequence=" + start.sequence() + " is not used: " + wrong.getMessage());
                before = start.sequence() - 1;
            }
        }
    }

    /** Under other settings than its own a generation's events lead to another state. */
    private static void requireConfiguration(
            final RecordedGeneration generation, final Start start, final Configuration recorded) {
        final long ran = ran(generation, start).configurationHash();
        if (ran != 0 && ran != recorded.hash()) {
            throw new RecoveryRefused(String.format(
                    "generation %d ran with configurationHash=%016x, but the configuration in %s has %016x: restore its"
                            + " files as they were, or start with another journal",
                    generation.epoch(), ran, generation.directory(), recorded.hash()));
        }
    }

    private static Ran ran(final RecordedGeneration generation, final Start start) {
        return start.snapshot()
                .map(snapshot -> new Ran(snapshot.configurationHash(), snapshot.buildHash()))
                .or(() -> generation.start().map(first -> new Ran(first.configurationHash(), first.buildHash())))
                .orElse(Ran.UNKNOWN);
    }

    private Start start(final RecordedGeneration generation, final StageSettings settings, final long before) {
        final SnapshotStore store = new SnapshotStore(generation.directory(), generation.epoch());
        final SnapshotStore.Found found = store.newest(before, settings.engineId());
        found.skipped().forEach(skipped -> steps.say("a snapshot is not used: " + skipped));
        if (found.snapshot().filter(Snapshot::isOpening).isPresent()) {
            requireBeginning(generation);
        }
        return found.snapshot()
                .map(snapshot -> new Start(
                        snapshot.stages(),
                        Optional.of(snapshot),
                        Optional.of(snapshot).filter(one -> !one.isOpening()),
                        text(snapshot)))
                .orElseGet(() -> withoutSnapshot(generation));
    }

    private static String text(final Snapshot snapshot) {
        final long bytes =
                snapshot.stages().stream().mapToLong(StageState::lengthBytes).sum();
        return "generation " + snapshot.epoch()
                + (snapshot.isOpening() ? ", the opening one" : ", at #" + String.format("%,d", snapshot.sequence()))
                + String.format(", %,d bytes of state", bytes);
    }

    /**
     * A generation that began with nothing is replayed from nothing, another one from the end of the one before it; so is one
     * whose first event, which would say so, can't be read, unless it is the journal's first.
     */
    private Start withoutSnapshot(final RecordedGeneration generation) {
        final Optional<GenerationStart> start = generation.start();
        requireBeginning(generation);
        final boolean fresh = start.map(GenerationStart::fresh).orElse(generation.epoch() == FIRST_EPOCH);
        if (fresh) {
            return new Start(
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    "none: from the first event of generation " + generation.epoch());
        }
        final int previous = begunBefore(generation.epoch());
        steps.say("generation " + generation.epoch() + " has no good opening snapshot: its beginning is the end of "
                + previous);
        return new Start(
                of(previous).state().save(),
                Optional.empty(),
                Optional.empty(),
                "none: from the end of generation " + previous);
    }

    private static void requireBeginning(final RecordedGeneration generation) {
        if (generation.prunedUpTo() > 0) {
            throw new RecoveryRefused(
                    "generation " + generation.epoch() + " has no good snapshot, and its events up to #"
                            + generation.prunedUpTo() + " have been pruned; start with another journal");
        }
    }

    private int begunBefore(final int epoch) {
        final List<Integer> earlier = new ArrayList<>(
                journal.epochs().stream().filter(other -> other < epoch).toList());
        for (int i = earlier.size() - 1; i >= 0; i--) {
            if (journal.read(earlier.get(i)).hasBegun()) {
                return earlier.get(i);
            }
        }
        throw new RecoveryRefused(
                "generation " + epoch + " has no good opening snapshot, and the generation that it went on"
                        + " from is not in journal=" + journal.directory() + " any more; start with another journal");
    }

    private Found replay(final RecordedGeneration generation, final StageSettings settings, final Start start)
            throws TailReplay.WrongPlace {
        final TailReplay replay = new TailReplay(generation, settings);
        final List<String> problems = new ArrayList<>();
        try {
            return found(generation, replay.run(start.states(), start.taken(), Long.MAX_VALUE), start, problems, false);
        } catch (final TailReplay.StageFailed failed) {
            problems.add(failed.getMessage() + "; that event and those behind it are left out");
            return upTo(generation, replay, start, failed.sequence() - 1, problems);
        }
    }

    private static Found upTo(
            final RecordedGeneration generation,
            final TailReplay replay,
            final Start start,
            final long last,
            final List<String> problems)
            throws TailReplay.WrongPlace {
        try {
            return found(generation, replay.run(start.states(), start.taken(), last), start, problems, true);
        } catch (final TailReplay.StageFailed again) {
            throw new RecoveryRefused("replay of generation " + generation.epoch()
                    + " halts earlier when it is repeated: " + again.getMessage());
        }
    }

    private static Found found(
            final RecordedGeneration generation,
            final TailReplay.Result result,
            final Start start,
            final List<String> problems,
            final boolean halted) {
        result.damage().ifPresent(damage -> problems.add("the event log is damaged: " + damage));
        final boolean eventsShort = isShort(result.damage(), generation.seal().map(Seal::events));
        final boolean decisionsShort =
                isShort(result.unread(), generation.seal().map(Seal::decisions));
        if (decisionsShort) {
            problems.add("the decision log is damaged: " + result.unread().orElseThrow());
        }
        final Ran ran = ran(generation, start);
        return new Found(
                generation.epoch(),
                ran.configurationHash(),
                ran.buildHash(),
                result.state(),
                result.events(),
                result.lastSequence(),
                result.check().divergences(),
                result.check().first(),
                result.orders(),
                List.copyOf(problems),
                result.damage().isPresent() || decisionsShort,
                eventsShort || decisionsShort,
                halted,
                generation.seal().map(seal -> seal.outcome() == Outcome.ENDED).orElse(false));
    }

    /** Whether the damage is another than what was known, and judged, when the log was sealed. */
    private static boolean isShort(final Optional<LogDamage> damage, final Optional<LogEnd> sealed) {
        return damage.isPresent()
                && sealed.isPresent()
                && damage.get().lastSequence() < sealed.get().lastSequence();
    }
}
