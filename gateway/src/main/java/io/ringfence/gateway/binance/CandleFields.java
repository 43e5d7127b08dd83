package io.ringfence.gateway.binance;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.json.Fault;
import io.ringfence.gateway.json.JsonScanner;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.CandleEncoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderEncoder;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** {@code kline}: the envelope with type, time and symbol; what counts is in {@code k}. */
final class CandleFields extends EventFields {
    private static final long REQUIRED = bit('s') | bit('k');
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + CandleEncoder.BLOCK_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CandleEncoder encoder = new CandleEncoder();
    private final Body body;
    private DirectBuffer frame;

    CandleFields(final SymbolField symbol) {
        super(symbol);
        body = new Body(symbol);
    }

    void begin(final DirectBuffer frame) {
        begin();
        this.frame = frame;
        body.begin();
    }

    @Override
    void field(final int key, final JsonScanner scanner) {
        switch (key) {
            case 'E' -> eventTimeNs = VenueTime.read(scanner);
            case 's' -> symbol.read(scanner);
            case 'k' -> body(scanner);
            default -> scanner.skip();
        }
    }

    private void body(final JsonScanner scanner) {
        if (scanner.enterObject()) {
            body.read(scanner);
        }
    }

    void check(final JsonScanner scanner) {
        require(REQUIRED, scanner);
        body.require(Body.REQUIRED, scanner);
    }

    SkipReason skipReason() {
        return body.timeframeNs == 0 ? SkipReason.UNWANTED_TIMEFRAME : null;
    }

    boolean publish(final EventSink sink) {
        final MutableDirectBuffer buffer = sink.claim();
        encoder.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, symbol.instrument(), 0, eventTimeNs);
        body.encode(encoder);
        return sink.commit(LENGTH);
    }

    /** {@code k}: open time, interval, prices, volumes, and whether the candle is closed. */
    private final class Body extends EventFields {
        private static final long REQUIRED = bit('t') | bit('i') | bit('o') | bit('h') | bit('l') | bit('c') | bit('v')
                | bit('V') | bit('n') | bit('x');
        private static final long MAX_COUNT = 1_000;

        private long timeframeNs;
        private long openTimeNs;
        private long open;
        private long high;
        private long low;
        private long close;
        private long volume;
        private long takerBuyVolume;
        private long tradeCount;
        private boolean closed;

        Body(final SymbolField symbol) {
            super(symbol);
        }

        @Override
        void field(final int key, final JsonScanner scanner) {
            switch (key) {
                case 'o' -> open = symbol.price(scanner);
                case 'h' -> high = symbol.price(scanner);
                case 'l' -> low = symbol.price(scanner);
                case 'c' -> close = symbol.price(scanner);
                case 'v' -> volume = symbol.quantity(scanner);
                case 'V' -> takerBuyVolume = symbol.quantity(scanner);
                default -> rest(key, scanner);
            }
        }

        private void rest(final int key, final JsonScanner scanner) {
            switch (key) {
                case 't' -> openTimeNs = VenueTime.read(scanner);
                case 'i' -> timeframeNs = interval(scanner);
                case 'n' -> tradeCount = scanner.integer();
                case 'x' -> closed = scanner.bool();
                default -> scanner.skip();
            }
        }

        /** {@code 15m} and the like as ns; 0 for months, which differ in length. */
        private long interval(final JsonScanner scanner) {
            if (!scanner.string() || scanner.textLength() < 2) {
                return unknown(scanner);
            }
            final int unitAt = scanner.textOffset() + scanner.textLength() - 1;
            long count = 0;
            for (int i = scanner.textOffset(); i < unitAt; i++) {
                final int digit = frame.getByte(i) - '0';
                count = count * 10 + digit;
                if (digit < 0 || digit > 9 || count > MAX_COUNT) {
                    return unknown(scanner);
                }
            }
            return interval(count, frame.getByte(unitAt), scanner);
        }

        private long interval(final long count, final byte unit, final JsonScanner scanner) {
            return switch (unit) {
                case 's' -> TimeUnit.SECONDS.toNanos(count);
                case 'm' -> TimeUnit.MINUTES.toNanos(count);
                case 'h' -> TimeUnit.HOURS.toNanos(count);
                case 'd' -> TimeUnit.DAYS.toNanos(count);
                case 'w' -> TimeUnit.DAYS.toNanos(7 * count);
                case 'M' -> 0;
                default -> unknown(scanner);
            };
        }

        private long unknown(final JsonScanner scanner) {
            scanner.reject(Fault.UNKNOWN_WORD);
            return 0;
        }

        private void encode(final CandleEncoder encoder) {
            encoder.timeframeNs(timeframeNs)
                    .openTimeNs(openTimeNs)
                    .open(open)
                    .high(high)
                    .low(low)
                    .close(close)
                    .volume(volume)
                    .takerBuyVolume(takerBuyVolume)
                    .tradeCount(tradeCount)
                    .closed(closed ? Flag.YES : Flag.NO);
        }
    }
}
