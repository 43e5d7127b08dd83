package io.ringfence.engine.history;

import io.ringfence.journal.dump.KnownInstruments;
import io.ringfence.journal.event.InstrumentScales;
import io.ringfence.journal.number.Decimals;
import io.ringfence.journal.number.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Numbers and times as people read them: with the decimals of the instrument they belong to, in UTC. */
public final class Units {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSSSS").withZone(ZoneOffset.UTC);
    private static final long US = 1_000;
    private static final long MS = 1_000_000;
    private static final long S = 1_000_000_000;
    private static final long MINUTE = 60 * S;
    private static final long HOUR = 60 * MINUTE;
    private static final String UNKNOWN = "?";

    private final String symbol;
    private final int priceScale;
    private final int quantityScale;

    private Units(final String symbol, final int priceScale, final int quantityScale) {
        this.symbol = symbol;
        this.priceScale = priceScale;
        this.quantityScale = quantityScale;
    }

    /** Of an instrument that was never defined: bare mantissas. */
    public static Units of(final int id, final KnownInstruments instruments) {
        final Optional<InstrumentScales> known = instruments.byId(id);
        return known.map(Units::of).orElseGet(() -> new Units("#" + id, 0, 0));
    }

    public static Units of(final InstrumentScales instrument) {
        return new Units(instrument.symbol(), instrument.priceScale(), instrument.quantityScale());
    }

    String symbol() {
        return symbol;
    }

    int priceScale() {
        return priceScale;
    }

    int quantityScale() {
        return quantityScale;
    }

    String price(final long mantissa) {
        return Decimals.format(mantissa, priceScale);
    }

    /** Of an indicator in price units; two decimals more than prices have. */
    String average(final double priceUnits) {
        return Double.isNaN(priceUnits)
                ? UNKNOWN
                : BigDecimal.valueOf(priceUnits)
                        .movePointLeft(priceScale)
                        .setScale(priceScale + 2, RoundingMode.HALF_EVEN)
                        .toPlainString();
    }

    /** Of an indicator without a unit. */
    static String ratio(final double value) {
        return Double.isNaN(value) ? UNKNOWN : String.format(Locale.ROOT, "%.2f", value);
    }

    String quantity(final long mantissa) {
        return Decimals.format(mantissa, quantityScale);
    }

    static String money(final long money) {
        return Decimals.format(money, Money.SCALE);
    }

    static String time(final long timeNs) {
        return timeNs == Noted.NO_TIME ? UNKNOWN : STAMP.format(Instant.ofEpochSecond(0, timeNs));
    }

    /** A span in the unit that suits it. */
    static String span(final long ns) {
        final long size = Math.abs(ns);
        if (size < US) {
            return ns + " ns";
        }
        if (size < MS) {
            return in(ns, US, "us");
        }
        if (size < S) {
            return in(ns, MS, "ms");
        }
        if (size < 10 * MINUTE) {
            return in(ns, S, "s");
        }
        return size < 10 * HOUR ? in(ns, MINUTE, "min") : in(ns, HOUR, "h");
    }

    private static String in(final long ns, final long unit, final String name) {
        return String.format(Locale.ROOT, "%.3f %s", (double) ns / unit, name);
    }

    /** A timeframe in the way that the configuration writes it. */
    static String timeframe(final long ns) {
        if (ns % HOUR == 0) {
            return ns / HOUR + "h";
        }
        if (ns % MINUTE == 0) {
            return ns / MINUTE + "m";
        }
        return ns % S == 0 ? ns / S + "s" : ns / MS + "ms";
    }
}
