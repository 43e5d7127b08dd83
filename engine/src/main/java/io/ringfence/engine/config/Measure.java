package io.ringfence.engine.config;

import io.ringfence.journal.number.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;

/**
 * A distance between prices as people write it: {@code 0.5%}, {@code 12 ticks}, {@code 2.5 ATR 5m}, {@code 20 USDT}. What each means to
 * the last unit is written in STOPS.md.
 */
public sealed interface Measure {
    /** @throws IllegalArgumentException if {@code text} is none of the four forms, or its number is out of range */
    static Measure valueOf(final String text) {
        final Matcher matcher = MeasureForm.PATTERN.matcher(text.strip());
        if (!matcher.matches()) {
            throw MeasureForm.refused(text);
        }
        final BigDecimal number = MeasureForm.number(matcher.group("number"), text);
        final String unit = matcher.group("unit");
        if (unit.equals("%")) {
            return new Percent(number);
        }
        if (unit.startsWith("tick")) {
            return new Ticks(MeasureForm.ticks(number, text));
        }
        return unit.startsWith("ATR")
                ? new Atr(number, Timeframe.valueOf(matcher.group("timeframe")))
                : new Amount(number, unit);
    }

    /**
     * A part of a price.
     *
     * @param percent at most 7 decimals, 0 to 1000
     */
    record Percent(BigDecimal percent) implements Measure {
        /** All of a price in parts. */
        public static final long WHOLE = 1_000_000_000L;

        private static final int SCALE = 7;
        private static final BigDecimal MAX = BigDecimal.valueOf(1_000);

        public Percent {
            if (percent.stripTrailingZeros().scale() > SCALE || percent.compareTo(MAX) > 0) {
                throw new IllegalArgumentException("'" + percent.toPlainString()
                        + "%' is no percentage here; from 0 to 1000, with at most " + SCALE + " decimals");
            }
        }

        /** Parts of {@link #WHOLE}: 1 % is 1e7. */
        public long parts() {
            return percent.movePointRight(SCALE).longValueExact();
        }

        @Override
        public String toString() {
            return percent.toPlainString() + "%";
        }
    }

    /** @param ticks of the instrument, 0 to 1,000,000 */
    record Ticks(int ticks) implements Measure {
        @Override
        public String toString() {
            return ticks + " ticks";
        }
    }

    /**
     * A multiple of the average true range.
     *
     * @param multiple  above 0 to 100
     * @param timeframe of the bars
     */
    record Atr(BigDecimal multiple, Timeframe timeframe) implements Measure {
        private static final BigDecimal MAX = BigDecimal.valueOf(100);

        public Atr {
            if (multiple.signum() == 0 || multiple.compareTo(MAX) > 0) {
                throw new IllegalArgumentException(
                        "'" + multiple.toPlainString() + " ATR': the multiple must be above 0 and at most 100");
            }
        }

        @Override
        public String toString() {
            return multiple.toPlainString() + " ATR " + timeframe;
        }
    }

    /**
     * Money of the account.
     *
     * @param amount   above 0 to 1e9, at most 8 decimals
     * @param currency {@code USDT}
     */
    record Amount(BigDecimal amount, String currency) implements Measure {
        private static final BigDecimal MAX = BigDecimal.valueOf(1_000_000_000);

        public Amount {
            if (amount.signum() == 0
                    || amount.compareTo(MAX) > 0
                    || amount.stripTrailingZeros().scale() > Money.SCALE) {
                throw new IllegalArgumentException("'" + amount.toPlainString() + " " + currency
                        + "': the amount must be above 0 to 1000000000 with at most " + Money.SCALE + " decimals");
            }
        }

        /** In units of 1e-8. */
        public long money() {
            return amount.setScale(Money.SCALE, RoundingMode.UNNECESSARY)
                    .unscaledValue()
                    .longValueExact();
        }

        @Override
        public String toString() {
            return amount.toPlainString() + " " + currency;
        }
    }
}
