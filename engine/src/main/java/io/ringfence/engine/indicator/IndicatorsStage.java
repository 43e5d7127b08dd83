package io.ringfence.engine.indicator;

import io.ringfence.engine.config.ConfigHash;
import io.ringfence.engine.config.IndicatorSettings;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.config.Timeframe;
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
import io.ringfence.journal.message.DepthDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.GenerationStartedDecoder;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TradeDecoder;

/**
 * Builds candles and their indicator values, and keeps the depth books. Writes a {@code BarClosed} per closed candle, at
 * most one per timeframe and event, shorter timeframes first.
 */
public final class IndicatorsStage implements StatefulStage {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int STATE_VERSION = 1;

    private final MessageHeaderDecoder eventHeader = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final BoundaryDecoder boundary = new BoundaryDecoder();
    private final DepthDecoder depth = new DepthDecoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BarClosedEncoder bar = new BarClosedEncoder();

    private final Instruments instruments;
    private final Candles candles;
    private final Ema emaFast;
    private final Ema emaSlow;
    private final WilderAtr atr;
    private final WilderRsi rsi;
    private final int timeframes;
    private final DepthBooks books;
    private final long settingsHash;

    private Section section;
    private long untimedTrades;

    public IndicatorsStage(final StageSettings settings) {
        final IndicatorSettings indicators = settings.indicators();
        timeframes = indicators.timeframes().size();
        final int series = (settings.maxInstruments() + 1) * timeframes;
        instruments = new Instruments(settings.maxInstruments());
        candles = new Candles(
                settings.maxInstruments(),
                indicators.timeframes().stream().mapToLong(Timeframe::ns).toArray(),
                indicators.gapLimit().ns(),
                this::writeBar);
        emaFast = new Ema(indicators.emaFast(), series);
        emaSlow = new Ema(indicators.emaSlow(), series);
        atr = new WilderAtr(indicators.atr(), series);
        rsi = new WilderRsi(indicators.rsi(), series);
        books = new DepthBooks(settings.maxInstruments(), settings.bookLevels());
        settingsHash = ConfigHash.of(indicators.toString(), "bookLevels=" + settings.bookLevels());
    }

    @Override
    public String name() {
        return "indicators";
    }

    @Override
    public void onEvent(final Slot slot) {
        section = slot.indicators();
        section.reset(slot);
        switch (slot.templateId()) {
            case TradeDecoder.TEMPLATE_ID -> onTrade(slot);
            case DepthDecoder.TEMPLATE_ID -> onDepth(slot);
            case BoundaryDecoder.TEMPLATE_ID -> onBoundary(slot);
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> onDefinition(slot);
            case GenerationStartedDecoder.TEMPLATE_ID -> onGenerationStarted();
            default -> {}
        }
    }

    @Override
    public int stateVersion() {
        return STATE_VERSION;
    }

    @Override
    public long maxStateBytes(final int highestInstrument) {
        final long series = (highestInstrument + 1L) * timeframes;
        return 2 * Long.BYTES
                + Instruments.stateBytes(highestInstrument)
                + candles.stateBytes(highestInstrument)
                + 2 * Ema.stateBytes(series)
                + WilderAtr.stateBytes(series)
                + WilderRsi.stateBytes(series)
                + books.stateBytes(highestInstrument);
    }

    @Override
    public void save(final StateWriter state) {
        final int highest = instruments.highest();
        final int series = (highest + 1) * timeframes;
        state.putLong(settingsHash);
        state.putLong(untimedTrades);
        instruments.save(state);
        candles.save(state, highest);
        emaFast.save(state, series);
        emaSlow.save(state, series);
        atr.save(state, series);
        rsi.save(state, series);
        books.save(state, highest);
    }

    /** The depth books, one by one. */
    @Override
    public boolean saveMore() {
        return books.saveMore();
    }

    @Override
    public boolean load(final StateReader state) {
        if (state.getLong() != settingsHash) {
            return false;
        }
        untimedTrades = state.getLong();
        instruments.load(state);
        final int highest = instruments.highest();
        final int series = (highest + 1) * timeframes;
        candles.load(state, highest);
        emaFast.load(state, series);
        emaSlow.load(state, series);
        atr.load(state, series);
        rsi.load(state, series);
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

    /** Trades that came after their interval was closed, one count per timeframe that left them out. */
    public long lateTrades() {
        return candles.lateTrades();
    }

    /** Trades without a time of the venue; no candle can hold them. */
    public long untimedTrades() {
        return untimedTrades;
    }

    private void onDefinition(final Slot slot) {
        instruments.learn(slot);
        books.define(slot.instrument());
    }

    /** What was known before is of a time before a break: books have missed updates, candles trades. */
    private void onGenerationStarted() {
        candles.interrupt();
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
        candles.trade(slot.instrument(), slot.venueTimeNs(), trade.price(), trade.quantity());
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
        final DepthDecoder.LevelsDecoder levels = depth.levels();
        while (levels.hasNext()) {
            levels.next();
            book.set(levels.side() == Side.BUY, levels.price(), levels.quantity());
        }
        if (last) {
            book.end(lastUpdateId);
        }
    }

    private static void begin(final DepthBook book, final BookEventKind kind) {
        switch (kind) {
            case SNAPSHOT -> book.beginSnapshot();
            case DELTA -> book.beginDelta();
            default -> book.invalidate();
        }
    }

    private void writeBar(final int instrument, final int timeframe) {
        final int series = instrument * timeframes + timeframe;
        final long close = candles.close(instrument, timeframe);
        emaFast.update(series, close);
        emaSlow.update(series, close);
        atr.update(series, candles.high(instrument, timeframe), candles.low(instrument, timeframe), close);
        rsi.update(series, close);

        bar.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .timeframeNs(candles.timeframeNs(timeframe))
                .openTimeNs(candles.openTimeNs(instrument, timeframe))
                .open(candles.open(instrument, timeframe))
                .high(candles.high(instrument, timeframe))
                .low(candles.low(instrument, timeframe))
                .close(close)
                .volume(candles.volume(instrument, timeframe))
                .tradeCount(candles.tradeCount(instrument, timeframe))
                .timeframe((short) timeframe)
                .gapped(candles.isGapped(instrument, timeframe) ? Flag.YES : Flag.NO);
        writeValues(series);
        section.end(HEADER + bar.encodedLength());
    }

    private void writeValues(final int series) {
        bar.emaFast(emaFast.isReady(series) ? emaFast.value(series) : BarClosedEncoder.emaFastNullValue());
        bar.emaSlow(emaSlow.isReady(series) ? emaSlow.value(series) : BarClosedEncoder.emaSlowNullValue());
        bar.atr(atr.isReady(series) ? atr.value(series) : BarClosedEncoder.atrNullValue());
        bar.rsi(rsi.isReady(series) ? rsi.value(series) : BarClosedEncoder.rsiNullValue());
    }
}
