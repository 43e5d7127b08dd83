package io.ringfence.engine.history;

import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.PositionChangedDecoder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** What the fills of one order add up to. */
final class FillSum {
    private long quantity;
    private BigInteger value = BigInteger.ZERO;
    private long fees;
    private long profit;

    /** @param realized what it realised before fees, money 1e-8 */
    void add(final ExecutionReportDecoder report, final PositionChangedDecoder position, final long realized) {
        quantity += report.lastQuantity();
        value = value.add(BigInteger.valueOf(report.lastPrice()).multiply(BigInteger.valueOf(report.lastQuantity())));
        fees += CountedFill.fee(position, report);
        profit += realized;
    }

    /** Unsigned. */
    long quantity() {
        return quantity;
    }

    /** Money 1e-8. */
    long fees() {
        return fees;
    }

    /** Before fees, money 1e-8. */
    long profit() {
        return profit;
    }

    /** Rounded half even to the decimals of {@code units}; there is at least one fill. */
    BigDecimal averagePrice(final Units units) {
        return new BigDecimal(value)
                .divide(BigDecimal.valueOf(quantity), 2, RoundingMode.HALF_EVEN)
                .movePointLeft(units.priceScale())
                .setScale(units.priceScale(), RoundingMode.HALF_EVEN);
    }
}
