package io.ringfence.benchmarks.indicator;

import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.config.Strategies;
import io.ringfence.engine.config.StrategyChoice;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.plugin.StrategyCatalogue;
import io.ringfence.engine.record.Recording;
import io.ringfence.engine.stage.Section;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.message.BoundaryEncoder;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.ConnectionEncoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.QuoteEncoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TickEncoder;
import io.ringfence.journal.message.TradeEncoder;
import io.ringfence.journal.message.Venue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The stages of an engine in one row on the calling thread, their journal in front, as the one-thread layout runs them; events
 * are encoded into the slot, sockets and decoding are not part of it. Time is what it is told.
 */
final class Pipeline implements AutoCloseable {
    static final long SECOND_NS = 1_000_000_000L;
    static final long MINUTE_NS = 60 * SECOND_NS;

    /** 2024-08-08 00:00 UTC, a multiple of every timeframe up to a day. */
    static final long START_NS = 1_723_075_200_000_000_000L;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int EPOCH = 1;
    private static final int ACCOUNT = 1;
    private static final long SEGMENT_BYTES = 1L << 30;
    private static final long AHEAD_BYTES = 256L << 20;

    private static final String ENGINE = """
            venue: bench
            instruments: [%s]
            indicators: {timeframes: [%s], gapLimit: 365d, emaFast: 12, emaSlow: 26}
            strategy: {name: ema-cross, timeframe: %s}
            stop: {initialPercent: 1, distancePercent: 1, timeframe: %s}
            sizing: {notional: 100}
            scanner: {top: 50}
            risk: {maxOrderNotional: 1000, maxPositionNotional: 1000}
            maxInstruments: %d
            bookLevels: 1000
            """;
    private static final String VENUE = """
            name: bench
            kind: usdm
            rest: http://127.0.0.1:1
            marketStreams: ws://127.0.0.1:1
            fees: {takerPercent: 0, makerPercent: 0}
            """;

    private final Slot slot = new Slot();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private final BoundaryEncoder boundary = new BoundaryEncoder();
    private final TickEncoder tick = new TickEncoder();
    private final Journal journal;
    private final Generation generation;
    private final Stages stages;
    private final Stage[] row;
    private final long[] decisions = new long[1 << 16];

    private long sequence;
    private long timeNs = START_NS;
    private boolean counts;

    /** @param folder of the journal, a new one */
    Pipeline(final Path folder, final int instruments, final List<String> timeframes, final boolean live) {
        final StageSettings settings = settings(instruments, timeframes, live);
        journal = Journal.open(folder);
        generation = journal.start(new GenerationOptions(SEGMENT_BYTES, AHEAD_BYTES, false));
        final Recording recording = Recording.process(generation);
        stages = Stages.of(settings, Outbox.CLOSED, recording.decisions());
        final List<Stage> all = new ArrayList<>();
        all.add(recording.stage());
        all.addAll(stages.row());
        row = all.toArray(Stage[]::new);
        for (int instrument = 1; instrument <= instruments; instrument++) {
            run(definition(instrument).encode(slot.event(), 0));
        }
        connected(ChannelKind.MARKET_DATA, 0);
        connected(ChannelKind.ORDER_ENTRY, ACCOUNT);
    }

    static StageSettings settings(final int instruments, final List<String> timeframes, final boolean live) {
        final String symbols =
                IntStream.rangeClosed(1, instruments).mapToObj(Pipeline::symbol).collect(Collectors.joining(", "));
        final String first = timeframes.get(0);
        final String engine = String.format(ENGINE, symbols, String.join(", ", timeframes), first, first, instruments);
        final StrategyChoice choice = StrategyChoice.of(
                new StrategyCatalogue.Found(new EveryFeature.Kind(timeframes, live), "bench", 0), List.of(), Map.of());
        return ConfigLoader.parse("bench", engine, VENUE).engine().stages().withStrategies(Strategies.of(choice));
    }

    static Instrument definition(final int instrument) {
        return new Instrument(
                instrument, Venue.SIMULATED, MarketKind.USDM, symbol(instrument), 2, 3, 1, 1, 1, Long.MAX_VALUE, 0);
    }

    private static String symbol(final int instrument) {
        return "A" + instrument + "USDT";
    }

    Stages stages() {
        return stages;
    }

    /** Whether decisions are counted by type; costs a pass over the sections of every event. */
    Pipeline counting(final boolean on) {
        counts = on;
        return this;
    }

    /** How many decisions of that type were counted. */
    long decisions(final int templateId) {
        return decisions[templateId];
    }

    long events() {
        return sequence;
    }

    void timeNs(final long now) {
        timeNs = now;
    }

    void trade(final int instrument, final long price, final long quantity, final boolean takerBuys) {
        trade.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, instrument, 0, timeNs);
        trade.tradeId(sequence)
                .price(price)
                .quantity(quantity)
                .firstTradeId(sequence)
                .lastTradeId(sequence)
                .takerSide(takerBuys ? Side.BUY : Side.SELL)
                .aggregated(Flag.NO);
        run(HEADER + trade.encodedLength());
    }

    void quote(final int instrument, final long bid, final long ask, final long quantity) {
        quote.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, instrument, 0, timeNs);
        quote.updateId(sequence)
                .bidPrice(bid)
                .bidQuantity(quantity)
                .askPrice(ask)
                .askQuantity(quantity + 1)
                .lowestBid(bid)
                .highestAsk(ask)
                .conflated(0);
        run(HEADER + quote.encodedLength());
    }

    /** The timer that closes what ends by now. */
    void boundary(final int instrument) {
        boundary.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, instrument, 0, EventLayout.NO_TIME);
        boundary.boundaryTimeNs(timeNs);
        run(HEADER + boundary.encodedLength());
    }

    void tick() {
        tick.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, 0, 0, EventLayout.NO_TIME);
        run(HEADER + tick.encodedLength());
    }

    private void connected(final ChannelKind channel, final int account) {
        final ConnectionEncoder encoder = new ConnectionEncoder();
        encoder.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, 0, account, EventLayout.NO_TIME);
        encoder.channel(channel).state(ChannelState.UP).venue(Venue.SIMULATED);
        run(HEADER + encoder.encodedLength());
    }

    private void run(final int lengthBytes) {
        slot.eventBytes(lengthBytes);
        EventLayout.stamp(slot.event(), 0, EPOCH, ++sequence, timeNs);
        for (final Stage stage : row) {
            stage.onEvent(slot);
        }
        if (counts) {
            count(slot.indicators());
            count(slot.signals());
            count(slot.orders());
        }
    }

    private void count(final Section section) {
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            decisions[section.templateId(at)]++;
        }
    }

    @Override
    public void close() {
        generation.close();
        journal.close();
    }
}
