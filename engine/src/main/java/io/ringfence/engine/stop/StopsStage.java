package io.ringfence.engine.stop;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.ProfileOfInstrument;
import io.ringfence.engine.stage.Section;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.stage.StatefulStage;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.CandleDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MarkPriceDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.SeriesChangedDecoder;
import io.ringfence.journal.message.SeriesState;
import io.ringfence.journal.message.SeriesValuesDecoder;
import io.ringfence.journal.message.TickDecoder;
import io.ringfence.journal.message.TradeDecoder;

/**
 * Guards every position with a stop. Within one event: positions of {@code portfolio}, bars of {@code indicators}, then
 * the event's own price, then the time. On a tick the time of all positions, as far as the section has room, of the others on the next.
 */
public final class StopsStage implements StatefulStage {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int STATE_VERSION = 2;

    private final MessageHeaderDecoder eventHeader = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final MarkPriceDecoder mark = new MarkPriceDecoder();
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    private final PositionChangedDecoder position = new PositionChangedDecoder();
    private final BarClosedDecoder bar = new BarClosedDecoder();
    private final SeriesChangedDecoder series = new SeriesChangedDecoder();
    private final SeriesValuesDecoder known = new SeriesValuesDecoder();
    private final CandleDecoder candle = new CandleDecoder();

    private final Instruments instruments;
    private final ProfileOfInstrument profiles;
    private final PositionStops stops;
    private final StopRecords records;

    private int sweepFrom = 1;

    public StopsStage(final StageSettings settings) {
        instruments = new Instruments(settings.maxInstruments());
        records = new StopRecords(settings.account());
        profiles = new ProfileOfInstrument(settings.stop(), settings.maxInstruments());
        stops = new PositionStops(
                profiles.profiles(),
                settings.indicators().timeframes(),
                settings.stop().takerFee(),
                instruments,
                settings.maxInstruments(),
                records);
    }

    @Override
    public String name() {
        return "stops";
    }

    @Override
    public void onEvent(final Slot slot) {
        slot.empty(Slot.STOPS);
        records.writeTo(slot.section(Slot.STOPS));
        takePositions(slot.portfolio(), slot.receiveTimeNs());
        takeBars(slot.indicators());
        switch (slot.templateId()) {
            case QuoteDecoder.TEMPLATE_ID -> onQuote(slot);
            case TradeDecoder.TEMPLATE_ID -> onTrade(slot);
            case MarkPriceDecoder.TEMPLATE_ID -> onMark(slot);
            case TickDecoder.TEMPLATE_ID -> sweep(slot.receiveTimeNs());
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> onDefinition(slot);
            case CandleDecoder.TEMPLATE_ID -> onCandle(slot);
            default -> onOther(slot);
        }
    }

    @Override
    public int stateVersion() {
        return STATE_VERSION;
    }

    @Override
    public long maxStateBytes(final int highestInstrument) {
        return Long.BYTES
                + Instruments.stateBytes(highestInstrument)
                + ProfileOfInstrument.stateBytes(highestInstrument)
                + stops.stateBytes(highestInstrument);
    }

    @Override
    public void save(final StateWriter state) {
        instruments.save(state);
        profiles.save(state, instruments.highest());
        stops.save(state);
        state.putLong(sweepFrom);
    }

    @Override
    public boolean load(final StateReader state) {
        instruments.load(state);
        final int highest = instruments.highest();
        profiles.load(state, highest);
        stops.load(state);
        sweepFrom = state.getInt("sweepFrom", 1, highest + 1L);
        state.end();
        for (int instrument = 1; instrument <= highest; instrument++) {
            stops.assign(instrument, profiles.of(instrument));
        }
        return true;
    }

    /** For reports, after the last event or from the stage's own lane. */
    public PositionStops stops() {
        return stops;
    }

    private void takePositions(final Section section, final long nowNs) {
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            if (section.templateId(at) == PositionChangedDecoder.TEMPLATE_ID) {
                position.wrap(
                        section.buffer(),
                        at + HEADER,
                        PositionChangedDecoder.BLOCK_LENGTH,
                        PositionChangedDecoder.SCHEMA_VERSION);
                stops.position(position.header().instrument(), position.quantity(), position.entryPrice(), nowNs);
            }
        }
    }

    private void takeBars(final Section section) {
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            if (section.templateId(at) == BarClosedDecoder.TEMPLATE_ID) {
                bar.wrap(section.buffer(), at + HEADER, BarClosedDecoder.BLOCK_LENGTH, BarClosedDecoder.SCHEMA_VERSION);
                stops.bar(
                        bar.header().instrument(), bar.timeframe(), bar.high(), bar.low(), bar.atr(), !missesTrades());
            } else if (section.templateId(at) == SeriesValuesDecoder.TEMPLATE_ID) {
                known.wrap(
                        section.buffer(),
                        at + HEADER,
                        SeriesValuesDecoder.BLOCK_LENGTH,
                        SeriesValuesDecoder.SCHEMA_VERSION);
                stops.atr(section.instrument(at), known.timeframe(), known.atr());
            } else if (section.templateId(at) == SeriesChangedDecoder.TEMPLATE_ID) {
                takeSeries(section, at);
            }
        }
    }

    private void takeSeries(final Section section, final int at) {
        series.wrap(
                section.buffer(), at + HEADER, SeriesChangedDecoder.BLOCK_LENGTH, SeriesChangedDecoder.SCHEMA_VERSION);
        if (series.state() == SeriesState.WARMING && series.knownUntilNs() == 0) {
            stops.forget(section.instrument(at), series.timeframe());
        }
    }

    /** As of a series that waits for the venue's candles, which are told later, this one's too. */
    private boolean missesTrades() {
        return bar.gapped() == Flag.YES && Double.isNaN(bar.atr());
    }

    private void onCandle(final Slot slot) {
        if (slot.values().hasPastCandle()) {
            candle.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            stops.past(slot.instrument(), candle.timeframeNs(), candle.high(), candle.low());
        }
        onOther(slot);
    }

    private void onDefinition(final Slot slot) {
        final int instrument = slot.instrument();
        instruments.learn(slot);
        profiles.learn(instrument, definition.wrapAndApplyHeader(slot.event(), 0, eventHeader));
        stops.assign(instrument, profiles.of(instrument));
    }

    private void onQuote(final Slot slot) {
        if (instruments.knows(slot.instrument())) {
            quote.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            stops.quote(
                    slot.instrument(),
                    quote.bidPrice(),
                    quote.askPrice(),
                    quote.lowestBid(),
                    quote.highestAsk(),
                    slot.receiveTimeNs());
        }
    }

    private void onTrade(final Slot slot) {
        if (instruments.knows(slot.instrument())) {
            trade.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            stops.trade(slot.instrument(), trade.price(), slot.receiveTimeNs());
        }
    }

    private void onMark(final Slot slot) {
        if (instruments.knows(slot.instrument())) {
            mark.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            stops.mark(
                    slot.instrument(), mark.markPrice(), mark.lowestMark(), mark.highestMark(), slot.receiveTimeNs());
        }
    }

    private void onOther(final Slot slot) {
        if (instruments.knows(slot.instrument())) {
            stops.time(slot.instrument(), slot.receiveTimeNs());
        }
    }

    private void sweep(final long nowNs) {
        final int count = instruments.highest();
        for (int i = 0; i < count && records.hasRoom(); i++) {
            final int instrument = sweepFrom > count ? 1 : sweepFrom;
            sweepFrom = instrument + 1;
            stops.time(instrument, nowNs);
        }
    }
}
