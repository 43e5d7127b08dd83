package io.ringfence.engine.risk;

/**
 * An entry that is being judged: what is asked for, what is known of the instrument's orders, and what the last control found. One
 * object, used again and again. Owned by {@code orders}.
 */
public final class Entry {
    private int instrument;
    private int strategy;
    private int side;
    private long position;
    private long nowNs;

    private int openOrders;
    private int opposingOrders;
    private long inFlight;
    private boolean blindResend;

    private long referencePrice;
    private long quantity;
    private long notional;

    private long bound;
    private long value;

    /**
     * Begins to judge another one.
     *
     * @param strategy index, as signals carry it
     * @param side     1 to buy, -1 to sell
     * @param position settled quantity, signed
     */
    public void begin(final int instrument, final int strategy, final int side, final long position, final long nowNs) {
        this.instrument = instrument;
        this.strategy = strategy;
        this.side = side;
        this.position = position;
        this.nowNs = nowNs;
        openOrders = 0;
        opposingOrders = 0;
        inFlight = 0;
        blindResend = false;
        referencePrice = 0;
        quantity = 0;
        notional = 0;
        bound = 0;
        value = 0;
    }

    /**
     * What is under way in the instrument.
     *
     * @param open     orders without an end
     * @param opposing those of them on the other side
     * @param inFlight what entries may still add to the position, signed
     * @param blindResend whether an entry is under way, or an order of unknown outcome
     */
    public void underWay(final int open, final int opposing, final long inFlight, final boolean blindResend) {
        this.blindResend = blindResend;
        this.openOrders = open;
        this.opposingOrders = opposing;
        this.inFlight = inFlight;
    }

    /** What the order is likely to pay, price units. */
    public void referencePrice(final long price) {
        referencePrice = price;
    }

    /** How much is asked for, and what it is worth at the reference price. */
    public void size(final long quantity, final long notional) {
        this.quantity = quantity;
        this.notional = notional;
    }

    /** Keeps what was compared; whether {@code value} is above {@code bound}. */
    public boolean exceeds(final long bound, final long value) {
        this.bound = bound;
        this.value = value;
        return value > bound;
    }

    /** Keeps what was compared; whether {@code value} is below {@code bound}. */
    public boolean fallsBelow(final long bound, final long value) {
        this.bound = bound;
        this.value = value;
        return value < bound;
    }

    public int instrument() {
        return instrument;
    }

    public int strategy() {
        return strategy;
    }

    /** 1 buys, -1 sells. */
    public int side() {
        return side;
    }

    public long nowNs() {
        return nowNs;
    }

    public int openOrders() {
        return openOrders;
    }

    public int opposingOrders() {
        return opposingOrders;
    }

    /** Whether one more might be the same order again. */
    public boolean isBlindResend() {
        return blindResend;
    }

    public long referencePrice() {
        return referencePrice;
    }

    /** Quantity units, unsigned. */
    public long quantity() {
        return quantity;
    }

    /** Money at the reference price. */
    public long notional() {
        return notional;
    }

    /** The position as it would be with this and all that is under way, signed. */
    public long positionAfter() {
        return Math.addExact(Math.addExact(position, inFlight), side * quantity);
    }

    /** The limit of the control that refused, in its unit. */
    public long bound() {
        return bound;
    }

    /** What was measured against it. */
    public long value() {
        return value;
    }
}
