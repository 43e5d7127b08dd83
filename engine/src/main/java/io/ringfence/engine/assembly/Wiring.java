package io.ringfence.engine.assembly;

import io.ringfence.engine.config.Durability;
import io.ringfence.engine.config.EngineConfig;
import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.config.Mode;
import io.ringfence.engine.inbound.BoundaryClock;
import io.ringfence.engine.inbound.BoundaryTimer;
import io.ringfence.engine.inbound.Inbound;
import io.ringfence.engine.inbound.Ticker;
import io.ringfence.engine.indicator.IndicatorsStage;
import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.lane.Lane;
import io.ringfence.engine.lane.Lanes;
import io.ringfence.engine.outbox.OrderOutbox;
import io.ringfence.engine.paper.PaperState;
import io.ringfence.engine.paper.PaperVenue;
import io.ringfence.engine.record.JournalStage;
import io.ringfence.engine.record.Recording;
import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.snapshot.SnapshotOrigin;
import io.ringfence.engine.snapshot.SnapshotRequests;
import io.ringfence.engine.snapshot.SnapshotTaking;
import io.ringfence.engine.stage.Stage;
import io.ringfence.engine.stage.StatefulStage;
import io.ringfence.gateway.binance.ApiAnswerDecoder;
import io.ringfence.gateway.binance.BinanceRequests;
import io.ringfence.gateway.binance.BookSyncs;
import io.ringfence.gateway.binance.DecodeCounters;
import io.ringfence.gateway.binance.DecodeErrors;
import io.ringfence.gateway.binance.InstrumentDirectory;
import io.ringfence.gateway.binance.MarketClock;
import io.ringfence.gateway.binance.MarketDecoder;
import io.ringfence.gateway.binance.Outcome;
import io.ringfence.gateway.binance.SnapshotEncoding;
import io.ringfence.gateway.binance.UserDataDecoder;
import io.ringfence.gateway.binance.UserDataSubscriptionEncoder;
import io.ringfence.gateway.clock.EngineClock;
import io.ringfence.gateway.clock.PlayedClock;
import io.ringfence.gateway.clock.SystemClock;
import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.loop.Duty;
import io.ringfence.gateway.loop.IdleMode;
import io.ringfence.gateway.order.OrderEntry;
import io.ringfence.gateway.reconcile.Reconciler;
import io.ringfence.gateway.session.DepthSnapshots;
import io.ringfence.gateway.session.FrameDecoder;
import io.ringfence.gateway.session.HandOver;
import io.ringfence.gateway.session.MarketDataSession;
import io.ringfence.gateway.session.MarketSubscription;
import io.ringfence.gateway.session.OrderEntrySession;
import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.SnapshotConsumer;
import io.ringfence.gateway.session.StreamKind;
import io.ringfence.gateway.session.UserDataSession;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.message.MarketKind;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agrona.DirectBuffer;

/**
 * The parts of an engine and how they hang together, wired once in the order in which an event meets them:
 *
 * <pre>
 *   1 market session ─▶ decoder ─▶ boundary timer ─▶ inbound ─▶ ring
 *   2 hand-over (reports, answers, snapshots, commands) ─▶ inbound
 *   3 ring ─▶ journal, portfolio, indicators, signals, stops, orders (─▶ paper venue)
 *   4 orders ─▶ outbox ─▶ order entry ─▶ venue ─▶ answers, user data ─▶ hand-over
 * </pre>
 *
 * Nothing runs before {@link Engine} starts the loops.
 */
final class Wiring {
    private static final List<StreamKind> STREAMS = List.of(StreamKind.TRADE, StreamKind.BEST_QUOTE, StreamKind.DEPTH);
    /** Of the host's time: a market that is played faster is no reason to refuse. */
    private static final long HOLD_LIMIT_NS = 1_000_000_000;
    /** Between two looks of a loop that sleeps at how far another lane has come, which announces nothing. */
    private static final long OTHER_LANE_NS = 20_000;
    /** Kinds of malformed frames that are told apart. */
    private static final int MALFORMED_KINDS = 64;

    final EventRing ring;
    final Recording recording;
    final HandOver handOver;
    /** Behind {@code journal}; they have taken up what was recovered. */
    final List<StatefulStage> stages;
    /** Those that started fresh all the same. */
    final List<String> freshStages;

    final Lanes lanes;
    final OrderOutbox outbox;
    final Inbound inbound;
    final SnapshotTaking snapshots;
    final MarketDataSession market;
    final Optional<UserDataSession> userData;
    final Optional<Reconciler> reconciler;
    final Optional<OrderEntrySession> orderEntry;
    final Optional<PaperVenue> paper;
    final Optional<FrameCapture> capture;
    /** One for each thread that decodes. */
    final DecodeCounters marketCounters = new DecodeCounters();

    final DecodeCounters accountCounters = new DecodeCounters();
    final DecodeErrors errors;
    final Latency latency = new Latency();
    final CommandEcho commands = new CommandEcho();
    final InstrumentDirectory directory;
    final BookSyncs books;
    final InboundDuty inboundDuty;
    final Duty ordersDuty;

    private final EngineSetup setup;
    private final EngineConfig config;
    private final EngineClock clock;
    private final EngineClock venueClock;
    private final List<String> symbols;

    Wiring(
            final EngineSetup setup,
            final StageRow stages,
            final long buildHash,
            final Hosts hosts,
            final LaneLayout layout,
            final Generation generation,
            final List<Instrument> instruments,
            final int highestId,
            final RestClient rest,
            final EngineClock clock,
            final EngineClock venueClock,
            final Carried carried,
            final long knownUntilMs,
            final Runnable untimely,
            final Halt halt)
            throws UnknownHostException {
        this.setup = setup;
        this.config = setup.configuration().engine();
        this.clock = clock;
        this.venueClock = venueClock;
        symbols = instruments.stream().map(Instrument::symbol).toList();
        directory = new InstrumentDirectory(instruments, config.maxInstruments(), config.spareInstruments());
        this.errors = new DecodeErrors(clock, MALFORMED_KINDS);
        final int account = config.account().id();

        ring = new EventRing(config.lanes().ringSize(), layout.oneLaneDecides());
        handOver = new HandOver(HandOver.DEFAULT_CAPACITY_BYTES, hosts.inboundLoop()::wakeUp);

        userData = userData(hosts, rest, account);
        reconciler = userData.map(data -> reconciler(hosts, rest, instruments, data, knownUntilMs));
        orderEntry = orderEntry(hosts, account, rest, untimely);
        paper = setup.mode() == Mode.PAPER ? Optional.of(paperVenue(account, carried.paper(config))) : Optional.empty();

        recording = config.journal().durability() == Durability.DEVICE
                ? Recording.device(generation, halt)
                : Recording.process(generation);
        outbox = new OrderOutbox(wayOut(), recording::safe, handOver.sink(), new SystemClock(), halt, HOLD_LIMIT_NS);
        snapshots = new SnapshotTaking(
                new SnapshotOrigin(
                        config.engineId(),
                        generation.epoch(),
                        buildHash,
                        setup.configuration().hash()),
                generation.events(),
                generation.decisions());
        this.stages = List.copyOf(stages.of(config.stages(), outbox, recording.decisions()));
        freshStages = carried.load(this.stages);
        provideBooks(instruments.stream().map(Instrument::id).toList());
        final List<Stage> row =
                row(recording.stage(), Math.min(config.maxInstruments(), highestId + config.spareInstruments()));
        lanes = Lanes.wire(layout, ring, row, config.lanes().batchLimit(), halt);
        if (!layout.inboundInside() && hosts.ordersLoop().settings().idleMode() == IdleMode.BLOCK) {
            ring.wake(hosts.ordersLoop()::wakeUp);
        }

        inbound = new Inbound(
                ring,
                clock,
                generation.epoch(),
                config.maxInstruments(),
                layout.inboundInside() ? this::runInside : Inbound.Inside.NONE);
        final BoundaryTimer boundaries =
                new BoundaryTimer(inbound, new BoundaryClock(config.maxInstruments(), config.indicators()));
        capture = setup.capture()
                .map(folder -> new FrameCapture(
                        folder, generation.directory().getFileName().toString(), clock));
        books = books(boundaries, snapshots(hosts, rest));
        for (final Instrument instrument : instruments) {
            books.watch(instrument.id());
        }
        final FrameDecoder decoder = marketDecoder(boundaries, books);
        market = marketSession(
                hosts,
                boundaries,
                books,
                capture.map(frames -> frames.capturing(decoder)).orElse(decoder));

        final SnapshotRequests requests = new SnapshotRequests(
                inbound, snapshots, config.snapshots().every().ns());
        inboundDuty =
                new InboundDuty(handOver, inbound, new Ticker(inbound), boundaries, requests, market, books, commands);
        ordersDuty = ordersDuty();
    }

    private void provideBooks(final List<Integer> defined) {
        for (final StatefulStage stage : stages) {
            if (stage instanceof IndicatorsStage indicators) {
                indicators.provideBooks(defined, config.spareInstruments());
            }
        }
    }

    private DepthSnapshots snapshots(final Hosts hosts, final RestClient rest) {
        return new DepthSnapshots(
                rest, setup.venue().kind(), symbols.size(), directory::symbol, hosts.bookSide(), snapshotConsumer());
    }

    private BookSyncs books(final EventSink sink, final DepthSnapshots snapshots) {
        return new BookSyncs(
                setup.venue().kind(),
                directory.maxId(),
                sink,
                snapshots::request,
                clock,
                BookSyncs.DEFAULT_QUEUE_LENGTH);
    }

    private MarketDataSession marketSession(
            final Hosts hosts, final EventSink sink, final BookSyncs books, final FrameDecoder decoder) {
        return new MarketDataSession(
                setup.venue(),
                MarketSubscription.of(setup.venue().kind(), symbols, streams()),
                hosts.inboundHost(),
                decoder,
                sink,
                playedClock(),
                books::loseAll);
    }

    /** Spot has no mark prices. */
    private List<StreamKind> streams() {
        final List<StreamKind> streams = new ArrayList<>(STREAMS);
        if (setup.followsMarkPrices()) {
            streams.add(StreamKind.MARK_PRICE);
        }
        return streams;
    }

    private Optional<UserDataSession> userData(final Hosts hosts, final RestClient rest, final int account) {
        if (!setup.sendsOrders()) {
            return Optional.empty();
        }
        final EventSink sink = handOver.sink();
        return Optional.of(new UserDataSession(
                setup.venue(),
                account,
                rest,
                UserDataSession.KEEP_ALIVE_INTERVAL,
                hosts.ordersHost(),
                notices -> new UserFrames(new UserDataDecoder(
                        directory, sink, account, config.account().currency(), notices, accountCounters, errors)),
                sink,
                setup.venue().kind() == MarketKind.SPOT
                        ? new UserDataSubscriptionEncoder(setup.credentials().orElseThrow(), venueClock)
                        : null));
    }

    /** What happened at the venue while nobody listened is asked for whenever user data comes up. */
    private Reconciler reconciler(
            final Hosts hosts,
            final RestClient rest,
            final List<Instrument> instruments,
            final UserDataSession data,
            final long knownUntilMs) {
        final Reconciler made = new Reconciler(
                rest,
                instruments,
                config.account().id(),
                config.account().currency(),
                handOver.waitingSink(),
                hosts.ordersHost(),
                knownUntilMs,
                data::isUp);
        data.whenUp(made::request);
        return made;
    }

    private Optional<OrderEntrySession> orderEntry(
            final Hosts hosts, final int account, final RestClient rest, final Runnable untimely)
            throws UnknownHostException {
        if (userData.isEmpty()) {
            return Optional.empty();
        }
        final Credentials credentials = setup.credentials().orElseThrow();
        return Optional.of(new OrderEntrySession(
                setup.venue(),
                account,
                hosts.ordersHost(),
                new BinanceRequests(directory, credentials, venueClock),
                (sink, listener) -> {
                    final ApiAnswerDecoder decoder = new ApiAnswerDecoder(
                            directory,
                            sink,
                            account,
                            listener,
                            accountCounters,
                            errors,
                            rest.budget()::closeForMs,
                            untimely);
                    return (buffer, offset, length) -> decoder.onFrame(buffer, offset, length) != Outcome.NO_ROOM;
                },
                handOver.sink(),
                latency,
                this::mayConnectOrderEntry));
    }

    /** Not before fills would be heard of, nor with a logon that is signed at a time long past. */
    private boolean mayConnectOrderEntry() {
        return userData.orElseThrow().isUp() && !market.hasLostClock();
    }

    private SnapshotConsumer snapshotConsumer() {
        final SnapshotEncoding encoding = new SnapshotEncoding(directory, errors, handOver.waitingSink());
        return capture.<SnapshotConsumer>map(frames -> (instrument, body) -> {
                    frames.snapshot(directory.symbol(instrument), body);
                    encoding.onSnapshot(instrument, body);
                })
                .orElse(encoding);
    }

    private PaperVenue paperVenue(final int account, final PaperState held) {
        return new PaperVenue(
                setup.configuration().venue().matchingRules(),
                account,
                config.account().currency(),
                held,
                handOver.sink(),
                System::nanoTime);
    }

    /** In the one-thread layout an order leaves before the next frame is looked at. */
    private int runInside() {
        return lanes.poll() + outbox.flush();
    }

    private OrderEntry wayOut() {
        if (orderEntry.isPresent()) {
            return orderEntry.get();
        }
        return paper.isPresent() ? paper.get() : new ShadowEntry();
    }

    private List<Stage> row(final JournalStage journal, final int highestInstrument) {
        final List<Stage> row = new ArrayList<>();
        row.add(journal);
        stages.forEach(stage -> row.add(snapshots.saving(stage, highestInstrument)));
        paper.ifPresent(row::add);
        return row;
    }

    private FrameDecoder marketDecoder(final EventSink sink, final BookSyncs books) {
        final PlayedClock played = playedClock();
        final MarketClock marketClock = played == null ? null : played::advanceTo;
        final MarketDecoder decoder =
                new MarketDecoder(setup.venue().kind(), directory, sink, books, marketClock, marketCounters, errors);
        return (buffer, offset, length) -> decoder.onFrame(buffer, offset, length) != Outcome.NO_ROOM;
    }

    private PlayedClock playedClock() {
        return clock instanceof PlayedClock played ? played : null;
    }

    private Duty ordersDuty() {
        final OrderEntrySession session = orderEntry.orElse(null);
        final UserDataSession user = userData.orElse(null);
        final PaperVenue paperVenue = paper.orElse(null);
        final Lane lane = lanes.last();
        return new Duty() {
            @Override
            public int poll() {
                int work = lane.poll() + outbox.flush();
                if (session != null) {
                    work += session.poll() + user.poll();
                }
                return paperVenue == null ? work : work + paperVenue.flush();
            }

            @Override
            public long idleNanos() {
                return outbox.isEmpty() && lane.reached() == ring.newest() ? Long.MAX_VALUE : OTHER_LANE_NS;
            }
        };
    }

    private record UserFrames(UserDataDecoder decoder) implements FrameDecoder {
        @Override
        public boolean onFrame(final DirectBuffer buffer, final int offset, final int lengthBytes) {
            return decoder.onFrame(buffer, offset, lengthBytes) != Outcome.NO_ROOM;
        }

        @Override
        public void forget() {
            decoder.forget();
        }
    }
}
