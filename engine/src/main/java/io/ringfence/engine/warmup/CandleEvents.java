package io.ringfence.engine.warmup;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.session.CandleListing;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.CandleEncoder;
import io.ringfence.journal.message.CandleHistoryEncoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.HistoryState;
import io.ringfence.journal.message.MessageHeaderEncoder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.MutableDirectBuffer;

/** Hands candles of the past in as events. Stands back while others need the hand-over. Owned by one thread. */
final class CandleEvents {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final long PAUSE_MS = 1;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CandleEncoder candle = new CandleEncoder();
    private final CandleHistoryEncoder history = new CandleHistoryEncoder();
    private final EventSink sink;
    private final BooleanSupplier crowded;

    /**
     * @param sink    one that waits for room
     * @param crowded whether what is handed over waits already
     */
    CandleEvents(final EventSink sink, final BooleanSupplier crowded) {
        this.sink = sink;
        this.crowded = crowded;
    }

    void candle(final Instrument instrument, final VenueFrame frame, final PastCandle past)
            throws InterruptedException {
        final MutableDirectBuffer buffer = sink.claim();
        candle.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, instrument.id(), 0, EventLayout.NO_TIME);
        candle.timeframeNs(frame.ns())
                .openTimeNs(past.openTimeNs())
                .open(past.open())
                .high(past.high())
                .low(past.low())
                .close(past.close())
                .volume(past.volume())
                .takerBuyVolume(past.takerBuyVolume())
                .tradeCount(past.tradeCount())
                .closed(Flag.YES);
        commit(HEADER + candle.encodedLength());
    }

    void history(final Instrument instrument, final VenueFrame frame, final HistoryState state, final long untilNs)
            throws InterruptedException {
        final MutableDirectBuffer buffer = sink.claim();
        history.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, instrument.id(), 0, EventLayout.NO_TIME);
        history.timeframeNs(frame.ns()).untilNs(untilNs).state(state);
        commit(HEADER + history.encodedLength());
    }

    private void commit(final int lengthBytes) throws InterruptedException {
        while (crowded.getAsBoolean()) {
            Thread.sleep(PAUSE_MS);
        }
        if (!sink.commit(lengthBytes)) {
            throw new InterruptedException("the engine takes no events any more");
        }
    }

    /**
     * What the venue listed, in the instrument's units.
     *
     * @throws ArithmeticException if a number is beyond all measure
     */
    static PastCandle of(final CandleListing listing, final Instrument instrument) {
        return new PastCandle(
                TimeUnit.MILLISECONDS.toNanos(listing.openTimeMs()),
                units(listing.open(), instrument.priceScale()),
                units(listing.high(), instrument.priceScale()),
                units(listing.low(), instrument.priceScale()),
                units(listing.close(), instrument.priceScale()),
                units(listing.volume(), instrument.quantityScale()),
                units(listing.takerBuyVolume(), instrument.quantityScale()),
                listing.tradeCount());
    }

    /** Surplus digits would be of a finer tick than today's: rounded half away from zero. */
    private static long units(final String text, final int scale) {
        return new BigDecimal(text)
                .movePointRight(scale)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
