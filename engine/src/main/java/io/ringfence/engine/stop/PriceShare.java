package io.ringfence.engine.stop;

import io.ringfence.engine.config.Measure;
import io.ringfence.journal.number.Money;

/**
 * A distance that needs only the price and the tick.
 *
 * @param parts of 1e9 of the price, or 0
 * @param ticks or 0
 */
record PriceShare(long parts, int ticks) implements Distance {
    static final long WHOLE = Measure.Percent.WHOLE;

    /** @throws IllegalArgumentException if it is neither in percent nor in ticks */
    static PriceShare of(final Measure measure) {
        if (measure instanceof Measure.Percent percent) {
            return new PriceShare(percent.parts(), 0);
        }
        if (measure instanceof Measure.Ticks count) {
            return new PriceShare(0, count.ticks());
        }
        throw new IllegalArgumentException("measure=" + measure + " must be in percent or ticks");
    }

    @Override
    public long behind(final long price, final GuardedPosition position) {
        return down(price, position.tick());
    }

    /** Rounded down to the unit. */
    long down(final long price, final long tick) {
        return ticks > 0 ? ticks * tick : Money.multiplyDivideDown(price, parts, WHOLE);
    }

    /** Rounded up to the unit. */
    long up(final long price, final long tick) {
        return ticks > 0 ? ticks * tick : portionUp(price, parts);
    }

    /** {@code price x parts / 1e9}, rounded up. */
    static long portionUp(final long price, final long parts) {
        final long down = Money.multiplyDivideDown(price, parts, WHOLE);
        // Both products differ by less than WHOLE, so their lower 64 bits tell whether there is a remainder.
        return down * WHOLE == price * parts ? down : down + 1;
    }
}
