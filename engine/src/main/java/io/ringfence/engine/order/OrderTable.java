package io.ringfence.engine.order;

/**
 * Our orders, the newest {@value #ORDERS_PER_INSTRUMENT} of every instrument: those that live, and ended ones as long as
 * there is room, for reports that come late.
 */
final class OrderTable extends NamedRows {
    static final int ORDERS_PER_INSTRUMENT = 16;
    static final int NO_ORDER = NONE;

    private static final int EXIT = 6;
    private static final int FILLED = 8;
    private static final int SETTLED = 9;
    private static final int VENUE_ORDER_ID = 10;
    private static final int PLACED_NS = 11;
    private static final int CANCEL_ASKED = 12;
    private static final int ALARMED = 13;
    private static final int IN_DOUBT = 14;
    private static final int HEARD_NS = 15;
    private static final int QUERIES = 16;
    private static final int QUERIED_NS = 17;
    private static final int QUERY_NOT_BEFORE_NS = 18;
    private static final int NOT_FOUND = 19;
    private static final int STRIDE = 20;

    /** By instrument a bit for each row that is in doubt; it follows from the rows. */
    private final int[] inDoubt;

    OrderTable(final int maxInstruments) {
        super(maxInstruments, ORDERS_PER_INSTRUMENT, STRIDE, PLACED_NS);
        inDoubt = new int[maxInstruments + 1];
    }

    static long stateBytes(final int highestInstrument) {
        return (highestInstrument + 1L) * ORDERS_PER_INSTRUMENT * STRIDE * Long.BYTES;
    }

    /** A row for a new order, in state DECIDED, or {@link #NO_ORDER} if all of the instrument's are of use. */
    int add(final int instrument, final int epoch, final long sequence, final int index, final long placedNs) {
        final int row = claim(instrument, epoch, sequence, index, placedNs);
        if (row != NO_ORDER) {
            rows[row * STRIDE + LIFE] = OrderLife.DECIDED.ordinal();
            rows[row * STRIDE + HEARD_NS] = placedNs;
            changed(row);
        }
        return row;
    }

    void describe(final int order, final int side, final boolean exit, final long quantity) {
        rows[order * STRIDE + SIDE] = side;
        rows[order * STRIDE + EXIT] = exit ? 1 : 0;
        rows[order * STRIDE + QUANTITY] = quantity;
        changed(order);
    }

    @Override
    void changed(final int order) {
        final int instrument = instrument(order);
        final int bit = 1 << place(instrument, order);
        use(order, isOutstanding(order));
        inDoubt[instrument] = isInDoubt(order) ? inDoubt[instrument] | bit : inDoubt[instrument] & ~bit;
    }

    @Override
    int find(final int instrument, final int epoch, final long sequence, final int index) {
        for (int bits = ofUse(instrument); bits != 0; bits &= bits - 1) {
            final int row = row(instrument, bits);
            if (isNamed(row, epoch, sequence, index)) {
                return row;
            }
        }
        return super.find(instrument, epoch, sequence, index);
    }

    /** Whether it may still change the position: not ended, or with fills that {@code portfolio} hasn't shown yet. */
    boolean isOutstanding(final int order) {
        return isUsed(order)
                && (!life(order).isEnded() || rows[order * STRIDE + SETTLED] < rows[order * STRIDE + FILLED]);
    }

    OrderLife life(final int order) {
        return OrderLife.of((int) rows[order * STRIDE + LIFE]);
    }

    void life(final int order, final OrderLife life) {
        rows[order * STRIDE + LIFE] = life.ordinal();
        changed(order);
    }

    boolean isExit(final int order) {
        return rows[order * STRIDE + EXIT] != 0;
    }

    /** As the venue's reports say. */
    long filled(final int order) {
        return rows[order * STRIDE + FILLED];
    }

    /** Never goes back, whatever order reports come in. */
    void filled(final int order, final long cumulative) {
        rows[order * STRIDE + FILLED] = Math.max(rows[order * STRIDE + FILLED], cumulative);
        changed(order);
    }

    /** How much of the filled quantity {@code portfolio} has counted. */
    long settled(final int order) {
        return rows[order * STRIDE + SETTLED];
    }

    void settle(final int order, final long quantity) {
        rows[order * STRIDE + SETTLED] += quantity;
        changed(order);
    }

    long venueOrderId(final int order) {
        return rows[order * STRIDE + VENUE_ORDER_ID];
    }

    void venueOrderId(final int order, final long id) {
        if (id != 0) {
            rows[order * STRIDE + VENUE_ORDER_ID] = id;
        }
    }

    /** Engine time of the decision. */
    long placedNs(final int order) {
        return rows[order * STRIDE + PLACED_NS];
    }

    boolean isCancelAsked(final int order) {
        return rows[order * STRIDE + CANCEL_ASKED] != 0;
    }

    void cancelAsked(final int order) {
        rows[order * STRIDE + CANCEL_ASKED] = 1;
    }

    /** Engine time of the last word about it, at first of the decision. */
    long heardNs(final int order) {
        return rows[order * STRIDE + HEARD_NS];
    }

    void heard(final int order, final long nowNs) {
        rows[order * STRIDE + HEARD_NS] = nowNs;
    }

    /** Brings times of a clock that has been set back since to {@code nowNs}. */
    void noLaterThan(final int order, final long nowNs) {
        madeNoLaterThan(order, nowNs);
        rows[order * STRIDE + HEARD_NS] = Math.min(rows[order * STRIDE + HEARD_NS], nowNs);
    }

    /** Whether the venue has to be asked what became of it. */
    boolean isInDoubt(final int order) {
        return rows[order * STRIDE + IN_DOUBT] != 0;
    }

    /** The venue is to be asked from {@code nowNs} on. */
    void doubt(final int order, final long nowNs) {
        rows[order * STRIDE + IN_DOUBT] = 1;
        rows[order * STRIDE + QUERIES] = 0;
        rows[order * STRIDE + QUERY_NOT_BEFORE_NS] = nowNs;
        rows[order * STRIDE + NOT_FOUND] = 0;
        changed(order);
    }

    void cleared(final int order) {
        rows[order * STRIDE + IN_DOUBT] = 0;
        changed(order);
    }

    /** How often the venue was asked in the present doubt. */
    int queries(final int order) {
        return (int) rows[order * STRIDE + QUERIES];
    }

    /** Engine time of the last question. */
    long queriedNs(final int order) {
        return rows[order * STRIDE + QUERIED_NS];
    }

    long queryNotBeforeNs(final int order) {
        return rows[order * STRIDE + QUERY_NOT_BEFORE_NS];
    }

    void queried(final int order, final long nowNs, final long notBeforeNs) {
        rows[order * STRIDE + QUERIES]++;
        rows[order * STRIDE + QUERIED_NS] = nowNs;
        rows[order * STRIDE + QUERY_NOT_BEFORE_NS] = notBeforeNs;
    }

    /** The venue answered once more that it knows no such order; how often by now. */
    long notFound(final int order) {
        return ++rows[order * STRIDE + NOT_FOUND];
    }

    boolean isAlarmed(final int order) {
        return rows[order * STRIDE + ALARMED] != 0;
    }

    void alarmed(final int order, final boolean alarmed) {
        rows[order * STRIDE + ALARMED] = alarmed ? 1 : 0;
    }

    /** Unended and unsettled orders of {@code instrument}. */
    int outstanding(final int instrument) {
        return Integer.bitCount(ofUse(instrument));
    }

    /** Those of {@link #outstanding} on {@code side}. */
    int outstandingOn(final int instrument, final int side) {
        int count = 0;
        for (int bits = ofUse(instrument); bits != 0; bits &= bits - 1) {
            count += side(row(instrument, bits)) == side ? 1 : 0;
        }
        return count;
    }

    boolean hasOutstanding(final int instrument, final boolean exit) {
        for (int bits = ofUse(instrument); bits != 0; bits &= bits - 1) {
            if (isExit(row(instrument, bits)) == exit) {
                return true;
            }
        }
        return false;
    }

    /** Whether an order has an outcome that nobody knows. */
    boolean hasUnknown(final int instrument) {
        for (int bits = ofUse(instrument); bits != 0; bits &= bits - 1) {
            if (life(row(instrument, bits)) == OrderLife.UNKNOWN) {
                return true;
            }
        }
        return inDoubt[instrument] != 0;
    }

    /** Whether an entry on {@code side} is under way, in no doubt. */
    boolean hasLiveEntry(final int instrument, final int side) {
        for (int bits = ofUse(instrument); bits != 0; bits &= bits - 1) {
            final int row = row(instrument, bits);
            if (!isExit(row) && side(row) == side && life(row) != OrderLife.UNKNOWN) {
                return true;
            }
        }
        return false;
    }

    /** What entries under way may still add to the position, signed. */
    long entriesInFlight(final int instrument) {
        long signed = 0;
        for (int bits = ofUse(instrument); bits != 0; bits &= bits - 1) {
            final int row = row(instrument, bits);
            if (!isExit(row)) {
                signed += side(row) * (rows[row * STRIDE + QUANTITY] - rows[row * STRIDE + SETTLED]);
            }
        }
        return signed;
    }
}
