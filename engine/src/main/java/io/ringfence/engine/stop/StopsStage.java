package io.ringfence.engine.stop;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Section;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.stage.StatefulStage;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.TradeDecoder;

/**
 * Guards every position with a stop. Within one event: positions of {@code portfolio}, ATR of {@code indicators}, then
 * the event's own price.
 */
public final class StopsStage implements StatefulStage {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int STATE_VERSION = 1;

    private final MessageHeaderDecoder eventHeader = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final PositionChangedDecoder position = new PositionChangedDecoder();
    private final BarClosedDecoder bar = new BarClosedDecoder();

    private final Instruments instruments;
    private final TrailingStops stops;
    private final StopRecords records;
    private final int atrTimeframe;

    public StopsStage(final StageSettings settings) {
        instruments = new Instruments(settings.maxInstruments());
        records = new StopRecords(settings.account());
        stops = new TrailingStops(settings.stop(), instruments, settings.maxInstruments(), records);
        atrTimeframe = settings.indicators().indexOf(settings.stop().timeframe(), "stop.timeframe");
    }

    @Override
    public String name() {
        return "stops";
    }

    @Override
    public void onEvent(final Slot slot) {
        slot.stops().reset(slot);
        records.writeTo(slot.stops());
        takePositions(slot.portfolio());
        takeAtrs(slot.indicators());
        switch (slot.templateId()) {
            case QuoteDecoder.TEMPLATE_ID -> onQuote(slot);
            case TradeDecoder.TEMPLATE_ID -> onTrade(slot);
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> instruments.learn(slot);
            default -> {}
        }
    }

    @Override
    public int stateVersion() {
        return STATE_VERSION;
    }

    @Override
    public long maxStateBytes(final int highestInstrument) {
        return Instruments.stateBytes(highestInstrument) + TrailingStops.stateBytes(highestInstrument);
    }

    @Override
    public void save(final StateWriter state) {
        instruments.save(state);
        stops.save(state);
    }

    @Override
    public boolean load(final StateReader state) {
        instruments.load(state);
        stops.load(state);
        state.end();
        return true;
    }

    /** For reports, after the last event or from the stage's own lane. */
    public TrailingStops stops() {
        return stops;
    }

    private void takePositions(final Section section) {
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            if (section.templateId(at) == PositionChangedDecoder.TEMPLATE_ID) {
                position.wrap(
                        section.buffer(),
                        at + HEADER,
                        PositionChangedDecoder.BLOCK_LENGTH,
                        PositionChangedDecoder.SCHEMA_VERSION);
                stops.position(position.header().instrument(), position.quantity(), position.entryPrice());
            }
        }
    }

    private void takeAtrs(final Section section) {
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            if (section.templateId(at) == BarClosedDecoder.TEMPLATE_ID) {
                bar.wrap(section.buffer(), at + HEADER, BarClosedDecoder.BLOCK_LENGTH, BarClosedDecoder.SCHEMA_VERSION);
                takeAtr();
            }
        }
    }

    private void takeAtr() {
        final double atr = bar.atr();
        if (bar.timeframe() == atrTimeframe && !Double.isNaN(atr)) {
            stops.atr(bar.header().instrument(), atr);
        }
    }

    private void onQuote(final Slot slot) {
        if (instruments.knows(slot.instrument())) {
            quote.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            stops.quote(slot.instrument(), quote.bidPrice(), quote.askPrice(), quote.lowestBid(), quote.highestAsk());
        }
    }

    private void onTrade(final Slot slot) {
        if (instruments.knows(slot.instrument())) {
            trade.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            stops.trade(slot.instrument(), trade.price());
        }
    }
}
