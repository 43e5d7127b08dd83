package io.ringfence.engine.breakpoint;

import io.ringfence.journal.event.Instrument;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** A decimal number, ready to be compared with mantissas of every scale. */
final class Literal {
    private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private final double real;
    private final long[] floors = new long[Instrument.MAX_SCALE + 1];
    private final boolean[] exact = new boolean[Instrument.MAX_SCALE + 1];

    Literal(final BigDecimal value) {
        real = value.doubleValue();
        for (int scale = 0; scale < floors.length; scale++) {
            final BigDecimal mantissa = value.movePointRight(scale);
            final BigDecimal floor =
                    mantissa.setScale(0, RoundingMode.FLOOR).min(MAX).max(MAX.negate());
            floors[scale] = floor.longValueExact();
            exact[scale] = floor.compareTo(mantissa) == 0;
        }
    }

    /** How {@code mantissa} with {@code scale} decimals stands to the number. */
    int order(final long mantissa, final int scale) {
        if (mantissa != floors[scale]) {
            return Long.compare(mantissa, floors[scale]);
        }
        return exact[scale] ? 0 : -1;
    }

    int order(final double value) {
        return Double.compare(value, real);
    }
}
