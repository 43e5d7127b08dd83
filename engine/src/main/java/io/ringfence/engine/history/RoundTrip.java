package io.ringfence.engine.history;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A position from flat to flat, or what is held of one that isn't closed. Written by {@link RoundTrips} while it lasts.
 * Money is 1e-8 of the account currency.
 */
public final class RoundTrip {
    private final Units units;
    private final int epoch;
    private final int direction;
    private final long carried;
    private final long entrySequence;
    private final long entryTimeNs;
    private final OrderKey entryOrder;
    private final String reasonIn;

    private int exitEpoch;
    private long exitSequence;
    private long exitTimeNs = Noted.NO_TIME;
    private OrderKey exitOrder;
    private String reasonOut = "";
    private BigInteger entryValue = BigInteger.ZERO;
    private long entryQuantity;
    private BigInteger exitValue = BigInteger.ZERO;
    private long exitQuantity;
    private long gross;
    private long fees;
    private long best;
    private long worst;
    private long drawdown;
    private String strategy = "";
    private long nakedNs;

    /** @param carried what was held already, of which no entry was told, or which is dust of the trip before; quantity units */
    RoundTrip(
            final Units units,
            final int epoch,
            final int direction,
            final long carried,
            final long entrySequence,
            final long entryTimeNs,
            final OrderKey entryOrder,
            final String reasonIn) {
        this.units = units;
        this.epoch = epoch;
        this.direction = direction;
        this.carried = carried;
        this.entrySequence = entrySequence;
        this.entryTimeNs = entryTimeNs;
        this.entryOrder = entryOrder;
        this.reasonIn = reasonIn;
    }

    void entered(final long price, final long quantity, final long fee) {
        entryValue = entryValue.add(BigInteger.valueOf(price).multiply(BigInteger.valueOf(quantity)));
        entryQuantity += quantity;
        fees += fee;
    }

    void left(final long price, final long quantity, final long profit, final long fee) {
        exitValue = exitValue.add(BigInteger.valueOf(price).multiply(BigInteger.valueOf(quantity)));
        exitQuantity += quantity;
        gross += profit;
        fees += fee;
        seen(gross);
    }

    void ended(final int epoch, final long sequence, final long timeNs, final OrderKey order, final String reason) {
        exitEpoch = epoch;
        exitSequence = sequence;
        exitTimeNs = timeNs;
        exitOrder = order;
        reasonOut = reason;
    }

    /** What the whole trip would have brought at some moment, before fees. */
    void seen(final long profit) {
        best = Math.max(best, profit);
        worst = Math.min(worst, profit);
        drawdown = Math.max(drawdown, best - profit);
    }

    void naked(final long durationNs) {
        nakedNs = Math.addExact(nakedNs, durationNs);
    }

    void strategy(final String name) {
        strategy = name;
    }

    Units units() {
        return units;
    }

    /** The generation of its entry. */
    public int epoch() {
        return epoch;
    }

    public String symbol() {
        return units.symbol();
    }

    public boolean isLong() {
        return direction > 0;
    }

    /** Sequence of the first fill. */
    public long entrySequence() {
        return entrySequence;
    }

    public long entryTimeNs() {
        return entryTimeNs;
    }

    OrderKey entryOrder() {
        return entryOrder;
    }

    public String reasonIn() {
        return reasonIn;
    }

    /** The generation of the fill that closed it. */
    public int exitEpoch() {
        return exitEpoch;
    }

    /** Sequence of the fill that closed it, 0 while open. */
    public long exitSequence() {
        return exitSequence;
    }

    public long exitTimeNs() {
        return exitTimeNs;
    }

    OrderKey exitOrder() {
        return exitOrder;
    }

    public String reasonOut() {
        return reasonOut;
    }

    /** All that was entered, quantity units. */
    public long quantity() {
        return entryQuantity;
    }

    /** What isn't closed of it and of what was held before; of a closed one on spot the dust that it leaves to the next. */
    public long openQuantity() {
        return carried + entryQuantity - exitQuantity;
    }

    public String entryPrice() {
        return average(entryValue, entryQuantity);
    }

    public String exitPrice() {
        return average(exitValue, exitQuantity);
    }

    private String average(final BigInteger value, final long quantity) {
        return quantity == 0
                ? ""
                : new BigDecimal(value, units.priceScale())
                        .divide(BigDecimal.valueOf(quantity), MathContext.DECIMAL64)
                        .setScale(units.priceScale(), RoundingMode.HALF_EVEN)
                        .toPlainString();
    }

    /** Realised, before fees. */
    public long gross() {
        return gross;
    }

    /** Positive is a cost. */
    public long fees() {
        return fees;
    }

    public long net() {
        return gross - fees;
    }

    /** The most that it would have brought at any quote while it lasted, before fees; 0 at least. */
    public long best() {
        return best;
    }

    /** The least; 0 at most. */
    public long worst() {
        return worst;
    }

    /** The deepest fall from the best so far to a later moment, before fees; 0 at least. */
    public long drawdown() {
        return drawdown;
    }

    /** Whose signal opened it, by name; empty if nobody's, or if no signal of it was told. */
    public String strategy() {
        return strategy;
    }

    /** How long it was without stop at the venue and without exit, where that is measured (spot); ns of engine time. */
    public long nakedNs() {
        return nakedNs;
    }

    /** From first to last fill, ns; -1 while open. */
    public long durationNs() {
        return exitTimeNs == Noted.NO_TIME || entryTimeNs == Noted.NO_TIME ? -1 : exitTimeNs - entryTimeNs;
    }
}
