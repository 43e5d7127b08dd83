package io.ringfence.gateway.binance;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Instruments and frames for tests. */
final class Venues {
    static final int BTC = 1;
    static final int ETH = 2;

    private Venues() {}

    static InstrumentDirectory usdm() {
        return new InstrumentDirectory(List.of(
                instrument(BTC, MarketKind.USDM, "BTCUSDT", 2, 3), instrument(ETH, MarketKind.USDM, "ETHUSDT", 2, 3)));
    }

    static InstrumentDirectory spot() {
        return new InstrumentDirectory(List.of(
                instrument(BTC, MarketKind.SPOT, "BTCUSDT", 8, 8), instrument(ETH, MarketKind.SPOT, "ETHUSDT", 8, 8)));
    }

    static InstrumentDirectory directory(final MarketKind kind) {
        return kind == MarketKind.USDM ? usdm() : spot();
    }

    /** Any symbols at all, with scales that take every decimal. */
    static InstrumentDirectory wide(final MarketKind kind, final Iterable<String> symbols) {
        final List<Instrument> instruments = new ArrayList<>();
        symbols.forEach(symbol -> instruments.add(instrument(instruments.size() + 1, kind, symbol, 8, 8)));
        return new InstrumentDirectory(instruments);
    }

    static Instrument instrument(
            final int id, final MarketKind kind, final String symbol, final int priceScale, final int quantityScale) {
        final Venue venue = kind == MarketKind.USDM ? Venue.BINANCE_USDM : Venue.BINANCE_SPOT;
        return new Instrument(id, venue, kind, symbol, priceScale, quantityScale, 1, 1, 1, Long.MAX_VALUE, 0);
    }

    static UnsafeBuffer frame(final String text) {
        return new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
