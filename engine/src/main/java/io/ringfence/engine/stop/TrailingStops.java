package io.ringfence.engine.stop;

import io.ringfence.engine.config.StopSettings;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.message.StopReason;
import io.ringfence.journal.number.Money;

/**
 * One trailing stop per instrument; the rules are in the package's documentation. Works on long and short positions
 * with the same code: {@code side} is 1 or -1, and "ahead" means profitable. Owned by {@code stops}; allocates nothing.
 */
public final class TrailingStops {
    private static final int QUANTITY = 0;
    private static final int ENTRY = 1;
    private static final int STOP = 2;
    private static final int BEST = 3;
    private static final int PHASE = 4;
    private static final int QUOTED = 5;
    private static final int STRIDE = 8;

    /** No position. */
    private static final long OFF = 0;
    /** The initial stop guards. */
    private static final long GUARDING = 1;
    /** Activation was reached. */
    private static final long TRAILING = 2;
    /** Fired; nothing more until the position is gone. */
    private static final long FIRED = 3;

    /** A percentage in parts: 1 % is 10,000,000 of {@link #WHOLE}. */
    private static final double PARTS_PER_PERCENT = 1e7;

    private static final long WHOLE = 1_000_000_000L;

    private final Instruments instruments;
    private final StopListener listener;
    private final long initialParts;
    private final long activationParts;
    private final long distanceParts;
    private final double distanceAtr;
    private final int minStepTicks;
    private final long[] rows;
    private final double[] atrs;

    public TrailingStops(
            final StopSettings settings,
            final Instruments instruments,
            final int maxInstruments,
            final StopListener listener) {
        this.instruments = instruments;
        this.listener = listener;
        initialParts = parts(settings.initialPercent());
        activationParts = parts(settings.activationPercent());
        distanceParts = parts(settings.distancePercent());
        distanceAtr = settings.distanceAtr();
        minStepTicks = settings.minStepTicks();
        rows = new long[(maxInstruments + 1) * STRIDE];
        atrs = new double[maxInstruments + 1];
    }

    private static long parts(final double percent) {
        return Math.round(percent * PARTS_PER_PERCENT);
    }

    static long stateBytes(final int highestInstrument) {
        return (highestInstrument + 1L) * (STRIDE * Long.BYTES + Double.BYTES);
    }

    void save(final StateWriter state) {
        state.putLongs(rows, 0, (instruments.highest() + 1) * STRIDE);
        state.putDoubles(atrs, 0, instruments.highest() + 1);
    }

    void load(final StateReader state) {
        state.getLongs(rows, 0, (instruments.highest() + 1) * STRIDE);
        state.getDoubles(atrs, 0, instruments.highest() + 1);
    }

    /**
     * Takes the position as it is now.
     *
     * @param quantity   signed, 0 when flat
     * @param entryPrice average
     */
    public void position(final int instrument, final long quantity, final long entryPrice) {
        final int row = instrument * STRIDE;
        final long before = rows[row + QUANTITY];
        if (before != 0 && Long.signum(before) != Long.signum(quantity)) {
            disarm(instrument);
        }
        if (quantity == 0) {
            return;
        }
        if (rows[row + PHASE] == OFF) {
            arm(instrument, quantity, entryPrice);
        } else {
            rows[row + QUANTITY] = quantity;
            rows[row + ENTRY] = entryPrice;
            if (Math.abs(quantity) > Math.abs(before)) {
                rebase(instrument);
            }
        }
    }

    private void arm(final int instrument, final long quantity, final long entryPrice) {
        final int row = instrument * STRIDE;
        rows[row + QUANTITY] = quantity;
        rows[row + ENTRY] = entryPrice;
        rows[row + BEST] = entryPrice;
        rows[row + STOP] = initialStop(instrument);
        rows[row + PHASE] = GUARDING;
        listener.onArmed(instrument, quantity, rows[row + STOP], entryPrice);
    }

    private void disarm(final int instrument) {
        final int row = instrument * STRIDE;
        rows[row + QUANTITY] = 0;
        rows[row + PHASE] = OFF;
        listener.onDisarmed(instrument);
    }

    private void rebase(final int instrument) {
        final int row = instrument * STRIDE;
        if (rows[row + PHASE] != FIRED) {
            moveTo(instrument, initialStop(instrument), 1, StopReason.POSITION_CHANGED);
        }
    }

    /** Takes the newest ATR, in price units; the stop follows with the next price. */
    public void atr(final int instrument, final double atr) {
        atrs[instrument] = atr;
    }

    /** Takes a quote with the extremes of those it replaced. */
    public void quote(
            final int instrument, final long bid, final long ask, final long lowestBid, final long highestAsk) {
        final int row = instrument * STRIDE;
        rows[row + QUOTED] = 1;
        if (rows[row + QUANTITY] > 0) {
            price(instrument, lowestBid, bid);
        } else if (rows[row + QUANTITY] < 0) {
            price(instrument, highestAsk, ask);
        }
    }

    /** Takes a market trade; counts only before the instrument's first quote. */
    public void trade(final int instrument, final long price) {
        final int row = instrument * STRIDE;
        if (rows[row + QUOTED] == 0 && rows[row + QUANTITY] != 0) {
            price(instrument, price, price);
        }
    }

    private void price(final int instrument, final long worst, final long latest) {
        final int row = instrument * STRIDE;
        // An empty side of the book is no price.
        if (latest <= 0 || rows[row + PHASE] == FIRED || fires(instrument, worst > 0 ? worst : latest)) {
            return;
        }
        follow(instrument, latest);
        fires(instrument, latest);
    }

    private boolean fires(final int instrument, final long price) {
        final int row = instrument * STRIDE;
        if (ahead(row, price, rows[row + STOP]) > 0) {
            return false;
        }
        rows[row + PHASE] = FIRED;
        listener.onHit(instrument, rows[row + QUANTITY], rows[row + STOP], price);
        return true;
    }

    private void follow(final int instrument, final long price) {
        final int row = instrument * STRIDE;
        if (ahead(row, price, rows[row + BEST]) > 0) {
            rows[row + BEST] = price;
        }
        if (rows[row + PHASE] == GUARDING && isActivated(row)) {
            rows[row + PHASE] = TRAILING;
        }
        if (rows[row + PHASE] == TRAILING) {
            trail(instrument);
        }
    }

    private boolean isActivated(final int row) {
        return ahead(row, rows[row + BEST], rows[row + ENTRY]) >= portionUp(rows[row + ENTRY], activationParts);
    }

    private void trail(final int instrument) {
        final int row = instrument * STRIDE;
        final long best = rows[row + BEST];
        final long distance = distanceParts > 0
                ? Money.multiplyDivideDown(best, distanceParts, WHOLE)
                : (long) (atrs[instrument] * distanceAtr);
        final boolean known = distanceParts > 0 || atrs[instrument] > 0;
        if (known) {
            moveTo(instrument, stopAt(instrument, best, distance), minStepTicks, StopReason.TRAIL);
        }
    }

    /** Moves the stop if that brings it closer to the price by at least {@code minTicks}. */
    private void moveTo(final int instrument, final long stop, final int minTicks, final StopReason reason) {
        final int row = instrument * STRIDE;
        final long previous = rows[row + STOP];
        if (ahead(row, stop, previous) >= minTicks * instruments.tickSize(instrument)) {
            rows[row + STOP] = stop;
            listener.onMoved(instrument, rows[row + QUANTITY], stop, previous, rows[row + BEST], reason);
        }
    }

    private long initialStop(final int instrument) {
        final long entry = rows[instrument * STRIDE + ENTRY];
        return stopAt(instrument, entry, Money.multiplyDivideDown(entry, initialParts, WHOLE));
    }

    /** {@code distance} behind {@code price}, at least one tick, rounded towards the price. */
    private long stopAt(final int instrument, final long price, final long distance) {
        final long tick = instruments.tickSize(instrument);
        final long behind = Math.max(distance, tick);
        return rows[instrument * STRIDE + QUANTITY] > 0
                ? -Math.floorDiv(-(price - behind), tick) * tick
                : Math.floorDiv(price + behind, tick) * tick;
    }

    /** How far {@code price} is ahead of {@code other}, in the position's direction. */
    private long ahead(final int row, final long price, final long other) {
        return rows[row + QUANTITY] > 0 ? price - other : other - price;
    }

    /** A portion of {@code price}, rounded up. */
    private static long portionUp(final long price, final long parts) {
        final long down = Money.multiplyDivideDown(price, parts, WHOLE);
        // Both products differ by less than WHOLE, so their lower 64 bits tell whether there is a remainder.
        return down * WHOLE == price * parts ? down : down + 1;
    }

    /** Whether a stop guards {@code instrument}'s position, not fired yet. */
    public boolean isArmed(final int instrument) {
        final long phase = rows[instrument * STRIDE + PHASE];
        return phase == GUARDING || phase == TRAILING;
    }

    /** The stop's price; 0 before the first one. */
    public long stopPrice(final int instrument) {
        return rows[instrument * STRIDE + STOP];
    }
}
