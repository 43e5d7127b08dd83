package io.ringfence.engine.assembly;

import io.ringfence.engine.alarm.AlarmDelivery;
import io.ringfence.engine.alarm.AlarmNotice;
import io.ringfence.engine.config.Durability;
import io.ringfence.engine.config.EngineConfig;
import io.ringfence.engine.config.JournalSettings;
import io.ringfence.engine.config.LaneIdles;
import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.config.LeverageSettings;
import io.ringfence.engine.config.Mode;
import io.ringfence.engine.config.OnStop;
import io.ringfence.engine.config.RecordedConfiguration;
import io.ringfence.engine.config.RiskConduct;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.indicator.IndicatorsStage;
import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.lane.Lane;
import io.ringfence.engine.lane.LaneThread;
import io.ringfence.engine.lane.Pinning;
import io.ringfence.engine.lane.ProgressWatch;
import io.ringfence.engine.operator.CommandRefused;
import io.ringfence.engine.operator.CommandSocket;
import io.ringfence.engine.recovery.Recovered;
import io.ringfence.engine.recovery.Recovery;
import io.ringfence.engine.recovery.RecoverySteps;
import io.ringfence.engine.recovery.RunIdentity;
import io.ringfence.engine.scan.Membership;
import io.ringfence.engine.snapshot.SnapshotThread;
import io.ringfence.engine.warmup.WarmUp;
import io.ringfence.engine.warmup.WarmUpProgress;
import io.ringfence.engine.watch.RunState;
import io.ringfence.engine.watch.RunWatch;
import io.ringfence.gateway.binance.RestSigner;
import io.ringfence.gateway.clock.EngineClock;
import io.ringfence.gateway.clock.PlayedClock;
import io.ringfence.gateway.clock.SystemClock;
import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.loop.Duty;
import io.ringfence.gateway.loop.PollingLoop;
import io.ringfence.gateway.reconcile.AccountComparison;
import io.ringfence.gateway.reconcile.Reconciler;
import io.ringfence.gateway.reconcile.WantedMargin;
import io.ringfence.gateway.session.BalanceListing;
import io.ringfence.gateway.session.HandOver;
import io.ringfence.gateway.session.RequestBudget;
import io.ringfence.gateway.session.RequestSigner;
import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.RestException;
import io.ringfence.gateway.session.VenueAddresses;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.log.Disk;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.CommandOrigin;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.GenerationStartedEncoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.number.Decimals;
import io.ringfence.journal.number.Money;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotStore;
import io.ringfence.journal.view.AtStart;
import io.ringfence.journal.view.LaneCounter;
import io.ringfence.journal.view.ViewWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running engine: journal, ring, lanes, sessions, and the threads under them. Made and stopped by one thread, which is
 * none of its own; the figures may be read by any.
 */
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration REST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ORDER_ENTRY_LIMIT = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final String START = "start";
    private static final String STOP = "stop";
    private static final long HANG_LIMIT_MS = 10_000;
    private static final long SETTLE_MS = 5_000;
    private static final long POLL_MS = 10;
    private static final int WARM_UP_SHARE = 4;
    private static final int LISTING_WEIGHT = 20;

    private final EngineSetup setup;
    private final List<String> configured;
    private final long buildHash;
    private final Recovered recovered;
    private final RecoverySteps steps;
    private final EngineConfig config;
    private final Halt halt = new Halt();
    private final Journal journal;
    private final RestClient rest;
    private final EngineClock clock;
    private final VenueClock venueClock;
    private final AccountState account;
    private final LaneLayout layout;
    private final LaneIdles idles;
    private final List<Instrument> instruments;
    private final Generation generation;
    private final Hosts hosts;
    private final Wiring wiring;
    private final ListingCache listings;
    private final Membership membership;
    private final boolean listingsAreKept;
    private final Roster roster;
    private final FirstEvents events;
    private final OperatorDesk desk;
    private Optional<CommandSocket> commands = Optional.empty();
    private final OffsetMeter offsetMeter;
    private final RunWatch watch;
    private final AlarmDelivery alarms;
    private final DiskSide disk;
    private final RiskSide riskSide;
    private final ViewWriter view;
    private final Optional<WarmUp> warmUp;
    private final SnapshotThread snapshots;
    private final JournalPast past;
    private final RehearsalThread rehearsal;
    private final ProgressWatch progress = new ProgressWatch(halt, HANG_LIMIT_MS);
    private final List<LaneThread> laneThreads = new ArrayList<>();

    /**
     * Prepares everything and starts: takes the journal's lock, opens a generation, asks the venue for instruments and
     * balance, starts the threads, connects.
     *
     * @param lines told of orders, fills, closed positions, refusals and alarms, on a thread of its own
     * @throws io.ringfence.journal.generation.JournalLockedException if another engine has the journal
     */
    public static Engine start(final EngineSetup setup, final Consumer<String> lines)
            throws IOException, RestException, InterruptedException {
        return start(setup, lines, new RecoverySteps(step -> LOG.info("{}", step)));
    }

    /** @param steps told on the calling thread what the start does, step by step */
    public static Engine start(final EngineSetup setup, final Consumer<String> lines, final RecoverySteps steps)
            throws IOException, RestException, InterruptedException {
        return start(setup, StageRow.STANDARD, Build.hash(), Disk.REAL, lines, steps);
    }

    /** With a journal on another disk than the system's. */
    static Engine start(final EngineSetup setup, final Disk disk, final Consumer<String> lines)
            throws IOException, RestException, InterruptedException {
        return start(
                setup, StageRow.STANDARD, Build.hash(), disk, lines, new RecoverySteps(step -> LOG.info("{}", step)));
    }

    static Engine start(final EngineSetup setup, final StageRow stages, final Consumer<String> lines)
            throws IOException, RestException, InterruptedException {
        return start(setup, stages, Build.hash(), Disk.REAL, lines, new RecoverySteps(step -> LOG.info("{}", step)));
    }

    static Engine start(
            final EngineSetup setup,
            final StageRow stages,
            final long buildHash,
            final Consumer<String> lines,
            final RecoverySteps steps)
            throws IOException, RestException, InterruptedException {
        return start(setup, stages, buildHash, Disk.REAL, lines, steps);
    }

    private static Engine start(
            final EngineSetup setup,
            final StageRow stages,
            final long buildHash,
            final Disk disk,
            final Consumer<String> lines,
            final RecoverySteps steps)
            throws IOException, RestException, InterruptedException {
        final long codeHash = setup.configuration().engine().strategies().withCode(buildHash);
        final Engine engine = prepare(setup, stages, codeHash, disk, lines, steps);
        try {
            engine.begin();
            return engine;
        } catch (final RestException | InterruptedException | RuntimeException e) {
            engine.halt.light(START, 0, e);
            engine.end();
            throw e;
        }
    }

    private static Engine prepare(
            final EngineSetup setup,
            final StageRow stages,
            final long buildHash,
            final Disk onDisk,
            final Consumer<String> lines,
            final RecoverySteps steps)
            throws IOException, RestException, InterruptedException {
        final JournalSettings settings = setup.configuration().engine().journal();
        final Journal journal = Journal.openUnsealed(setup.journal(), settings.onDamage(), onDisk);
        try {
            DiskSide.requireSpace(journal.directory(), settings);
            steps.done("journal", journal.directory() + " locked, what the newest run left is read");
            try (VenueAhead ahead = VenueAhead.begin(setup, REST_TIMEOUT, listings(setup, journal))) {
                final RunIdentity identity = RunIdentity.of(setup.configuration());
                final Recovered recovered = setup.recovers()
                        ? new Recovery(journal, setup.configuration(), identity, buildHash, steps).run()
                        : Recovered.NOTHING;
                try {
                    return new Engine(setup, stages, buildHash, journal, recovered, ahead, lines, steps);
                } catch (final RestException e) {
                    warnOfHeld(recovered, steps);
                    throw e;
                }
            }
        } catch (final IOException | RestException | InterruptedException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /** A start that fails leaves them as they were: with what rests at the venue, and nothing else. */
    private static void warnOfHeld(final Recovered recovered, final RecoverySteps steps) {
        final int held = recovered.instruments().size();
        if (held > 0) {
            steps.say("the venue can't be asked, so " + held + (held == 1 ? " instrument stays" : " instruments stay")
                    + " WITHOUT the engine's stops and orders until a start succeeds");
        }
    }

    private Engine(
            final EngineSetup given,
            final StageRow stages,
            final long buildHash,
            final Journal journal,
            final Recovered recovered,
            final VenueAhead ahead,
            final Consumer<String> lines,
            final RecoverySteps steps)
            throws IOException, RestException, InterruptedException {
        this.buildHash = buildHash;
        this.recovered = recovered;
        this.steps = steps;
        this.journal = journal;
        final VenueAddresses venue = given.venue();
        listings = ahead.cache();
        final VenueAhead.Asked asked = ahead.asked();
        final long venueTimeNs = TimeUnit.MILLISECONDS.toNanos(AccountState.asking(asked.rest()::timeMs));
        final FirstInstruments first = FirstInstruments.find(
                given,
                recovered,
                journal.instrumentIds(),
                asked.found(),
                () -> listings.ask(asked.rest()::exchangeInfo));
        configured = first.configured();
        membership = first.membership();
        listingsAreKept = first.isKept();
        setup = given.withInstruments(first.symbols());
        config = setup.configuration().engine();
        instruments = new CopyOnWriteArrayList<>(first.followed());
        final Carried carried = new Carried(recovered);
        clock = venue.played() ? new PlayedClock(venueTimeNs) : hostsClock(carried.lastTimeNs());
        venueClock = new VenueClock(clock);
        rest = new RestClient(venue, signer(setup), venueClock, REST_TIMEOUT);
        if (!venue.played()) {
            AccountState.asking(() -> {
                venueClock.measure(rest);
                return venueClock;
            });
        }
        account = setup.sendsOrders() ? AccountState.ask(rest) : AccountState.EMPTY;
        steps.done("venue", instruments.size() + " instruments of " + venue.rest() + first.age());
        first.dropped()
                .forEach(symbol -> steps.say(
                        symbol + " was dropped by an operator: it isn't followed until 'command add " + symbol + "'"));
        first.unlisted()
                .forEach(symbol -> steps.say(symbol + " is configured, and the venue doesn't list it any more"));
        layout = config.layoutOn(Runtime.getRuntime().availableProcessors());
        idles = LaneIdles.on(Runtime.getRuntime().availableProcessors(), layout, config::idleOf);
        hosts = Hosts.open(layout, idles, venue, rest.budget());
        generation = journal.start(GenerationOptions.defaults()
                .withSegmentBytes(config.journal().segmentSize().bytes())
                .withForced(config.journal().durability() == Durability.DEVICE));
        RecordedConfiguration.write(generation.directory(), setup.configuration(), generation.disk());
        RunIdentity.of(setup.configuration()).write(generation.directory(), generation.disk());
        wiring = new Wiring(
                setup,
                stages,
                buildHash,
                hosts,
                layout,
                generation,
                instruments,
                journal.instrumentIds().count(),
                rest,
                clock,
                venueClock,
                carried,
                carried.knownUntilMs(venueTimeNs),
                this::doubtClock,
                halt);
        snapshots = new SnapshotThread(
                wiring.snapshots,
                new SnapshotStore(generation.directory(), generation.epoch()),
                config.snapshots().keep());
        writeOpening(carried);
        events = new FirstEvents(wiring.handOver.waitingSink(), config.account().id());
        desk = new OperatorDesk(
                instruments,
                wiring.handOver,
                config.account().id(),
                generation.epoch(),
                wiring.commands,
                wiring.lanes::reached,
                halt,
                this::roster);
        offsetMeter = new OffsetMeter(venueClock, rest, wiring.handOver.waitingSink(), System::nanoTime);
        alarms = new AlarmDelivery(config.alarms());
        watch = new RunWatch(
                journal.read(generation.epoch()), instruments, carried.begin(), steps.startNanos(), lines, this::raise);
        disk = new DiskSide(
                journal.directory(),
                config.journal(),
                generation,
                wiring.handOver.waitingSink(),
                this::isIdle,
                wiring.lanes::reached,
                halt);
        riskSide = riskSide();
        view = view(carried.view());
        past = new JournalPast(journal, recovered.epoch(), () -> watch.guardedAfterMs() >= 0 || halt.isLit());
        rehearsal = new RehearsalThread(
                config.rehearsedOrders(),
                setup.credentials().map(Credentials::kind).orElse(Credentials.Kind.ED25519),
                () -> watch.guardedAfterMs() >= 0,
                halt::isLit);
        warmUp = warmUp(lines);
        roster = new Roster(
                instruments,
                this::listed,
                this::held,
                new FirstEvents(wiring.handOver.waitingSink(), config.account().id()),
                wiring.directory,
                wiring.books,
                id -> hosts.inboundLoop().execute(() -> wiring.books.lose(id)),
                wiring.market,
                warmUp,
                watch,
                config.spareInstruments());
        instruments.stream().filter(one -> membership.isDropped(one.id())).forEach(roster::leave);
    }

    private static ListingCache listings(final EngineSetup given, final Journal journal) {
        return new ListingCache(
                journal.directory(), given.venue().rest().toString(), maxListingAge(given), System::currentTimeMillis);
    }

    /** Of a played market another one may be played at the same address. */
    private static Duration maxListingAge(final EngineSetup given) {
        return given.venue().played()
                ? Duration.ZERO
                : Duration.ofNanos(given.configuration().engine().listingAge().ns());
    }

    private Roster roster() {
        return roster;
    }

    /** What the venue lists now; a symbol that just came isn't in a list of before. */
    private Instrument listed(final String symbol) throws CommandRefused, InterruptedException {
        try {
            if (!rest.budget().trySpend(LISTING_WEIGHT, RequestBudget.Purpose.ACCOUNT)) {
                throw new CommandRefused("the venue can't be asked about " + symbol
                        + " now: there is no request weight for it; try again in a minute");
            }
            final VenueAddresses venue = setup.venue();
            return new Listings(venue.venue(), venue.kind(), journal.instrumentIds(), setup.followsMarkPrices())
                    .instruments(listings.ask(rest::exchangeInfo), List.of(symbol), List.of(), config.maxInstruments())
                    .get(0);
        } catch (final RestException e) {
            throw new CommandRefused("the venue can't be asked about " + symbol + ": " + e.getMessage());
        } catch (final IllegalArgumentException e) {
            throw new CommandRefused(e.getMessage());
        }
    }

    /** Behind the first part of the hand-over's room: the rest is for reports and answers. */
    private Optional<WarmUp> warmUp(final Consumer<String> lines) {
        if (config.warmUp().candles() == 0) {
            return Optional.empty();
        }
        final WarmUp.Place place = new WarmUp.Place(
                journal.directory(),
                journal.read(generation.epoch()),
                rest,
                setup.venue().kind(),
                venueClock,
                () -> wiring.handOver.waitingBytes() > HandOver.DEFAULT_CAPACITY_BYTES / WARM_UP_SHARE,
                wiring.handOver::waitingSink,
                lines);
        return Optional.of(new WarmUp(
                place,
                config.warmUp().candles(),
                // Own candles of marks are all there are.
                config.indicators().timeframes().stream()
                        .filter(timeframe -> !config.indicators().isOfMarks(timeframe))
                        .map(Timeframe::ns)
                        .toList(),
                instruments,
                config.maxInstruments(),
                this::candlesKnownUntilNs));
    }

    private long candlesKnownUntilNs(final int instrument, final long timeframeNs) {
        return wiring.stages.stream()
                .filter(IndicatorsStage.class::isInstance)
                .map(IndicatorsStage.class::cast)
                .mapToLong(stage -> stage.knownUntilNs(instrument, timeframeNs))
                .findFirst()
                .orElse(0);
    }

    /** Deadlines of the recovered state lie in the time of the engine before: it never goes back. */
    private static EngineClock hostsClock(final long lastTimeNs) {
        final SystemClock clock = new SystemClock(lastTimeNs);
        if (clock.behindNs() > 0) {
            LOG.warn(
                    "the host's clock is ms={} behind the last recorded event: engine time goes on from there, and"
                            + " requests carry the venue's time as measured",
                    TimeUnit.NANOSECONDS.toMillis(clock.behindNs()));
        }
        return clock;
    }

    private RiskSide riskSide() {
        final boolean lags = !layout.inboundInside() && !setup.venue().played();
        return new RiskSide(
                wiring.handOver.waitingSink(),
                rest.budget(),
                clock,
                wiring.ring::newest,
                lags ? wiring.lanes::reached : null,
                config.lanes().ringSize(),
                config.risk().limits(),
                killFile());
    }

    private KillFile killFile() {
        final RiskConduct conduct = config.risk().rest();
        final FirstEvents through =
                new FirstEvents(wiring.handOver.waitingSink(), config.account().id());
        return new KillFile(
                journal.directory().toAbsolutePath().resolveSibling(conduct.killFile()),
                conduct.killLevel(),
                level -> desk.kill(through, level, CommandOrigin.FILE));
    }

    /** Throws the kill switch as far as configured; by a signal of the operating system. Any thread, one at a time. */
    public void kill() {
        desk.kill(
                new FirstEvents(wiring.handOver.waitingSink(), config.account().id()),
                config.risk().rest().killLevel(),
                CommandOrigin.SIGNAL);
    }

    /** How the account is seen by the venue, at the start and now and then. */
    private void compareAccount() throws RestException, InterruptedException {
        final long everyNs = config.risk().rest().compareEvery().ns();
        if (wiring.userData.isEmpty()) {
            return;
        }
        final AccountComparison comparison = accountComparison();
        AccountState.asking(() -> {
            comparison.begin(config.account().leverage().set());
            return comparison;
        });
        if (everyNs == 0) {
            return;
        }
        hosts.inboundLoop()
                .scheduleAtFixedRate(
                        new OneAtATime(comparison::compare, hosts.blockingSide()),
                        everyNs,
                        everyNs,
                        TimeUnit.NANOSECONDS);
    }

    private AccountComparison accountComparison() {
        return new AccountComparison(
                rest,
                instruments,
                config.account().id(),
                config.account().currency(),
                wiring.handOver.waitingSink(),
                this::wantedMargin,
                wiring.userData.orElseThrow()::isUp);
    }

    /** An account of the engine's own holds nothing that the engine doesn't know. */
    private Runnable held(final Instrument instrument) throws CommandRefused, InterruptedException {
        if (wiring.userData.isEmpty()) {
            return () -> {};
        }
        try {
            return accountComparison()
                    .arriving(instrument, config.account().leverage().set());
        } catch (final RestException e) {
            throw new CommandRefused(
                    "the venue can't be asked how " + instrument.symbol() + " is held: " + e.getMessage());
        }
    }

    private WantedMargin wantedMargin(final String symbol) {
        final LeverageSettings wanted = config.account().leverage();
        final Flag isolated = switch (wanted.marginType()) {
            case ANY -> Flag.NULL_VAL;
            case CROSS -> Flag.NO;
            case ISOLATED -> Flag.YES;
        };
        return new WantedMargin(wanted.of(symbol), isolated);
    }

    private static RequestSigner signer(final EngineSetup setup) {
        return setup.credentials()
                .map(credentials -> new RestSigner(credentials, RestSigner.RECEIVE_WINDOW_MS))
                .orElse(null);
    }

    private ViewWriter view(final AtStart begin) {
        final List<LaneCounter> lanes = new ArrayList<>();
        lanes.add(new LaneCounter("inbound", wiring.ring::newest));
        wiring.lanes.all().forEach(lane -> lanes.add(new LaneCounter(lane.name(), lane::reached)));
        return new ViewWriter(journal.read(generation.epoch()), config.maxInstruments(), lanes, begin);
    }

    private void raise(final AlarmNotice notice) {
        alarms.accept(notice);
        if (notice.doubtsBooks()) {
            wiring.reconciler.ifPresent(Reconciler::request);
        }
    }

    /** On the disk before the first event: a generation is gone on from by itself. */
    private void writeOpening(final Carried carried) {
        if (recovered.state().isEmpty()) {
            steps.done("generation", generation.epoch() + ", from nothing");
            return;
        }
        new SnapshotStore(generation.directory(), generation.epoch())
                .write(new Snapshot(
                        config.engineId(),
                        generation.epoch(),
                        0,
                        0,
                        buildHash,
                        setup.configuration().hash(),
                        GenerationStartedEncoder.SCHEMA_VERSION,
                        generation.events().end(),
                        generation.decisions().end(),
                        carried.save(wiring.stages)));
        steps.done(
                "generation",
                generation.epoch() + ", opening snapshot forced"
                        + (wiring.freshStages.isEmpty()
                                ? ""
                                : "; other settings, so these start fresh: " + String.join(", ", wiring.freshStages)));
    }

    private void begin() throws RestException, InterruptedException {
        warnOfTooManySpinners();
        startThreads();
        events.generationStarted(
                generation,
                config.engineId(),
                setup.configuration().hash(),
                buildHash,
                config.strategies().hash(),
                recovered.outcome(),
                recovered.entriesHeld());
        recovered.orders().forEach(events::inDoubt);
        tellOffset();
        instruments.forEach(events::instrument);
        if (warmUp.isPresent()) {
            warmUp.get().begin();
        }
        leaveUnconfigured();
        tellBalance();
        if (recovered.state().isEmpty()) {
            new HeldBefore(instruments, events).tell(account.positions());
        }
        watch.start();
        disk.start();
        riskSide.start();
        startAccount();
        compareAccount();
        // Behind it entries may be made, so all about the account has been told.
        wiring.reconciler.ifPresent(Reconciler::start);
        reloadInstruments();
        roster.start();
        awaitOrderEntry();
        wiring.market.start();
        warmUp.ifPresent(WarmUp::start);
        view.start();
        past.start();
        rehearsal.start(Runtime.getRuntime().availableProcessors() - idles.spinning());
        commands = CommandSocket.open(journal.directory(), desk);
        steps.done("connecting", "what is in doubt is asked for; positions are guarded as their market comes");
    }

    /** First of all that connects: it logs on while the account is asked, and before the market keeps its loop busy. */
    private void startAccount() throws RestException, InterruptedException {
        if (wiring.orderEntry.isPresent()) {
            followPlayedClock();
            wiring.userData.orElseThrow().start();
            wiring.orderEntry.get().start();
        } else if (setup.mode() != Mode.LIVE) {
            events.orderEntryUp(setup.venue().venue());
            // The account is the engine's own, and nobody else knows of it.
            events.reconciled(0, 0, 0);
        } else {
            LOG.warn(
                    "no order entry: venue {} gives market data only",
                    setup.venue().venue());
        }
    }

    /** For a moment: a stop that fires at once should find it up, and a market without orders is better than none. */
    private void awaitOrderEntry() throws InterruptedException {
        final long deadlineNanos = System.nanoTime() + ORDER_ENTRY_LIMIT.toNanos();
        while (wiring.orderEntry.isPresent() && !wiring.orderEntry.get().isUp() && System.nanoTime() < deadlineNanos) {
            Thread.sleep(1);
        }
    }

    /** What the venue halts, or trades again, and whose constraints change. */
    private void reloadInstruments() {
        final FirstEvents through =
                new FirstEvents(wiring.handOver.waitingSink(), config.account().id());
        final InstrumentReload reload = new InstrumentReload(
                () -> listings.ask(rest::exchangeInfo), rest.budget(), instruments, through::instrument);
        hosts.inboundLoop()
                .scheduleAtFixedRate(
                        new OneAtATime(reload::reload, hosts.blockingSide()),
                        listingsAreKept ? 0 : InstrumentReload.INTERVAL_S,
                        InstrumentReload.INTERVAL_S,
                        TimeUnit.SECONDS);
    }

    /** What is held without being configured is guarded and closed, not added to. */
    private void leaveUnconfigured() {
        for (final Instrument instrument : instruments) {
            if (!configured.contains(instrument.symbol()) && !membership.isAdded(instrument.id())) {
                steps.say(instrument.symbol() + " is held, but not configured: it is guarded, and not added to");
                desk.pause(events, instrument.id());
            }
        }
    }

    /** A played market's clock is the engine's; that of another venue has been measured, and is again every hour. */
    private void tellOffset() {
        if (!setup.venue().played()) {
            offsetMeter.tell();
            hosts.inboundLoop()
                    .scheduleAtFixedRate(
                            () -> hosts.blockingSide().execute(offsetMeter::measureAgain),
                            OffsetMeter.INTERVAL_S,
                            OffsetMeter.INTERVAL_S,
                            TimeUnit.SECONDS);
        }
    }

    /** Called from the orders loop. */
    private void doubtClock() {
        if (!setup.venue().played()) {
            offsetMeter.doubted(hosts.blockingSide());
        }
    }

    private void startThreads() {
        for (final Lane lane : wiring.lanes.all()) {
            progress.watch(lane.name(), lane::reached, wiring.ring::newest);
        }
        startLanes();
        progress.start();
        snapshots.start();
    }

    private void startLanes() {
        wiring.recording.start();
        final Pinning pinning = new Pinning(config.lanes().cpus());
        if (layout.inboundInside()) {
            final Duty inbound = wiring.inboundDuty;
            final Duty orders = wiring.ordersDuty;
            startLoop(hosts.inboundLoop(), "inbound", pinning, () -> inbound.poll() + orders.poll());
            return;
        }
        for (final Lane lane : wiring.lanes.allButLast()) {
            final String name = laneKey(lane);
            laneThreads.add(
                    new LaneThread(lane, turnOf(lane, name), lane.idle(idles.of(name)), halt, () -> pinning.pin(name)));
        }
        laneThreads.forEach(LaneThread::start);
        startLoop(hosts.ordersLoop(), laneKey(wiring.lanes.last()), pinning, wiring.ordersDuty);
        startLoop(hosts.inboundLoop(), "inbound", pinning, wiring.inboundDuty);
    }

    private IntSupplier turnOf(final Lane lane, final String name) {
        return name.equals(LaneLayout.JOURNAL) ? () -> wiring.recording.poll(lane) : lane::poll;
    }

    private void startLoop(final PollingLoop loop, final String name, final Pinning pinning, final Duty duty) {
        loop.execute(() -> pinning.pin(name));
        final Heartbeat heartbeat = new Heartbeat(duty);
        progress.watch(name, heartbeat::turns, () -> Long.MAX_VALUE);
        loop.start(heartbeat, failure -> halt.light(name, wiring.inbound.published(), failure));
    }

    /** A lane is configured under the first stage in its row. */
    private String laneKey(final Lane lane) {
        return layout.lane(wiring.lanes.all().indexOf(lane));
    }

    private void warnOfTooManySpinners() {
        if (!idles.demoted().isEmpty()) {
            LOG.warn(
                    "layout {} would have more spinning threads than the {} cores, which costs all of them milliseconds;"
                            + " these sleep instead: {}",
                    layout.name(),
                    idles.spinning(),
                    String.join(", ", idles.demoted()));
        }
    }

    private void tellBalance() {
        final String currency = config.account().currency();
        // On spot a fill that isn't known yet moves all of its value: our own books hold until the reconciliation has
        // told both.
        final boolean ownBooks =
                setup.venue().kind() == MarketKind.SPOT && recovered.state().isPresent();
        if (wiring.orderEntry.isEmpty() || ownBooks) {
            events.balance(
                    currency,
                    recovered
                            .state()
                            .map(state -> state.portfolio().balanceAfterFills())
                            .orElse(config.account().initialBalanceMoney()));
            return;
        }
        for (final BalanceListing balance : account.balances()) {
            if (balance.asset().equals(currency)) {
                events.balance(currency, Decimals.parse(balance.walletBalance(), Money.SCALE));
            }
        }
    }

    /** The market may have gone on while everything was prepared, and the logon is signed with its time. */
    private void followPlayedClock() throws RestException, InterruptedException {
        if (clock instanceof PlayedClock played) {
            played.advanceTo(TimeUnit.MILLISECONDS.toNanos(AccountState.asking(rest::timeMs)));
        }
    }

    /** Whether everything that this mode needs is connected. */
    public boolean isUp() {
        return wiring.market.isUp()
                && wiring.orderEntry.map(entry -> entry.isUp()).orElse(true);
    }

    /** The engine's red light. */
    public Halt halt() {
        return halt;
    }

    public LaneLayout layout() {
        return layout;
    }

    public List<Instrument> instruments() {
        return instruments;
    }

    public int epoch() {
        return generation.epoch();
    }

    /** Wall time from the start until every position was guarded, ms; -1 before. */
    public long guardedAfterMs() {
        return watch.guardedAfterMs();
    }

    /** What the decisions so far amount to. */
    public RunState state() {
        return watch.state();
    }

    /** How far the past has been told. */
    public WarmUpProgress warmUp() {
        return warmUp.map(WarmUp::progress).orElse(WarmUpProgress.NONE);
    }

    /** Engine time: the venue's market clock where one is played, otherwise the host's; ns since 1970. */
    public long timeNs() {
        return clock.timeNs();
    }

    /** Events published so far; exact once the engine has stopped. */
    public long published() {
        return wiring.ring.newest();
    }

    /** Whether every stage is done with every event, and nothing waits to become one. */
    public boolean isIdle() {
        return wiring.handOver.waitingBytes() == 0 && isDone();
    }

    /** Frame received to order written; read it when the engine has stopped. */
    public Latency latency() {
        return wiring.latency;
    }

    /** The engine's own threads by lane, for the JVM's per-thread counters. */
    public Map<String, Long> threadIds() {
        final Map<String, Long> ids = new LinkedHashMap<>();
        ids.put("inbound", hosts.inboundLoop().threadProperties().id());
        if (!layout.inboundInside()) {
            for (int i = 0; i < laneThreads.size(); i++) {
                ids.put(wiring.lanes.all().get(i).name(), laneThreads.get(i).threadId());
            }
            ids.put(
                    wiring.lanes.last().name(),
                    hosts.ordersLoop().threadProperties().id());
        }
        return ids;
    }

    /** Stops entries, waits for orders under way (and for flat positions if configured), and ends the run. */
    public void stop() throws InterruptedException {
        if (!halt.isLit()) {
            instruments.forEach(instrument -> desk.give(events, Command.STOP, instrument.id()));
            settle();
        }
        end();
    }

    private void settle() throws InterruptedException {
        final long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SETTLE_MS);
        while (System.nanoTime() < deadlineNanos && !halt.isLit()) {
            if (awaitDone(deadlineNanos) && isSettled()) {
                return;
            }
            Thread.sleep(POLL_MS);
        }
        if (!halt.isLit()) {
            final RunState state = watch.state();
            LOG.warn(
                    "gave up waiting after ms={}: {} orders without an end, positions {}",
                    SETTLE_MS,
                    state.openOrders(),
                    state.positions());
        }
    }

    private boolean isSettled() {
        final RunState state = watch.state();
        return state.openOrders() == 0 && (config.onStop() != OnStop.FLATTEN || state.isFlat());
    }

    /** Waits until what was handed over by now has been decided on, and the watch has seen it; the market goes on. */
    private boolean awaitDone(final long deadlineNanos) throws InterruptedException {
        while (wiring.handOver.waitingBytes() > 0) {
            if (System.nanoTime() > deadlineNanos || halt.isLit()) {
                return false;
            }
            Thread.sleep(1);
        }
        final long newest = wiring.ring.newest();
        while (wiring.lanes.reached() < newest) {
            if (System.nanoTime() > deadlineNanos || halt.isLit()) {
                return false;
            }
            Thread.sleep(1);
        }
        return watch.awaitCaughtUp(deadlineNanos);
    }

    private void end() throws InterruptedException {
        rehearsal.giveUp();
        if (warmUp.isPresent()) {
            warmUp.get().stop();
        }
        disk.stop();
        riskSide.stop();
        if (commands.isPresent()) {
            commands.get().stop();
        }
        roster.stop();
        wiring.market.stop();
        wiring.orderEntry.ifPresent(entry -> entry.stop());
        wiring.userData.ifPresent(data -> data.stop());
        awaitIdle();
        progress.stop();
        wiring.handOver.close();
        final boolean stopped = stopThreads();
        hosts.closeBlocking(CLOSE_TIMEOUT);
        if (wiring.capture.isPresent()) {
            wiring.capture.get().stop();
        }
        watch.stop();
        alarms.close();
        view.stop();
        rest.close();
        tellDecoding();
        if (stopped) {
            recordWhatHalted();
            saveLast();
            seal();
        } else {
            leaveUnsealed();
        }
        past.stop();
        rehearsal.join();
    }

    /** A journal lane of its own may be behind the stage that failed; a replay needs the event that it failed at. */
    private void recordWhatHalted() {
        if (halt.isLit() && layout.rows().get(0).equals(List.of(LaneLayout.JOURNAL))) {
            wiring.lanes.all().get(0).catchUp();
        }
    }

    /** What a clean stop leaves, so that the next start has nothing to replay. */
    private void saveLast() {
        if (!halt.isLit()) {
            snapshots.write(wiring.snapshots.last(wiring.inbound.published(), wiring.inbound.receiveTimeNs()));
        }
    }

    /** A thread that hangs may still write: its memory must stay. The next start seals what there is. */
    private void leaveUnsealed() {
        halt.light(STOP, wiring.lanes.reached() + 1, new IllegalStateException("a thread hangs"));
        LOG.error("a thread hangs and may still write: generation {} stays without a seal", generation.epoch());
    }

    /** First the writer, then the lanes when they are done with all that it published: no event lacks its decisions. */
    private boolean stopThreads() throws InterruptedException {
        publishLast();
        boolean stopped = hosts.closeInbound(CLOSE_TIMEOUT);
        awaitDone();
        stopped &= hosts.closeOrders(CLOSE_TIMEOUT);
        for (final LaneThread thread : laneThreads) {
            stopped &= thread.stop();
        }
        stopped &= wiring.recording.stop();
        stopped &= snapshots.stop();
        return stopped;
    }

    private void publishLast() throws InterruptedException {
        wiring.inboundDuty.end();
        final long deadlineNanos = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
        while (!halt.isLit() && !wiring.inboundDuty.hasEnded() && System.nanoTime() < deadlineNanos) {
            Thread.sleep(1);
        }
    }

    private void awaitDone() throws InterruptedException {
        final long deadlineNanos = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
        while (!isDone() && !halt.isLit()) {
            if (System.nanoTime() > deadlineNanos) {
                halt.light(STOP, wiring.lanes.reached() + 1, new IllegalStateException("the lanes didn't finish"));
            }
            Thread.sleep(POLL_MS);
        }
    }

    private boolean isDone() {
        return wiring.lanes.reached() == wiring.ring.newest();
    }

    /** What came in and was no event. */
    private void tellDecoding() {
        LOG.info(
                "unwanted frames by type: market data {}, account {}",
                wiring.marketCounters.unwantedTypes(),
                wiring.accountCounters.unwantedTypes());
        wiring.errors.entries().forEach(entry -> LOG.warn("malformed frames: {}", entry));
        if (wiring.errors.unplaced() > 0) {
            LOG.warn("malformed frames of further kinds: {}", wiring.errors.unplaced());
        }
    }

    private void awaitIdle() throws InterruptedException {
        final long deadlineNanos = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
        while (!isIdle() && !halt.isLit() && System.nanoTime() < deadlineNanos) {
            Thread.sleep(POLL_MS);
        }
    }

    private void seal() {
        final long waits = generation.events().waits() + generation.decisions().waits();
        if (waits > 0) {
            LOG.warn("the journal made its lane wait for a segment: times={}", waits);
        }
        try {
            generation.seal(halt.cause()
                    .map(cause -> generation.halted(cause.stage(), cause.sequence(), cause.failure()))
                    .orElseGet(generation::ended));
        } catch (final JournalFailure unsafe) {
            halt.light(STOP, wiring.lanes.reached(), unsafe);
            LOG.error("generation {} stays without a seal, the next start makes one", generation.epoch(), unsafe);
        } finally {
            journal.close();
        }
    }
}
