package io.ringfence.engine.simulation;

import static io.ringfence.engine.simulation.SimulatedTime.MS;
import static io.ringfence.engine.simulation.SimulatedTime.SECOND;

import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.recovery.Recovered;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.StageState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One seed, from the first start to closed books:
 *
 * <pre>
 *   safety    faults on, the engine dies and comes back again and again   three quarters of the events
 *   calm      nothing goes wrong any more; 30 s later all is resolved, equal and guarded
 *   wishes    25 s: what the strategy wants happens, or is refused with a reason
 *   close     FLATTEN; 12 s later both sides' books are equal to the last unit
 * </pre>
 */
final class Simulation {
    static final long CALM_NS = 30 * SECOND;
    private static final long WISHES_NS = 25 * SECOND;
    private static final long CLOSE_NS = 12 * SECOND;
    private static final double SAFETY_SHARE = 0.75;
    private static final int STARTING_EVENTS = 60;
    private static final long FIRST_BUILD = 1;

    private final Plan plan;
    private final Mutant mutant;
    private final Configuration configuration;
    private final StageSettings settings;
    private final Violations violations = new Violations();
    private final SimulatedTime time = new SimulatedTime();
    private final Agenda agenda = new Agenda();
    private final Messages messages = new Messages();
    private final Dice storageDice;
    private final Dice crashDice;
    private final Dice operatorDice;
    private final Dice extrasDice;
    private final SimulatedMarket market;
    private final OrderWatch orderWatch;
    private final StopWatch stopWatch;
    private final WishWatch wishWatch;
    private final RestingWatch restingWatch;
    private final DecisionWatch decisionWatch;
    private final RecoveryWatch recoveryWatch;
    private final LedgerWatch ledgerWatch;
    private final SimulatedGateway gateway;
    private final SimulatedLog events;
    private final SimulatedLog decisions;
    private final StateSaver saver;
    private final CrashSite site;

    private SimulatedEngine engine;
    private List<StageState> opening = List.of();
    private boolean wild = true;
    private long build = FIRST_BUILD;
    private long eventsBefore;
    private long crashAt;
    private long snapshotAt;
    private long sentSeen;
    private int crashes;
    private int restarts;
    private int cleanStops;
    private int standstills;
    private int hostJumps;
    private long hostAheadNs;
    private long digest;
    private boolean hasBegun;
    private long firstToldNs;
    private int lastBegun;

    /** What a seed came to. {@code digest}: the same for the same seed, whatever machine and time. */
    record Outcome(
            long seed,
            long events,
            int crashes,
            long faults,
            long orders,
            long entries,
            long fills,
            long stopsHit,
            long stopsPlaced,
            long stopsFired,
            long cleanStops,
            long standstills,
            long hostJumps,
            long snapshots,
            Map<String, Integer> alarms,
            String wishes,
            long digest,
            List<String> violations) {}

    Simulation(final Plan plan, final Mutant mutant, final Path folder) {
        this.plan = plan;
        this.mutant = mutant;
        configuration = plan.configuration();
        settings = configuration.engine().stages();
        final int instruments = plan.setup().instruments();
        storageDice = new Dice(plan.seed(), Dice.Role.STORAGE);
        crashDice = new Dice(plan.seed(), Dice.Role.CRASH);
        operatorDice = new Dice(plan.seed(), Dice.Role.OPERATOR);
        extrasDice = new Dice(~plan.seed(), Dice.Role.EXTRAS);
        market = new SimulatedMarket(plan, new Dice(plan.seed(), Dice.Role.MARKET), time);
        orderWatch = new OrderWatch(violations, time, instruments, plan.setup().device(), settings.risk());
        stopWatch = new StopWatch(violations, instruments, plan.setup().stop().atOnce);
        wishWatch = new WishWatch(violations, time, stopWatch, instruments);
        restingWatch = new RestingWatch(
                violations,
                time,
                stopWatch,
                instruments,
                plan.extras().hasDisaster(),
                plan.setup().maxQuantityLots());
        decisionWatch = new DecisionWatch(orderWatch, stopWatch, wishWatch, restingWatch);
        recoveryWatch = new RecoveryWatch(violations);
        gateway = new SimulatedGateway(plan, time, agenda, market, orderWatch, violations, mutant);
        ledgerWatch = new LedgerWatch(violations, gateway.venue(), instruments);
        events = new SimulatedLog(LogKind.EVENTS, storageDice, plan.storage().lag());
        decisions = new SimulatedLog(
                LogKind.DECISIONS,
                storageDice,
                plan.setup().device() ? plan.storage().lag() : 0);
        saver = new StateSaver(configuration.hash());
        site = new CrashSite(folder, configuration);
    }

    /**
     * Plays a seed; its files are in {@code folder} meanwhile.
     *
     * @param keep whether to leave a journal there if something is wrong
     */
    static Outcome run(final Plan plan, final Mutant mutant, final Path folder, final boolean keep) throws IOException {
        final Simulation simulation = new Simulation(plan, mutant, folder);
        final Outcome outcome = simulation.run();
        if (keep && !outcome.violations().isEmpty()) {
            simulation.leaveJournal();
        } else {
            CrashSite.delete(folder);
        }
        return outcome;
    }

    /** The events of a seed's first phase, of one generation; its plan must have no crashes. */
    static SimulatedLog record(final Plan plan, final Path folder) {
        final Simulation simulation = new Simulation(plan, Mutant.NONE, folder);
        simulation.begin();
        simulation.play(plan.events(), Long.MAX_VALUE);
        return simulation.events;
    }

    private void leaveJournal() {
        if (!engine.isDead()) {
            site.leave(
                    engine.epoch(),
                    new CrashSite.Remains(events, new SimulatedLog.Cut(events.records(), 0), SimulatedLog.Tear.NO_WORD),
                    new CrashSite.Remains(
                            decisions, new SimulatedLog.Cut(decisions.records(), 0), SimulatedLog.Tear.NO_WORD),
                    opening.isEmpty() ? List.of() : List.of(saver.opening(opening)));
        }
    }

    private void begin() {
        saver.build(build);
        start(new Recovered(RecoveryOutcome.NOTHING, 0, Optional.empty(), List.of(), false), 0, new LogEnd(0, 0, 0));
        drawCrash();
        drawSnapshot();
    }

    private Outcome run() {
        begin();
        try {
            play((long) (plan.events() * SAFETY_SHARE), Long.MAX_VALUE);
            live();
        } catch (final RuntimeException e) {
            violations.add("failure", e + " at " + e.getStackTrace()[0]);
            if (Boolean.getBoolean("simulation.trace")) {
                e.printStackTrace();
            }
        }
        return outcome();
    }

    private Outcome outcome() {
        final Map<String, Integer> alarms = new TreeMap<>();
        decisionWatch.alarms().forEach((kind, count) -> alarms.put(kind.name(), count));
        return new Outcome(
                plan.seed(),
                total(),
                crashes,
                gateway.faults(),
                gateway.venue().orders(),
                gateway.venue().entries(),
                gateway.venue().tradeCount(),
                stopWatch.hits(),
                restingWatch.placedCount(),
                gateway.venue().fired(),
                cleanStops,
                standstills,
                hostJumps,
                saver.taken(),
                alarms,
                wishWatch.figures(),
                mix(
                        mix(digest, engine.stages().orders().hash()),
                        gateway.venue().cash()),
                violations.all());
    }

    private static long mix(final long digest, final long value) {
        return Long.rotateLeft(digest ^ value, 29) * 0x9E3779B97F4A7C15L;
    }

    private long total() {
        return eventsBefore + engine.published();
    }

    // ---- the loop

    private void play(final long untilEvents, final long untilNs) {
        while (!violations.any() && total() < untilEvents && time.timeNs() < untilNs) {
            step(untilNs);
            if (engine.halt().isLit()) {
                final Halt.Cause cause = engine.halt().cause().orElseThrow();
                violations.add("halt", cause.toString());
                if (Boolean.getBoolean("simulation.trace")) {
                    cause.failure().printStackTrace();
                }
            } else {
                happen();
            }
        }
    }

    private void step(final long untilNs) {
        final long marketNs = market.nextNs();
        final long agendaNs = agenda.nextNs();
        final long nextNs = Math.min(Math.min(marketNs, agendaNs), Math.min(engine.nextTickNs(), untilNs));
        time.advanceTo(nextNs);
        if (agendaNs <= nextNs) {
            agenda.runNext();
        } else if (marketNs <= nextNs) {
            gateway.venue().onMarket(market.emit(engine.market()));
        }
        engine.turn();
        restingWatch.look();
    }

    /** What comes from nowhere: snapshots in any case; crashes, operators, others at the venue in the first phase. */
    private void happen() {
        if (total() >= snapshotAt && !saver.isBusy()) {
            engine.hear(messages.snapshotRequest());
            drawSnapshot();
        }
        if (!wild) {
            return;
        }
        if (extrasDice.chance(plan.extras().segmentSwap())) {
            (extrasDice.below(2) == 0 ? events : decisions).swap();
        }
        final long sent = orderWatch.entries() + orderWatch.exits();
        if (sent != sentSeen) {
            sentSeen = sent;
            if (crashDice.chance(plan.storage().crashAtOrder())) {
                crashAt = Math.min(crashAt, total() + crashDice.below(4));
            }
        }
        if (saver.isBusy() && crashDice.chance(plan.storage().crashAtSnapshot())) {
            crashAt = total();
        }
        if (total() >= crashAt) {
            die();
        } else {
            interfere();
        }
    }

    private void die() {
        if (hasBegun && extrasDice.chance(plan.extras().cleanStop())) {
            stop();
        } else {
            crash();
        }
    }

    private void interfere() {
        final int instrumentOfVenue = 1 + (int) (total() % plan.setup().instruments());
        if (extrasDice.chance(plan.extras().funding())) {
            gateway.venue().fund(instrumentOfVenue, extrasDice.between(-300, 300));
        }
        if (extrasDice.chance(plan.extras().liquidation())) {
            gateway.venue().liquidate(instrumentOfVenue);
        }
        if (extrasDice.chance(plan.extras().standstill())) {
            standStill(extrasDice.magnitude(SECOND, 40 * SECOND));
        }
        if (operatorDice.chance(plan.venue().byHand())) {
            final int instrument = 1 + operatorDice.below(plan.setup().instruments());
            gateway.venue().byHand(instrument, operatorDice.between(-60, 60));
        }
        if (operatorDice.chance(plan.venue().restart())) {
            gateway.restartVenue();
            restarts++;
        }
        if (operatorDice.chance(plan.venue().commands())) {
            final int instrument = operatorDice.below(plan.setup().instruments() + 1);
            final Command command =
                    operatorDice.oneOf(Command.PAUSE, Command.REDUCE_ONLY, Command.CANCEL_ALL, Command.FLATTEN);
            final long pauseNs = operatorDice.between(SECOND, 20 * SECOND);
            if (takesCommands()) {
                engine.hear(messages.command(command, instrument));
                resumeAfter(pauseNs, instrument);
            }
        }
    }

    /** An engine listens to operators when it has told itself what it starts with. */
    private boolean takesCommands() {
        return time.timeNs() > firstToldNs;
    }

    private void resumeAfter(final long pauseNs, final int instrument) {
        final SimulatedEngine present = engine;
        agenda.at(time.timeNs() + pauseNs, () -> {
            if (present == engine && !present.isDead()) {
                resume(instrument);
                engine.hear(messages.command(Command.LIFT, instrument));
            }
        });
    }

    private void resume(final int instrument) {
        engine.hear(messages.command(Command.LIFT, instrument));
        engine.hear(messages.command(Command.RESUME, instrument));
    }

    private void drawSnapshot() {
        snapshotAt =
                total() + storageDice.between(1, 2 * Math.max(1, plan.storage().snapshotEvents()));
    }

    private void drawCrash() {
        crashAt = total() + crashDice.between(1, 2 * plan.storage().crashEvents());
        if (crashDice.chance(plan.storage().crashAtStart())) {
            crashAt = Math.min(crashAt, total() + crashDice.below(STARTING_EVENTS));
        }
    }

    /** The engine's process doesn't run for a while; the venue does. */
    private void standStill(final long ns) {
        standstills++;
        engine.standStill();
        passTime(ns);
        market.skipTo(time.timeNs());
        engine.goOn();
    }

    /** The engine is asked to stop, has some time for what is under way, writes its last snapshot and seals. */
    private void stop() {
        cleanStops++;
        crashAt = Long.MAX_VALUE;
        market.instruments().forEach(instrument -> engine.hear(messages.command(Command.STOP, instrument.id())));
        final SimulatedEngine asked = engine;
        final long untilNs = time.timeNs() + extrasDice.between(10 * MS, 5 * SECOND);
        while (!violations.any() && time.timeNs() < untilNs && !asked.halt().isLit()) {
            step(untilNs);
        }
        if (violations.any() || asked.halt().isLit()) {
            return;
        }
        events.flush();
        decisions.flush();
        engine.turn();
        events.flush();
        decisions.flush();
        saver.last(engine.receiveTimeNs());
        crash(true);
    }

    // ---- life and death

    private void start(final Recovered recovered, final int previousEpoch, final LogEnd previous) {
        final int epoch = previousEpoch + 1;
        eventsBefore += engine == null ? 0 : engine.published();
        events.begin(epoch);
        decisions.begin(epoch);
        hostAheadNs = aheadNs();
        engine = new SimulatedEngine(
                epoch,
                settings,
                opening,
                time,
                HostClock.of(
                        time,
                        hostAheadNs,
                        recovered.state().map(state -> state.orders().timeNs()).orElse(0L)),
                agenda,
                events,
                decisions,
                gateway,
                orderWatch,
                stopWatch,
                decisionWatch,
                saver,
                mutant,
                plan.setup().device());
        orderWatch.begin(events, decisions, recovered.entriesHeld());
        wishWatch.begin();
        hasBegun = false;
        firstEvents(recovered, previousEpoch, previous);
    }

    /** How far the host's clock is ahead of the venue's at this start. */
    private long aheadNs() {
        if (!wild || !extrasDice.chance(plan.extras().hostJump())) {
            return hostAheadNs;
        }
        hostJumps++;
        return extrasDice.between(-plan.extras().mostJumpNs(), plan.extras().mostJumpNs());
    }

    /** In the engine's own order; a crash may come in between. */
    private void firstEvents(final Recovered recovered, final int previousEpoch, final LogEnd previous) {
        final List<byte[]> first = new ArrayList<>();
        first.add(messages.started(
                previousEpoch,
                previous.lastSequence(),
                previous.chain(),
                configuration.hash(),
                build,
                recovered.outcome(),
                recovered.entriesHeld()));
        recovered
                .orders()
                .forEach(order -> first.add(messages.inDoubt(
                        order.instrument(),
                        RecoveryWatch.name(order),
                        order.quantity(),
                        order.side() == Side.BUY ? 1 : -1,
                        order.purpose(),
                        order.reduceOnly(),
                        order.causeSequence())));
        market.instruments().forEach(instrument -> first.add(messages.definition(instrument)));
        if (plan.extras().hostJump() > 0) {
            first.add(messages.clockOffset(-engine.aheadNs()));
        }
        first.add(messages.balance(gateway.venue().wallet(AccountLists.INITIAL), EventLayout.NO_TIME));
        final SimulatedEngine mine = engine;
        long atNs = time.timeNs();
        for (final byte[] event : first) {
            final boolean definition = event.length != first.get(0).length;
            agenda.at(atNs, () -> {
                if (mine == engine && !mine.isDead()) {
                    engine.hear(event);
                    hasBegun |= definition && isDefinition(event);
                }
            });
            atNs += crashDice.below(3) * MS;
        }
        final long knownNs =
                recovered.state().map(state -> state.orders().knownUntilNs()).orElse(time.timeNs());
        agenda.at(atNs, () -> {
            if (mine == engine && !mine.isDead()) {
                gateway.engineStarted(engine::hear, knownNs);
            }
        });
        firstToldNs = atNs;
        if (recovered.entriesHeld()) {
            resumeAfter(crashDice.between(SECOND, 20 * SECOND), 0);
        }
    }

    private static boolean isDefinition(final byte[] event) {
        return EventLayout.templateId(new UnsafeBuffer(event), 0) == InstrumentDefinitionDecoder.TEMPLATE_ID;
    }

    private void crash() {
        crashes++;
        crash(false);
    }

    /** @param inOrder whether it was asked to, and did */
    private void crash(final boolean inOrder) {
        final SimulatedEngine dead = engine;
        final boolean begun = hasBegun;
        dead.die();
        gateway.engineEnded();
        digest = mix(digest, dead.stages().orders().hash());
        final CrashSite.Remains ofEvents = inOrder ? whole(events) : remains(events, cutOf(events));
        final CrashSite.Remains ofDecisions = inOrder ? whole(decisions) : remains(decisions, cutOfDecisions());
        final List<Snapshot> snapshots = new ArrayList<>(saver.written());
        if (!opening.isEmpty()) {
            snapshots.add(saver.opening(opening));
        }
        site.leave(dead.epoch(), mutated(ofEvents), ofDecisions, snapshots);
        if (inOrder) {
            site.seal(dead.epoch(), events.end(), decisions.end());
        }
        damage(dead.epoch(), snapshots);
        final boolean otherBuild = crashDice.chance(plan.storage().otherBuild());
        build += otherBuild ? 1 : 0;
        saver.build(build);
        comeBack(dead, begun, inOrder, ofEvents, ofDecisions, otherBuild);
    }

    private static CrashSite.Remains whole(final SimulatedLog log) {
        return new CrashSite.Remains(log, new SimulatedLog.Cut(log.records(), 0), SimulatedLog.Tear.NO_WORD);
    }

    /** Killed, it loses what wasn't appended yet; without power, what wasn't forced. */
    private int cutOf(final SimulatedLog log) {
        return (int) crashDice.between(log.safeRecords(), log.records());
    }

    /** A killed one-thread engine may not have come to the decisions of its last event. */
    private int cutOfDecisions() {
        final boolean last = decisions.records() > 0
                && !plan.setup().device()
                && decisions.lastSequence() == events.lastSequence()
                && !orderWatch.hasSent(decisions.lastSequence())
                && crashDice.below(4) == 0;
        return last && saver.written().stream().noneMatch(one -> one.sequence() == decisions.lastSequence())
                ? decisions.records() - 1
                : cutOf(decisions);
    }

    private CrashSite.Remains remains(final SimulatedLog log, final int cut) {
        final int behind = log.bytesBehind(cut);
        final boolean torn = behind > 0 && crashDice.chance(plan.storage().torn());
        final SimulatedLog.Tear tear =
                plan.setup().device() ? crashDice.oneOf(SimulatedLog.Tear.values()) : SimulatedLog.Tear.NO_WORD;
        return new CrashSite.Remains(log, new SimulatedLog.Cut(cut, torn ? 1 + crashDice.below(behind - 1) : 0), tear);
    }

    private CrashSite.Remains mutated(final CrashSite.Remains remains) {
        final int records = remains.cut().records();
        return mutant == Mutant.LOSE_LAST_EVENT && records > 0
                ? new CrashSite.Remains(remains.log(), new SimulatedLog.Cut(records - 1, 0), remains.tear())
                : remains;
    }

    private void damage(final int epoch, final List<Snapshot> snapshots) {
        final boolean all = storageDice.below(8) == 0;
        if (!storageDice.chance(plan.storage().snapshotDamaged())) {
            return;
        }
        for (final Snapshot snapshot : snapshots) {
            site.damage(epoch, snapshot, storageDice);
            if (!all) {
                return;
            }
        }
    }

    private void comeBack(
            final SimulatedEngine dead,
            final boolean begun,
            final boolean inOrder,
            final CrashSite.Remains ofEvents,
            final CrashSite.Remains ofDecisions,
            final boolean otherBuild) {
        passTime(crashDice.magnitude(10 * MS, 60 * SECOND));
        CrashSite.Return back = site.recover(dead.epoch(), build);
        final int kept = recoveryWatch.prefix(ofEvents, back.seal().events(), "event log");
        final int keptDecisions = recoveryWatch.prefix(ofDecisions, back.seal().decisions(), "decision log");
        orderWatch.crashed(back.seal().events().lastSequence());
        if (crashDice.below(10) == 0) {
            // Recovery was killed, too.
            back = site.recover(dead.epoch(), build);
        }
        final Recovered recovered = back.recovered();
        if (recovered.state().isEmpty()) {
            violations.require(
                    opening.isEmpty() && !isBegun(kept), "I2", "nothing came back: " + String.join("\n", site.told()));
            stopWatch.goOn(dead.stages(), true);
        } else {
            judge(dead, begun, inOrder, ofEvents, kept, keptDecisions, ofDecisions, otherBuild, recovered);
        }
        site.forget(lastBegun);
        market.skipTo(time.timeNs());
        start(recovered, dead.epoch(), back.seal().events());
        if (!opening.isEmpty()) {
            recoveryWatch.state(opening, engine.stages().save(), "loaded for generation " + engine.epoch());
        }
        drawCrash();
        drawSnapshot();
    }

    private boolean isBegun(final int kept) {
        final boolean[] found = new boolean[1];
        events.read(
                kept,
                (sequence, payload, offset, lengthBytes) ->
                        found[0] |= EventLayout.templateId(payload, offset) == InstrumentDefinitionDecoder.TEMPLATE_ID);
        return found[0];
    }

    private void judge(
            final SimulatedEngine dead,
            final boolean begun,
            final boolean inOrder,
            final CrashSite.Remains ofEvents,
            final int kept,
            final int keptDecisions,
            final CrashSite.Remains ofDecisions,
            final boolean otherBuild,
            final Recovered recovered) {
        final List<StageState> found = recovered.state().orElseThrow().save();
        final boolean whole = kept == events.records();
        final boolean wasBegun = begun && isBegun(kept);
        if (wasBegun && whole) {
            recoveryWatch.state(dead.stages().save(), found, "generation " + dead.epoch());
        } else if (!wasBegun) {
            recoveryWatch.state(opening, found, "generation " + dead.epoch() + ", which hadn't begun");
        }
        if (wasBegun) {
            lastBegun = dead.epoch();
            final boolean torn = ofEvents.cut().bytes() > 0 || ofDecisions.cut().bytes() > 0;
            recoveryWatch.outcome(recovered.outcome(), inOrder, otherBuild, torn, site.told());
            recoveryWatch.doubts(decisions, keptDecisions, events.end(kept).lastSequence(), recovered.orders());
        }
        stopWatch.goOn(recovered.state().orElseThrow(), !(wasBegun && whole));
        opening = found;
    }

    /** The venue goes on while the engine is gone. */
    private void passTime(final long ns) {
        final long untilNs = time.timeNs() + ns;
        while (agenda.nextNs() <= untilNs) {
            time.advanceTo(agenda.nextNs());
            agenda.runNext();
        }
        time.advanceTo(untilNs);
    }

    // ---- liveness

    private void live() {
        wild = false;
        market.calm();
        gateway.calm();
        events.calm();
        decisions.calm();
        // The last crash may have been the last event.
        play(Long.MAX_VALUE, firstToldNs + 1);
        resume(0);
        market.instruments().forEach(instrument -> resume(instrument.id()));
        play(Long.MAX_VALUE, time.timeNs() + CALM_NS);
        if (violations.any()) {
            return;
        }
        violations.require(gateway.isConnected(), "simulation", "not connected after the calm");
        violations.require(orderWatch.isGuarded(), "L2", "not guarded after the calm");
        restingWatch.watch(gateway.venue());
        ledgerWatch.resolved(engine.stages(), name -> time.timeNs() - orderWatch.sentNs(name) < SECOND);
        wishWatch.watch(gateway.venue());
        play(Long.MAX_VALUE, time.timeNs() + WISHES_NS);
        wishWatch.end();
        market.instruments().forEach(instrument -> engine.hear(messages.command(Command.FLATTEN, instrument.id())));
        play(Long.MAX_VALUE, time.timeNs() + CLOSE_NS);
        if (!violations.any()) {
            ledgerWatch.closed(engine.stages());
        }
    }

    /** For those who want to know where it stands. */
    String place() {
        return "generation " + engine.epoch() + " sequence " + engine.published() + " after " + total() + " events, "
                + restarts + " restarts of the venue";
    }
}
