package io.ringfence.engine.recovery;

import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.config.OnDivergence;
import io.ringfence.engine.order.OpenOrder;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.portfolio.Positions;
import io.ringfence.engine.stage.IncompatibleState;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.OnDamage;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.snapshot.SnapshotRefused;
import io.ringfence.journal.snapshot.SnapshotStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Brings back what the newest generation knew, and judges whether and how it may be gone on from. Reads only: killed at any
 * point, the next start does the same again.
 */
public final class Recovery {
    private final Journal journal;
    private final Configuration configuration;
    private final RunIdentity identity;
    private final long buildHash;
    private final RecoverySteps steps;

    /**
     * @param journal       open, locked, every generation sealed
     * @param configuration of the generation that is to begin
     * @param buildHash     of this engine
     */
    public Recovery(
            final Journal journal,
            final Configuration configuration,
            final RunIdentity identity,
            final long buildHash,
            final RecoverySteps steps) {
        this.journal = journal;
        this.configuration = configuration;
        this.identity = identity;
        this.buildHash = buildHash;
        this.steps = steps;
    }

    /** @throws RecoveryRefused if the journal can't be gone on from, or the configuration doesn't allow it */
    public Recovered run() {
        final Optional<RecordedGeneration> newest = newestBegun();
        if (newest.isEmpty()) {
            steps.done("state", "nothing to go on from: this is the first run");
            return Recovered.NOTHING;
        }
        final EndState.Found found = endOf(newest.get());
        requireWhole(found);
        tell(found);
        final Optional<RunIdentity> before = RunIdentity.read(newest.get().directory());
        if (before.isPresent() && !before.get().equals(identity)) {
            return ofAnother(before.get(), found);
        }
        return judge(found);
    }

    private Optional<RecordedGeneration> newestBegun() {
        final List<Integer> epochs = new ArrayList<>(journal.epochs());
        Collections.reverse(epochs);
        for (final int epoch : epochs) {
            final RecordedGeneration generation = journal.read(epoch);
            if (generation.hasBegun()) {
                return Optional.of(generation);
            }
            steps.say("generation " + epoch + " ended before it had begun: the one before it counts");
        }
        return epochs.stream().map(journal::read).filter(this::wasOpened).findFirst();
    }

    /** With what the ones before it held, which are not there any more if nothing that has begun is. */
    private boolean wasOpened(final RecordedGeneration generation) {
        try {
            final boolean opened = new SnapshotStore(generation.directory(), generation.epoch())
                    .opening(configuration.engine().engineId())
                    .isPresent();
            if (opened) {
                steps.say(
                        "those before generation " + generation.epoch() + " are gone: what it was opened with counts");
            }
            return opened;
        } catch (final SnapshotRefused refused) {
            throw new RecoveryRefused("the generations before " + generation.epoch()
                    + " are gone, and what it was opened with can't be used: " + refused.getMessage()
                    + "; restore them, or start with another journal");
        }
    }

    /** Damage behind a crash is refused when the journal is opened; this is what happened to a generation after it was sealed. */
    private void requireWhole(final EndState.Found found) {
        if (found.shortOfSeal() && configuration.engine().journal().onDamage() == OnDamage.REFUSE) {
            throw new RecoveryRefused("generation " + found.epoch() + " isn't any more what was sealed: "
                    + String.join("; ", found.problems())
                    + "; restore it, or go on from what is good of it with journal.onDamage: use-prefix");
        }
    }

    private EndState.Found endOf(final RecordedGeneration generation) {
        try {
            return new EndState(journal, steps).of(generation.epoch());
        } catch (final IncompatibleState e) {
            throw new RecoveryRefused(
                    "the state of generation " + generation.epoch() + " can't be taken up by this build: "
                            + e.getMessage() + "; run the build that wrote it, or start with another journal",
                    e);
        }
    }

    private void tell(final EndState.Found found) {
        found.problems().forEach(steps::say);
        steps.done(
                "replay",
                String.format(
                                "%,d events up to #%,d of generation %d, ",
                                found.tail(), found.lastSequence(), found.epoch())
                        + (found.divergences() == 0
                                ? "decisions as recorded"
                                : found.divergences() + " sequences DIFFER, first "
                                        + found.first().orElseThrow()));
        steps.done("state", text(found.state()) + orders(found.orders()));
    }

    private static String text(final Stages state) {
        return positions(state) + ", " + count(state.orders().openOrders().size(), "order") + " without an end";
    }

    private static String positions(final Stages state) {
        return count(held(state).size(), "position");
    }

    private static String orders(final List<InDoubtOrder> orders) {
        return orders.isEmpty() ? "" : ", " + count(orders.size(), "order") + " that only the decision log has";
    }

    private static String count(final int count, final String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** Ids of instruments with a position. */
    static List<Integer> held(final Stages state) {
        final Positions positions = state.portfolio().positions();
        final List<Integer> held = new ArrayList<>();
        for (int i = 1; i <= state.orders().highestInstrument(); i++) {
            if (positions.quantity(i) != 0) {
                held.add(i);
            }
        }
        return held;
    }

    /** Another account's positions are none of ours; but a live one's must not be left behind without a word. */
    private Recovered ofAnother(final RunIdentity before, final EndState.Found found) {
        final List<OpenOrder> open = found.state().orders().openOrders();
        if (before.isLive() && !(held(found.state()).isEmpty() && open.isEmpty())) {
            throw new RecoveryRefused("the journal's newest generation " + found.epoch() + " ran with " + before
                    + " and left " + text(found.state()) + "; this run has " + identity
                    + ": close them first, or start with another journal (journal.directory)");
        }
        steps.say("the newest generation ran with " + before + ", this one with " + identity
                + ": nothing of its state is taken over");
        return Recovered.NOTHING;
    }

    private Recovered judge(final EndState.Found found) {
        final RecoveryOutcome outcome = outcome(found);
        final OnDivergence rule = configuration.engine().recovery().onDivergence();
        final boolean doubtful = outcome == RecoveryOutcome.DIVERGED || !found.ended() && isChanged(found);
        if (doubtful && rule == OnDivergence.REFUSE) {
            throw new RecoveryRefused("recovery.onDivergence=refuse: " + reason(found, outcome)
                    + "; signals-off or continue would start");
        }
        final boolean heldBefore = found.state().orders().areEntriesHeld();
        final boolean held = rule != OnDivergence.CONTINUE && (doubtful || heldBefore);
        if (doubtful) {
            steps.say(reason(found, outcome)
                    + (held
                            ? ": entries wait until an operator resumes them (recovery.onDivergence=signals-off)"
                            : ": goes on (recovery.onDivergence=continue)"));
        } else if (held) {
            steps.say("entries still wait until an operator resumes them");
        }
        return new Recovered(outcome, found.epoch(), Optional.of(found.state()), found.orders(), held);
    }

    private RecoveryOutcome outcome(final EndState.Found found) {
        if (found.divergences() > 0 || found.halted()) {
            return RecoveryOutcome.DIVERGED;
        }
        if (found.damaged()) {
            return RecoveryOutcome.DAMAGED;
        }
        if (found.ended()) {
            return RecoveryOutcome.CLEAN;
        }
        return isChanged(found) ? RecoveryOutcome.CHANGED : RecoveryOutcome.REPLAYED;
    }

    private boolean isChanged(final EndState.Found found) {
        return found.configurationHash() != configuration.hash() || found.buildHash() != buildHash;
    }

    private String reason(final EndState.Found found, final RecoveryOutcome outcome) {
        if (outcome == RecoveryOutcome.DIVERGED) {
            return found.first()
                    .map(first -> "replay concludes other decisions than were recorded, first " + first)
                    .orElse("a stage halts in the replay");
        }
        return "another " + (found.buildHash() == buildHash ? "configuration" : "build or plug-in")
                + " goes on from a generation that didn't end cleanly";
    }
}
