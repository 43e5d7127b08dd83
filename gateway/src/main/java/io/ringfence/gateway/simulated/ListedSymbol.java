package io.ringfence.gateway.simulated;

import io.ringfence.gateway.frames.FramedSymbol;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.number.Decimals;
import io.ringfence.journal.number.Money;
import java.math.BigDecimal;
import java.util.Map;

/**
 * A symbol's filters. Recordings don't tell them, so well-known symbols have theirs from a table (Binance's exchangeInfo
 * of 2024); any other gets one unit of its last printed decimal as tick and step, and 5 USDT as smallest notional.
 * Scales are the decimals that the frames print.
 */
final class ListedSymbol {
    private static final Filters OTHERS = new Filters("0", "0", "5");
    private static final Map<String, Filters> USDM = Map.of(
            "BTCUSDT", new Filters("0.10", "0.001", "100"),
            "ETHUSDT", new Filters("0.01", "0.001", "20"));
    private static final Map<String, Filters> SPOT = Map.of(
            "BTCUSDT", new Filters("0.01", "0.00001", "5"),
            "ETHUSDT", new Filters("0.01", "0.0001", "5"));
    private static final long MAX_WHOLE_QUANTITY = 1_000_000;

    private record Filters(String tick, String step, String minNotional) {}

    private ListedSymbol() {}

    static Instrument of(final FramedSymbol framed, final int id) {
        // Spot counts assets in 8 decimals, fees too, whatever the step is.
        final int quantityDecimals = framed.kind() == MarketKind.SPOT
                ? Math.max(framed.quantityDecimals(), Money.SCALE)
                : framed.quantityDecimals();
        final Filters filters = (framed.kind() == MarketKind.SPOT ? SPOT : USDM).getOrDefault(framed.symbol(), OTHERS);
        final long tick = units(filters.tick(), framed.priceDecimals());
        final long step = units(filters.step(), quantityDecimals);
        return new Instrument(
                id,
                Venue.SIMULATED,
                framed.kind(),
                framed.symbol(),
                framed.priceDecimals(),
                quantityDecimals,
                tick,
                step,
                step,
                MAX_WHOLE_QUANTITY * Money.powerOfTen(quantityDecimals),
                Decimals.parse(filters.minNotional(), Money.SCALE));
    }

    /** At least one unit: the frames may print fewer decimals than the table has. */
    private static long units(final String text, final int decimals) {
        return Math.max(1, new BigDecimal(text).movePointRight(decimals).longValue());
    }
}
