package io.ringfence.engine.stop;

import io.ringfence.journal.number.Money;

/**
 * What the position may lose at its stop, as a distance of prices.
 *
 * @param money 1e-8 of the account's currency
 */
record MoneyDistance(long money) implements Distance {
    /** Times the price: far enough to be beyond it even after fees. */
    private static final double FAR = 4;

    @Override
    public long behind(final long price, final GuardedPosition position) {
        return Math.max(0, perUnit(price, Math.abs(position.quantity()), position.decimals()) - position.fees());
    }

    /** {@code money x 10^(decimals - 8) / quantity} down; what is far beyond the price stands for all of that. */
    private long perUnit(final long price, final long quantity, final int decimals) {
        final int shift = decimals - Money.SCALE;
        if (shift < 0) {
            return money / Money.powerOfTen(-shift) / quantity;
        }
        final long scale = Money.powerOfTen(shift);
        // Exact division refuses what doesn't fit, and a stop is never farther than the price.
        final boolean far = (double) money * scale / quantity > FAR * price;
        return far ? Long.MAX_VALUE : Money.multiplyDivideDown(money, scale, quantity);
    }
}
