package io.ringfence.engine.report;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.AnswerKind;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.SendFailureDecoder;
import io.ringfence.journal.number.Money;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2LongHashMap;

/** The figures of one generation, from one pass over its two logs. Off the hot path. */
public final class JournalFigures {
    private static final long NO_PRICE = Long.MIN_VALUE;

    private final EventTally events = new EventTally();
    private final DecisionTally decisions;
    private final Int2ObjectHashMap<Instrument> instruments = new Int2ObjectHashMap<>();
    private final Long2LongHashMap bidPlusAsk = new Long2LongHashMap(NO_PRICE);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final SendFailureDecoder sendFailure = new SendFailureDecoder();

    private long ordersNotSent;

    private JournalFigures(final DecisionTally decisions) {
        this.decisions = decisions;
    }

    public static JournalFigures of(final RecordedGeneration generation) {
        return of(generation, new DecisionTally(), 0, Long.MAX_VALUE);
    }

    /**
     * Of a part: all events up to {@code to}, and the decisions behind {@code after}.
     *
     * @param decisions with what there was before
     */
    public static JournalFigures of(
            final RecordedGeneration generation, final DecisionTally decisions, final long after, final long to) {
        final JournalFigures figures = new JournalFigures(decisions);
        try (LogReader log = generation.events()) {
            while (log.next() && log.sequence() <= to) {
                figures.addEvent(log.buffer(), log.offset());
            }
        }
        final DecisionRecords records = new DecisionRecords();
        try (LogReader log = generation.decisions()) {
            while (log.next() && log.sequence() <= to) {
                if (log.sequence() > after) {
                    figures.decisions.add(records.wrap(log.buffer(), log.offset(), log.lengthBytes()));
                }
            }
        }
        return figures;
    }

    private void addEvent(final DirectBuffer buffer, final int offset) {
        events.add(buffer, offset);
        switch (EventLayout.templateId(buffer, offset)) {
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> {
                final Instrument instrument = Instrument.decode(buffer, offset);
                instruments.put(instrument.id(), instrument);
            }
            case QuoteDecoder.TEMPLATE_ID -> {
                quote.wrapAndApplyHeader(buffer, offset, header);
                bidPlusAsk.put(EventLayout.instrument(buffer, offset), quote.bidPrice() + quote.askPrice());
            }
            case SendFailureDecoder.TEMPLATE_ID -> {
                if (sendFailure.wrapAndApplyHeader(buffer, offset, header).kind() == AnswerKind.PLACE) {
                    ordersNotSent++;
                }
            }
            default -> {
                // Counted, and no more.
            }
        }
    }

    public EventTally events() {
        return events;
    }

    public DecisionTally decisions() {
        return decisions;
    }

    /** Orders whose bytes were handed to the socket. */
    public long ordersSent() {
        return decisions.ordersPlaced() - ordersNotSent;
    }

    /** Profit of the open positions at the last mid price, before fees, money 1e-8. */
    public long unrealized() {
        long sum = 0;
        for (final Int2ObjectHashMap<DecisionTally.OpenPosition>.EntryIterator it =
                        decisions.positions().entrySet().iterator();
                it.hasNext(); ) {
            it.next();
            sum = Math.addExact(sum, unrealized(it.getIntKey(), it.getValue()));
        }
        return sum;
    }

    private long unrealized(final int id, final DecisionTally.OpenPosition position) {
        final Instrument instrument = instruments.get(id);
        final long twiceMid = bidPlusAsk.get(id);
        if (position.quantity() == 0 || instrument == null || twiceMid == NO_PRICE) {
            return 0;
        }
        final long twiceValue =
                Money.notional(twiceMid, position.quantity(), instrument.priceScale(), instrument.quantityScale());
        return twiceValue / 2 - position.openCost();
    }
}
