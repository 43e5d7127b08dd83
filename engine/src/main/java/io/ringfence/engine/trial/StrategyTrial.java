package io.ringfence.engine.trial;

import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.config.Strategies;
import io.ringfence.engine.config.StrategyChoice;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.indicator.IndicatorsStage;
import io.ringfence.engine.plugin.StrategyCatalogue;
import io.ringfence.engine.signal.SignalsStage;
import io.ringfence.engine.stage.Section;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.strategy.StrategyKind;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.BoundaryEncoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.PositionChangedEncoder;
import io.ringfence.journal.message.QuoteEncoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.StrategyFailedDecoder;
import io.ringfence.journal.message.TickEncoder;
import io.ringfence.journal.message.TradeEncoder;
import io.ringfence.journal.message.Venue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One strategy on one instrument, BTCUSDT with prices of two decimals and quantities of three, in lock-step: every call is one event or
 * more, run through {@code indicators} and {@code signals} before it returns. Time moves only when it is told to. For tests; one thread.
 */
public final class StrategyTrial {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int INSTRUMENT = 1;
    private static final int ACCOUNT = 1;
    private static final int EPOCH = 1;
    private static final double PRICE_UNITS = 100;
    private static final double QUANTITY_UNITS = 1_000;
    /** 2024-08-08 00:00 UTC, a multiple of every timeframe up to a day. */
    private static final long START_NS = 1_723_075_200_000_000_000L;

    private static final String ENGINE = """
            venue: trial
            instruments: [BTCUSDT]
            indicators: {timeframes: [%s], gapLimit: 365d}
            strategy: {name: ema-cross, timeframe: %s}
            stop: {initialPercent: 1, distancePercent: 1, timeframe: %s}
            sizing: {notional: 1}
            risk: {maxOrderNotional: 1, maxPositionNotional: 1}
            maxInstruments: 1
            bookLevels: 1
            """;
    private static final String VENUE = """
            name: trial
            kind: usdm
            rest: http://127.0.0.1:1
            marketStreams: ws://127.0.0.1:1
            fees: {takerPercent: 0, makerPercent: 0}
            """;

    private final Slot slot = new Slot();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder told = new MessageHeaderDecoder();
    private final IndicatorsStage indicators;
    private final SignalsStage signals;
    private final long candleNs;
    private final List<String> said = new ArrayList<>();

    private long sequence;
    private long timeNs = START_NS;

    private StrategyTrial(final StageSettings settings) {
        indicators = new IndicatorsStage(settings);
        signals = new SignalsStage(settings);
        candleNs = settings.indicators().timeframes().get(0).ns();
        final Instrument instrument = new Instrument(
                INSTRUMENT, Venue.SIMULATED, MarketKind.USDM, "BTCUSDT", 2, 3, 1, 1, 1, Long.MAX_VALUE, 0);
        run(instrument.encode(slot.event(), 0));
    }

    /**
     * A strategy with its parameters as they would be configured.
     *
     * @param timeframes ascending: {@code 1m}, {@code 1h}
     */
    public static StrategyTrial of(
            final StrategyKind kind, final Map<String, String> parameters, final String... timeframes) {
        final String first = Timeframe.valueOf(timeframes[0]).text();
        final String engine = String.format(ENGINE, String.join(", ", timeframes), first, first);
        final StrategyChoice choice =
                StrategyChoice.of(new StrategyCatalogue.Found(kind, "trial", 0), List.of(), parameters);
        return new StrategyTrial(
                ConfigLoader.parse("trial", engine, VENUE).engine().stages().withStrategies(Strategies.of(choice)));
    }

    /** A candle of the first timeframe for each, of one trade at that price in its middle; closed by its end. */
    public StrategyTrial closes(final double... prices) {
        for (final double price : prices) {
            timeNs = Math.floorDiv(timeNs, candleNs) * candleNs + candleNs / 2;
            trade(price, 1, true);
            timeNs += candleNs - candleNs / 2;
            boundary();
        }
        return this;
    }

    /** A trade of the market. */
    public StrategyTrial trade(final double price, final double quantity, final boolean takerBuys) {
        final TradeEncoder trade = new TradeEncoder();
        trade.wrapAndApplyHeader(slot.event(), 0, header);
        describe();
        trade.tradeId(sequence)
                .price(Math.round(price * PRICE_UNITS))
                .quantity(Math.round(quantity * QUANTITY_UNITS))
                .firstTradeId(sequence)
                .lastTradeId(sequence)
                .takerSide(takerBuys ? Side.BUY : Side.SELL)
                .aggregated(Flag.NO);
        return run(HEADER + trade.encodedLength());
    }

    /** The best bid and ask. */
    public StrategyTrial quote(final double bid, final double bidQuantity, final double ask, final double askQuantity) {
        final QuoteEncoder quote = new QuoteEncoder();
        quote.wrapAndApplyHeader(slot.event(), 0, header);
        describe();
        quote.updateId(sequence)
                .bidPrice(Math.round(bid * PRICE_UNITS))
                .bidQuantity(Math.round(bidQuantity * QUANTITY_UNITS))
                .askPrice(Math.round(ask * PRICE_UNITS))
                .askQuantity(Math.round(askQuantity * QUANTITY_UNITS))
                .lowestBid(Math.round(bid * PRICE_UNITS))
                .highestAsk(Math.round(ask * PRICE_UNITS))
                .conflated(0);
        return run(HEADER + quote.encodedLength());
    }

    /** Engine time moves, and a tick tells it. */
    public StrategyTrial later(final Duration time) {
        timeNs += time.toNanos();
        final TickEncoder tick = new TickEncoder();
        tick.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, 0, 0, EventLayout.NO_TIME);
        return run(HEADER + tick.encodedLength());
    }

    /**
     * Fills have made the position what it is.
     *
     * @param quantity signed; 0 is flat
     */
    public StrategyTrial position(final double quantity, final double entryPrice) {
        slot.empty(Slot.PORTFOLIO);
        final Section section = slot.section(Slot.PORTFOLIO);
        section.concern(INSTRUMENT, ACCOUNT);
        final PositionChangedEncoder changed = new PositionChangedEncoder();
        changed.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .quantity(Math.round(quantity * QUANTITY_UNITS))
                .entryPrice(Math.round(entryPrice * PRICE_UNITS));
        section.end(HEADER + changed.encodedLength());
        later(Duration.ZERO);
        slot.empty(Slot.PORTFOLIO);
        return this;
    }

    /** What it has said so far: {@code LONG cheap}. */
    public List<String> signals() {
        return List.copyOf(said);
    }

    private void boundary() {
        final BoundaryEncoder boundary = new BoundaryEncoder();
        boundary.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, INSTRUMENT, 0, EventLayout.NO_TIME);
        boundary.boundaryTimeNs(timeNs);
        run(HEADER + boundary.encodedLength());
    }

    private void describe() {
        EventLayout.describe(slot.event(), 0, INSTRUMENT, 0, timeNs);
    }

    private StrategyTrial run(final int lengthBytes) {
        slot.eventBytes(lengthBytes);
        EventLayout.stamp(slot.event(), 0, EPOCH, ++sequence, timeNs);
        indicators.onEvent(slot);
        signals.onEvent(slot);
        final Section section = slot.signals();
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            hear(section, at);
        }
        return this;
    }

    private void hear(final Section section, final int at) {
        if (section.templateId(at) == StrategyFailedDecoder.TEMPLATE_ID) {
            throw new IllegalStateException("the strategy threw "
                    + new StrategyFailedDecoder()
                            .wrapAndApplyHeader(section.buffer(), at, told)
                            .error()
                    + ": see the log");
        }
        final SignalDecoder signal = new SignalDecoder().wrapAndApplyHeader(section.buffer(), at, told);
        final String target = signal.target() > 0 ? "LONG" : signal.target() < 0 ? "SHORT" : "FLAT";
        signal.seen().forEach(seen -> seen.skipName());
        said.add(target + " " + signal.reasonName());
    }
}
