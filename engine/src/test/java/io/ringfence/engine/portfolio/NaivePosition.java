package io.ringfence.engine.portfolio;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One instrument's position by the table in the README, in decimals of any length. */
final class NaivePosition {
    /** Of a trade of the account with itself, what was bought counts as the newer. */
    private record Taken(long tradeId, boolean bought) implements Comparable<Taken> {
        @Override
        public int compareTo(final Taken other) {
            return tradeId == other.tradeId
                    ? Boolean.compare(bought, other.bought)
                    : Long.compare(tradeId, other.tradeId);
        }
    }

    private static final int REMEMBERED = 256;
    private static final int MONEY_SCALE = 8;

    private final int priceScale;
    private final int quantityScale;
    /** From the lowest id up. */
    private final List<Taken> taken;

    BigDecimal quantity = BigDecimal.ZERO;
    BigDecimal openCost = BigDecimal.ZERO;
    BigDecimal profit = BigDecimal.ZERO;
    BigDecimal fees = BigDecimal.ZERO;
    BigDecimal broughtIn = BigDecimal.ZERO;

    NaivePosition(final int priceScale, final int quantityScale) {
        this(priceScale, quantityScale, new ArrayList<>());
    }

    private NaivePosition(final int priceScale, final int quantityScale, final List<Taken> taken) {
        this.priceScale = priceScale;
        this.quantityScale = quantityScale;
        this.taken = taken;
        quantity = quantity.setScale(quantityScale);
    }

    /** @param old told from the account's history: then what isn't newer than something forgotten is known as well */
    boolean isKnown(final long tradeId, final long quantityUnits, final boolean old) {
        final Taken fill = new Taken(tradeId, quantityUnits > 0);
        final int from = Math.max(0, taken.size() - REMEMBERED);
        return taken.subList(from, taken.size()).contains(fill)
                || (old && from > 0 && fill.compareTo(taken.get(from - 1)) <= 0);
    }

    void remember(final long tradeId, final long quantityUnits) {
        final Taken fill = new Taken(tradeId, quantityUnits > 0);
        final int at = Collections.binarySearch(taken, fill);
        taken.add(at < 0 ? -at - 1 : at, fill);
    }

    /** @return what it comes to; {@code this} stays as it is */
    NaivePosition after(final long priceUnits, final long quantityUnits, final long feeUnits) {
        final BigDecimal filled = BigDecimal.valueOf(quantityUnits, quantityScale);
        final BigDecimal price = BigDecimal.valueOf(priceUnits, priceScale);
        final boolean closes = quantity.signum() * filled.signum() < 0;
        final BigDecimal closed = closes ? quantity.abs().min(filled.abs()) : BigDecimal.ZERO;
        final BigDecimal value = money(price.multiply(filled));
        final BigDecimal closingValue = money(price.multiply(closed).multiply(BigDecimal.valueOf(filled.signum())));
        final BigDecimal released = closes
                ? openCost.multiply(closed).divide(quantity.abs(), MONEY_SCALE, RoundingMode.HALF_UP)
                : BigDecimal.ZERO;

        final NaivePosition after = new NaivePosition(priceScale, quantityScale, taken);
        after.quantity = quantity.add(filled);
        after.openCost = openCost.subtract(released).add(value).subtract(closingValue);
        after.profit = profit.subtract(closingValue).subtract(released);
        after.fees = fees.add(BigDecimal.valueOf(feeUnits, MONEY_SCALE));
        after.broughtIn = broughtIn.subtract(value);
        return after;
    }

    private static BigDecimal money(final BigDecimal exact) {
        return exact.setScale(MONEY_SCALE, RoundingMode.HALF_UP);
    }

    BigInteger quantityUnits() {
        return quantity.movePointRight(quantityScale).toBigIntegerExact();
    }

    static BigInteger moneyUnits(final BigDecimal money) {
        return money.movePointRight(MONEY_SCALE).toBigIntegerExact();
    }

    /** Price units, half even. */
    BigInteger entryUnits() {
        return quantity.signum() == 0
                ? BigInteger.ZERO
                : openCost.divide(quantity, priceScale, RoundingMode.HALF_EVEN)
                        .movePointRight(priceScale)
                        .toBigIntegerExact();
    }
}
