package io.ringfence.engine.indicator;

import io.ringfence.engine.config.ConfigHash;
import io.ringfence.engine.config.IndicatorPlan;
import io.ringfence.engine.config.IndicatorSettings;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.feature.Bar;
import io.ringfence.engine.stage.ChoiceBySymbol;
import io.ringfence.engine.stage.IndicatorRow;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Section;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.stage.StatefulStage;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.BarClosedEncoder;
import io.ringfence.journal.message.BookEventKind;
import io.ringfence.journal.message.BoundaryDecoder;
import io.ringfence.journal.message.CandleDecoder;
import io.ringfence.journal.message.CandleHistoryDecoder;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.ConnectionDecoder;
import io.ringfence.journal.message.DepthDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.GenerationStartedDecoder;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.ListeningDecoder;
import io.ringfence.journal.message.MarkPriceDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.SeriesChangedEncoder;
import io.ringfence.journal.message.SeriesState;
import io.ringfence.journal.message.SeriesValuesEncoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TickDecoder;
import io.ringfence.journal.message.TradeDecoder;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * Builds candles and their indicator values, takes the venue's where {@link SeriesHistory} says so, and keeps the depth books. Writes a {@code BarClosed} per closed candle, at
 * most one per timeframe and event, shorter timeframes first, and the {@code SeriesValues} of a series whose past was told; declared values go into the slot's row and are
 * not journaled.
 */
public final class IndicatorsStage implements StatefulStage {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int STATE_VERSION = 11;
    private static final long NS_PER_MS = 1_000_000;
    private static final int REFERENCE = 1;
    /** Within which a stream that is asked for at run time has begun; later the venue is in trouble, and the socket goes down. */
    private static final long SUBSCRIBING_NS = 5_000_000_000L;

    private static final int PRICE = DepthDecoder.LevelsDecoder.priceEncodingOffset();
    private static final int QUANTITY = DepthDecoder.LevelsDecoder.quantityEncodingOffset();
    private static final int SIDE = DepthDecoder.LevelsDecoder.sideEncodingOffset();
    private static final byte BID = (byte) Side.BUY.value();

    private static final int MOST_SERIES_BYTES = HEADER + SeriesChangedEncoder.BLOCK_LENGTH + 2 * Integer.BYTES;

    private final MessageHeaderDecoder eventHeader = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final MarkPriceDecoder mark = new MarkPriceDecoder();
    private final BoundaryDecoder boundary = new BoundaryDecoder();
    private final DepthDecoder depth = new DepthDecoder();
    private final CandleDecoder candle = new CandleDecoder();
    private final CandleHistoryDecoder told = new CandleHistoryDecoder();
    private final ConnectionDecoder connection = new ConnectionDecoder();
    private final ListeningDecoder listening = new ListeningDecoder();
    private final Bar past = new Bar();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BarClosedEncoder bar = new BarClosedEncoder();
    private final SeriesChangedEncoder series = new SeriesChangedEncoder();
    private final SeriesValuesEncoder known = new SeriesValuesEncoder();

    private final Instruments instruments;
    private final Candles candles;
    private final SeriesHistory history;
    private final int timeframes;
    private final BarFeatures features;
    private final ChoiceBySymbol readers;
    private final ChoiceBySymbol references;
    private final DepthBooks books;
    private final long settingsHash;
    private final boolean followsMarks;

    private Section section;
    private IndicatorRow values;
    private long untimedTrades;
    private long unusedCandles;
    /** Latest price of the reference instrument, 0 while there is none. */
    private long referencePrice;

    public IndicatorsStage(final StageSettings settings) {
        final IndicatorSettings indicators = settings.indicators();
        final IndicatorPlan plan = settings.indicatorPlan();
        instruments = new Instruments(settings.maxInstruments());
        final long[] timeframesNs =
                indicators.timeframes().stream().mapToLong(Timeframe::ns).toArray();
        timeframes = timeframesNs.length;
        history = new SeriesHistory(settings.maxInstruments(), timeframesNs);
        final boolean[] ofMarks = new boolean[timeframes];
        for (int i = 0; i < timeframes; i++) {
            ofMarks[i] = indicators.isOfMarks(indicators.timeframes().get(i));
        }
        followsMarks = !indicators.markPrice().isEmpty();
        candles = new Candles(
                settings.maxInstruments(),
                timeframesNs,
                ofMarks,
                indicators.gapLimit().ns(),
                this::onBarClosed);
        features = new BarFeatures(plan, candles, settings.maxInstruments());
        readers = new ChoiceBySymbol(
                settings.strategies().bySymbol(), settings.strategies().otherwise(), settings.maxInstruments());
        references = new ChoiceBySymbol(
                indicators.reference().map(symbol -> Map.of(symbol, REFERENCE)).orElse(Map.of()),
                0,
                settings.maxInstruments());
        books = new DepthBooks(settings.maxInstruments(), settings.bookLevels());
        settingsHash = ConfigHash.of(
                indicators.timeframes() + " " + plan + (followsMarks ? " " + indicators.markPrice() : ""),
                "bookLevels=" + settings.bookLevels());
    }

    @Override
    public String name() {
        return "indicators";
    }

    @Override
    public void onEvent(final Slot slot) {
        slot.empty(Slot.INDICATORS);
        section = slot.section(Slot.INDICATORS);
        values = slot.row();
        switch (slot.templateId()) {
            case TradeDecoder.TEMPLATE_ID -> onTrade(slot);
            case QuoteDecoder.TEMPLATE_ID -> onQuote(slot);
            case DepthDecoder.TEMPLATE_ID -> onDepth(slot);
            case MarkPriceDecoder.TEMPLATE_ID -> onMarkPrice(slot);
            case BoundaryDecoder.TEMPLATE_ID -> onBoundary(slot);
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> onDefinition(slot);
            case CandleDecoder.TEMPLATE_ID -> onCandle(slot);
            case CandleHistoryDecoder.TEMPLATE_ID -> onHistory(slot);
            case ConnectionDecoder.TEMPLATE_ID -> onConnection(slot);
            case GenerationStartedDecoder.TEMPLATE_ID -> onGenerationStarted();
            case ListeningDecoder.TEMPLATE_ID -> onListening(slot);
            case TickDecoder.TEMPLATE_ID -> tellLosses();
            default -> {}
        }
    }

    @Override
    public int stateVersion() {
        return STATE_VERSION;
    }

    @Override
    public long maxStateBytes(final int highestInstrument) {
        return 4 * Long.BYTES
                + history.stateBytes(highestInstrument)
                + Instruments.stateBytes(highestInstrument)
                + 2 * ChoiceBySymbol.stateBytes(highestInstrument)
                + candles.stateBytes(highestInstrument)
                + features.stateBytes(highestInstrument)
                + books.stateBytes(highestInstrument);
    }

    @Override
    public void save(final StateWriter state) {
        final int highest = instruments.highest();
        state.putLong(settingsHash);
        state.putLong(untimedTrades);
        state.putLong(unusedCandles);
        state.putLong(referencePrice);
        instruments.save(state);
        readers.save(state, highest);
        references.save(state, highest);
        candles.save(state, highest);
        history.save(state, highest);
        features.save(state, highest);
        books.save(state, highest);
    }

    /** The features' cells, then the depth books, a few instruments at a time. */
    @Override
    public boolean saveMore() {
        return features.saveMore() && books.saveMore();
    }

    @Override
    public boolean load(final StateReader state) {
        if (state.getLong() != settingsHash) {
            return false;
        }
        untimedTrades = state.getLong();
        unusedCandles = state.getLong();
        referencePrice = state.getLong();
        instruments.load(state);
        final int highest = instruments.highest();
        readers.load(state, highest);
        references.load(state, highest);
        candles.load(state, highest);
        history.load(state, highest);
        features.load(state, highest);
        for (int instrument = 1; instrument <= highest; instrument++) {
            if (instruments.knows(instrument)) {
                books.define(instrument);
            }
        }
        books.load(state, highest);
        state.end();
        return true;
    }

    /** The book of {@code instrument}, null before its definition. For tests and reports; owned by this stage's lane. */
    public DepthBook book(final int instrument) {
        return books.book(instrument);
    }

    /**
     * Takes the memory for the books of {@code defined} and of {@code more} instruments, so that defining them takes none. Before the
     * lane runs.
     */
    public void provideBooks(final Collection<Integer> defined, final int more) {
        books.provide(more
                + (int) defined.stream().filter(id -> books.book(id) == null).count());
    }

    /** Trades that came after their interval was closed, one count per timeframe that left them out. */
    public long lateTrades() {
        return candles.lateTrades();
    }

    /** Trades without a time of the venue; no candle can hold them. */
    public long untimedTrades() {
        return untimedTrades;
    }

    /**
     * End of the last candle of a series that counts, ns since 1970; 0: none does, or something is missing between those that do. To be read by whoever made this stage, before
     * it runs.
     */
    public long knownUntilNs(final int instrument, final long timeframeNs) {
        final int timeframe = timeframeOf(timeframeNs);
        return timeframe < 0 || instrument > instruments.highest() || !history.isWhole(instrument, timeframe)
                ? 0
                : Math.max(0, history.knownUntilNs(instrument, timeframe));
    }

    /** Candles of the venue that didn't count: known already, or own ones do. */
    public long unusedCandles() {
        return unusedCandles;
    }

    /** A generation begins with the definitions: strategies that start anew, beside values that go on, get those here. */
    private void onDefinition(final Slot slot) {
        instruments.learn(slot);
        readers.learn(slot);
        references.learn(slot);
        books.define(slot.instrument());
        features.putClosed(slot.instrument(), readers.of(slot.instrument()), values);
    }

    /** What was known before is of a time before a break: books have missed updates, candles trades. */
    private void onGenerationStarted() {
        candles.interrupt();
        history.restart();
        books.invalidate();
    }

    private void onTrade(final Slot slot) {
        if (!instruments.knows(slot.instrument())) {
            return;
        }
        if (slot.venueTimeNs() == EventLayout.NO_TIME) {
            untimedTrades++;
            return;
        }
        trade.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final int instrument = slot.instrument();
        final long price = trade.price();
        final long quantity = trade.quantity();
        final boolean takerBuys = trade.takerSide() == Side.BUY;
        candles.advance(instrument, slot.venueTimeNs());
        if (features.takesTrades()) {
            features.trade(instrument, price, quantity, takerBuys);
        }
        candles.trade(instrument, slot.venueTimeNs(), price, quantity, takerBuys ? quantity : 0);
        if (references.of(instrument) == REFERENCE) {
            referencePrice = price;
        }
        features.putLiveAfterTrade(instrument, readers.of(instrument), values);
    }

    private void onMarkPrice(final Slot slot) {
        final int instrument = slot.instrument();
        if (!followsMarks || !instruments.knows(instrument)) {
            return;
        }
        if (slot.venueTimeNs() == EventLayout.NO_TIME) {
            untimedTrades++;
            return;
        }
        mark.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        candles.mark(instrument, slot.venueTimeNs(), mark.markPrice(), mark.lowestMark(), mark.highestMark());
        features.putLiveAfterMark(instrument, readers.of(instrument), values);
    }

    private void onQuote(final Slot slot) {
        if (!features.takesQuotes() || !instruments.knows(slot.instrument())) {
            return;
        }
        quote.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final int instrument = slot.instrument();
        features.quote(instrument, quote.bidPrice(), quote.bidQuantity(), quote.askPrice(), quote.askQuantity());
        features.putLiveAfterQuote(instrument, readers.of(instrument), values);
    }

    private void onBoundary(final Slot slot) {
        if (instruments.knows(slot.instrument())) {
            boundary.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            candles.boundary(slot.instrument(), boundary.boundaryTimeNs());
        }
    }

    private void onDepth(final Slot slot) {
        if (!instruments.knows(slot.instrument())) {
            return;
        }
        final DepthBook book = books.change(slot.instrument());
        depth.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        if (depth.kind() == BookEventKind.SUPERSEDED) {
            return;
        }
        if (depth.part() == 0) {
            begin(book, depth.kind());
        }
        final boolean last = depth.lastPart() == Flag.YES;
        final long lastUpdateId = depth.lastUpdateId();
        setLevels(book, slot.event());
        if (last) {
            book.end(lastUpdateId);
            showBook(slot.instrument(), book);
        }
    }

    /** Read where they lie: the decoder stores where it is after each, which takes a third longer. */
    private void setLevels(final DepthBook book, final DirectBuffer event) {
        final DepthDecoder.LevelsDecoder levels = depth.levels();
        final int stride = levels.actingBlockLength();
        int at = depth.limit();
        for (int left = levels.count(); left > 0; left--) {
            book.set(
                    event.getByte(at + SIDE) == BID,
                    event.getLong(at + PRICE, ByteOrder.LITTLE_ENDIAN),
                    event.getLong(at + QUANTITY, ByteOrder.LITTLE_ENDIAN));
            at += stride;
        }
    }

    private void showBook(final int instrument, final DepthBook book) {
        if (features.takesBooks()) {
            features.book(instrument, book);
            features.putLiveAfterBook(instrument, readers.of(instrument), values);
        }
    }

    private static void begin(final DepthBook book, final BookEventKind kind) {
        switch (kind) {
            case SNAPSHOT -> book.beginSnapshot();
            case DELTA -> book.beginDelta();
            default -> book.invalidate();
        }
    }

    private void onConnection(final Slot slot) {
        connection.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        if (connection.channel() != ChannelKind.MARKET_DATA) {
            return;
        }
        if (connection.state() == ChannelState.UP) {
            history.listen(slot.receiveTimeNs());
        } else {
            history.miss();
            candles.interrupt();
        }
    }

    /** An instrument that is heard anew, or no more: what of its candles is under way misses trades. */
    private void onListening(final Slot slot) {
        final int instrument = slot.instrument();
        if (!instruments.knows(instrument)) {
            return;
        }
        listening.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        candles.interrupt(instrument);
        if (listening.state() == ChannelState.UP) {
            history.listen(instrument, slot.receiveTimeNs() + SUBSCRIBING_NS);
        } else {
            history.miss(instrument);
        }
    }

    /** After a reconnect, as far as there is room; the others with the next tick. */
    private void tellLosses() {
        if (!history.hasLosses()) {
            return;
        }
        for (int instrument = 1; instrument <= instruments.highest(); instrument++) {
            for (int timeframe = 0; timeframe < timeframes; timeframe++) {
                if (section.begin() + MOST_SERIES_BYTES > section.buffer().capacity()) {
                    return;
                }
                if (history.takeLoss(instrument, timeframe)) {
                    section.concern(instrument, 0);
                    writeSeries(instrument, timeframe, SeriesState.GAPPED);
                }
            }
        }
    }

    private void onHistory(final Slot slot) {
        told.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final int timeframe = timeframeOf(told.timeframeNs());
        if (timeframe < 0 || !instruments.knows(slot.instrument())) {
            return;
        }
        switch (told.state()) {
            case BEGUN -> {
                if (history.begin(slot.instrument(), timeframe, told.untilNs())) {
                    features.forget(slot.instrument(), timeframe);
                }
                writeSeries(slot.instrument(), timeframe, SeriesState.WARMING);
            }
            case TOLD -> onTold(slot, timeframe, told.untilNs());
            case GIVEN_UP -> {
                history.giveUp(slot.instrument(), timeframe);
                writeSeries(slot.instrument(), timeframe, SeriesState.GIVEN_UP);
            }
            default -> {}
        }
        if (history.tellsValues(slot.instrument(), timeframe) && features.hasBars(slot.instrument(), timeframe)) {
            writeKnown(slot.instrument(), timeframe);
        }
    }

    private void onTold(final Slot slot, final int timeframe, final long untilNs) {
        final int instrument = slot.instrument();
        candles.close(instrument, timeframe, untilNs);
        if (history.told(instrument, timeframe, untilNs, slot.receiveTimeNs())) {
            final boolean own = history.mode(instrument, timeframe) == SeriesHistory.OWN;
            if (own) {
                candles.covered(instrument, untilNs);
            }
            writeSeries(instrument, timeframe, own ? SeriesState.OWN : SeriesState.READY);
        }
    }

    /** A candle of the venue. A bar is told of the newest alone: strategies are not to act on the past. */
    private void onCandle(final Slot slot) {
        candle.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final int timeframe = timeframeOf(candle.timeframeNs());
        if (timeframe < 0 || candle.closed() != Flag.YES || !instruments.knows(slot.instrument())) {
            return;
        }
        final int instrument = slot.instrument();
        final boolean ready = history.isReady(instrument, timeframe);
        if (!history.takesVenue(instrument, timeframe, candle.openTimeNs())) {
            unusedCandles++;
            return;
        }
        if (candle.tradeCount() == 0) {
            return;
        }
        final boolean newest = candle.openTimeNs() + 2 * candle.timeframeNs() > slot.receiveTimeNs();
        past.set(
                        candle.openTimeNs() / NS_PER_MS,
                        candle.open(),
                        candle.high(),
                        candle.low(),
                        candle.close(),
                        candle.volume())
                .flow(candle.takerBuyVolume(), candle.tradeCount());
        features.closed(instrument, timeframe, past, readers.of(instrument), values);
        if (ready && newest) {
            writeVenueBar(instrument, timeframe);
            history.tellsValues(instrument, timeframe);
        } else {
            values.takePastCandle();
        }
    }

    private int timeframeOf(final long timeframeNs) {
        for (int timeframe = 0; timeframe < timeframes; timeframe++) {
            if (candles.timeframeNs(timeframe) == timeframeNs) {
                return timeframe;
            }
        }
        return -1;
    }

    private void onBarClosed(final int instrument, final int timeframe) {
        final int before = history.mode(instrument, timeframe);
        final boolean gapped = candles.isGapped(instrument, timeframe);
        if (history.takesOwn(instrument, timeframe, candles.openTimeNs(instrument, timeframe), gapped)) {
            features.close(instrument, timeframe, readers.of(instrument), referencePrice, values);
            writeBar(instrument, timeframe, gapped);
            writeValues(instrument, timeframe);
            section.end(HEADER + bar.encodedLength());
            history.tellsValues(instrument, timeframe);
        } else if (before == SeriesHistory.WARMING) {
            // Who waits for a close, as stops do, gets one; the values are those of nothing yet.
            writeBar(instrument, timeframe, true);
            writeNoValues();
            section.end(HEADER + bar.encodedLength());
        } else if (before == SeriesHistory.OWN || history.takeLoss(instrument, timeframe)) {
            writeSeries(instrument, timeframe, SeriesState.GAPPED);
        }
    }

    private void writeSeries(final int instrument, final int timeframe, final SeriesState state) {
        final long knownUntilNs = history.knownUntilNs(instrument, timeframe);
        series.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .timeframeNs(candles.timeframeNs(timeframe))
                .knownUntilNs(Math.max(0, knownUntilNs))
                .candles(history.taken(instrument, timeframe))
                .timeframe((short) timeframe)
                .state(state);
        section.end(HEADER + series.encodedLength());
    }

    private void writeKnown(final int instrument, final int timeframe) {
        known.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .timeframeNs(candles.timeframeNs(timeframe))
                .openTimeNs(features.newestOpenTimeNs(instrument, timeframe))
                .close(features.newestClose(instrument, timeframe))
                .volume(features.newestVolume(instrument, timeframe))
                .emaFast(features.standard(instrument, timeframe, BarFeatures.EMA_FAST))
                .emaSlow(features.standard(instrument, timeframe, BarFeatures.EMA_SLOW))
                .atr(features.standard(instrument, timeframe, BarFeatures.ATR))
                .rsi(features.standard(instrument, timeframe, BarFeatures.RSI))
                .timeframe((short) timeframe);
        section.end(HEADER + known.encodedLength());
    }

    private void writeVenueBar(final int instrument, final int timeframe) {
        bar.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .timeframeNs(candle.timeframeNs())
                .openTimeNs(candle.openTimeNs())
                .open(candle.open())
                .high(candle.high())
                .low(candle.low())
                .close(candle.close())
                .volume(candle.volume())
                .tradeCount(candle.tradeCount())
                .timeframe((short) timeframe)
                .gapped(Flag.NO)
                .takerBuyVolume(candle.takerBuyVolume());
        writeValues(instrument, timeframe);
        section.end(HEADER + bar.encodedLength());
    }

    private void writeBar(final int instrument, final int timeframe, final boolean gapped) {
        bar.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .timeframeNs(candles.timeframeNs(timeframe))
                .openTimeNs(candles.openTimeNs(instrument, timeframe))
                .open(candles.open(instrument, timeframe))
                .high(candles.high(instrument, timeframe))
                .low(candles.low(instrument, timeframe))
                .close(candles.close(instrument, timeframe))
                .volume(candles.volume(instrument, timeframe))
                .tradeCount(candles.tradeCount(instrument, timeframe))
                .timeframe((short) timeframe)
                .gapped(gapped ? Flag.YES : Flag.NO)
                .takerBuyVolume(candles.takerBuyVolume(instrument, timeframe));
    }

    private void writeValues(final int instrument, final int timeframe) {
        bar.emaFast(features.standard(instrument, timeframe, BarFeatures.EMA_FAST))
                .emaSlow(features.standard(instrument, timeframe, BarFeatures.EMA_SLOW))
                .atr(features.standard(instrument, timeframe, BarFeatures.ATR))
                .rsi(features.standard(instrument, timeframe, BarFeatures.RSI));
    }

    private void writeNoValues() {
        bar.emaFast(BarClosedEncoder.emaFastNullValue())
                .emaSlow(BarClosedEncoder.emaSlowNullValue())
                .atr(BarClosedEncoder.atrNullValue())
                .rsi(BarClosedEncoder.rsiNullValue());
    }
}
