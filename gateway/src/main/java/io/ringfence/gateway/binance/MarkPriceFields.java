package io.ringfence.gateway.binance;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.json.Fault;
import io.ringfence.gateway.json.JsonScanner;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.MarkPriceEncoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.number.Money;
import org.agrona.MutableDirectBuffer;

/**
 * {@code markPriceUpdate}. Mark and index price are averages with eight decimals that lie on no tick: they are rounded
 * half away from zero to the instrument's scale. Index price and funding are absent for some contracts: null values.
 */
final class MarkPriceFields extends EventFields {
    private static final long REQUIRED = bit('s') | bit('p');
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + MarkPriceEncoder.BLOCK_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MarkPriceEncoder encoder = new MarkPriceEncoder();

    private long markPrice;
    private long indexPrice;
    private long fundingRate;
    private long nextFundingTimeNs;

    MarkPriceFields(final SymbolField symbol) {
        super(symbol);
    }

    void beginMarkPrice() {
        begin();
        indexPrice = MarkPriceEncoder.indexPriceNullValue();
        fundingRate = MarkPriceEncoder.fundingRateNullValue();
        nextFundingTimeNs = MarkPriceEncoder.nextFundingTimeNsNullValue();
    }

    @Override
    void field(final int key, final JsonScanner scanner) {
        switch (key) {
            case 'E' -> eventTimeNs = VenueTime.read(scanner);
            case 's' -> symbol.read(scanner);
            case 'p' -> markPrice = symbol.roundedPrice(scanner);
            case 'i' -> indexPrice = symbol.roundedPrice(scanner);
            case 'r' -> fundingRate(scanner);
            case 'T' -> nextFundingTime(scanner);
            default -> scanner.skip();
        }
    }

    /** Empty for contracts that are delivered. */
    private void fundingRate(final JsonScanner scanner) {
        final long here = scanner.mark();
        if (scanner.peek() == '"' && scanner.string() && scanner.textLength() == 0) {
            return;
        }
        scanner.reset(here);
        fundingRate = scanner.roundedDecimal(Money.SCALE);
    }

    private void nextFundingTime(final JsonScanner scanner) {
        final long timeNs = VenueTime.read(scanner);
        if (timeNs > 0) {
            nextFundingTimeNs = timeNs;
        }
    }

    void check(final JsonScanner scanner) {
        require(REQUIRED, scanner);
        if (symbol.isKnown() && markPrice <= 0) {
            scanner.reject(Fault.OUT_OF_RANGE);
        }
    }

    boolean publish(final EventSink sink) {
        final MutableDirectBuffer buffer = sink.claim();
        encoder.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, symbol.instrument(), 0, eventTimeNs);
        encoder.markPrice(markPrice)
                .indexPrice(indexPrice)
                .lowestMark(markPrice)
                .highestMark(markPrice)
                .fundingRate(fundingRate)
                .nextFundingTimeNs(nextFundingTimeNs)
                .conflated(0);
        return sink.commit(LENGTH);
    }
}
