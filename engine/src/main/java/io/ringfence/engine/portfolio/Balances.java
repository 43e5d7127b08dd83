package io.ringfence.engine.portfolio;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.event.EventLayout;

/** The account's wallet in its currency, money 1e-8. Owned by {@code portfolio}. */
public final class Balances {
    private long initial;
    private boolean stated;
    private long netWhenStated;
    private long statedNs;
    private long funding;
    /** A difference that one statement showed; 0: none. */
    private long suspected;

    /** @param initialBalance what the account holds until the venue says so */
    public Balances(final long initialBalance) {
        initial = initialBalance;
    }

    static long stateBytes() {
        return 6 * Long.BYTES;
    }

    void save(final StateWriter state) {
        state.putFlag(stated);
        state.putLong(initial);
        state.putLong(netWhenStated);
        state.putLong(statedNs);
        state.putLong(funding);
        state.putLong(suspected);
    }

    void load(final StateReader state) {
        stated = state.getFlag();
        initial = state.getLong();
        netWhenStated = state.getLong();
        statedNs = state.getLong();
        funding = state.getLong();
        suspected = state.getLong();
    }

    /**
     * Takes what the venue states; from then on it alone counts. What is older than the last was asked for before that came,
     * and says nothing.
     *
     * @param net         profit less fees of all fills so far
     * @param venueTimeNs when the wallet changed to it; may be absent
     * @return how much more it is than fills and charges made it
     */
    public long state(final long walletBalance, final long net, final long venueTimeNs) {
        if (venueTimeNs != EventLayout.NO_TIME && venueTimeNs < statedNs) {
            return 0;
        }
        final long unexplained = Math.subtractExact(walletBalance, walletAfterFills(net));
        statedNs = Math.max(statedNs, venueTimeNs);
        initial = walletBalance;
        netWhenStated = net;
        stated = true;
        suspected = 0;
        return unexplained;
    }

    /**
     * Takes what the venue answered when it was asked. A fill may have happened between question and answer and be told behind it, or have been told
     * before an answer that doesn't hold it: so a difference counts when two answers in a row show the same; then as {@link #state}.
     */
    public long stateAsked(final long walletBalance, final long net, final long venueTimeNs) {
        if (venueTimeNs != EventLayout.NO_TIME && venueTimeNs < statedNs) {
            return 0;
        }
        final long unexplained = Math.subtractExact(walletBalance, walletAfterFills(net));
        if (!stated || (unexplained != 0 && unexplained == suspected)) {
            return state(walletBalance, net, venueTimeNs);
        }
        suspected = unexplained;
        return 0;
    }

    /**
     * Takes what the venue states of a wallet that is paid from (spot), as {@link #state}. A fill moves all of its value there, and may be told before or
     * behind the statement: so a difference only counts when two statements in a row show the same, or nothing was stated before.
     *
     * @param trusted whether it counts at once: it was asked for when all fills had been told
     */
    public long stateOfSpot(final long walletBalance, final long net, final long venueTimeNs, final boolean trusted) {
        final long unexplained = Math.subtractExact(walletBalance, walletAfterFills(net));
        final boolean counts = !stated || trusted || unexplained == suspected;
        suspected = counts ? 0 : unexplained;
        // What is as expected says nothing new; fills of the same moment may follow.
        return counts && (unexplained != 0 || !stated) ? state(walletBalance, net, venueTimeNs) : 0;
    }

    /**
     * A fill was booked. The venue states the wallet before it tells the fill, with the same time: then the statement holds it
     * already.
     *
     * @param change      its profit less its fee
     * @param venueTimeNs when it happened; may be absent
     * @return whether a statement holds it already, and has shown it as unexplained
     */
    public boolean filled(final long change, final long venueTimeNs) {
        final boolean held = stated && venueTimeNs != EventLayout.NO_TIME && venueTimeNs <= statedNs;
        netWhenStated = held ? Math.addExact(netWhenStated, change) : netWhenStated;
        return held;
    }

    /**
     * The wallet changed without a fill. What changed it before the venue's last statement is in that already; of the same moment
     * it is not, since a venue tells the change first and then the wallet.
     *
     * @param change  positive came in
     * @param isFunding whether a position was charged or paid for being held
     * @param venueTimeNs when it happened; may be absent
     * @return whether it moves the wallet; if not, a statement has shown it as unexplained
     */
    public boolean charge(final long change, final boolean isFunding, final long venueTimeNs) {
        final boolean moves = !stated || venueTimeNs == EventLayout.NO_TIME || venueTimeNs >= statedNs;
        initial = moves ? Math.addExact(initial, change) : initial;
        funding = isFunding ? Math.addExact(funding, change) : funding;
        return moves;
    }

    /** All funding so far; positive came in. */
    public long funding() {
        return funding;
    }

    /**
     * What the venue last stated, with the profit and fees of the fills since: what a venue must hold that has told fills and
     * balances in this order.
     *
     * @param net profit less fees of all fills so far
     */
    public long walletAfterFills(final long net) {
        return Math.addExact(initial, Math.subtractExact(net, netWhenStated));
    }

    /**
     * What the venue last stated; before that the initial balance with the profit and fees since.
     *
     * @param realizedProfit of all fills so far
     * @param fees           of all fills so far
     */
    public long wallet(final long realizedProfit, final long fees) {
        return stated ? initial : Math.subtractExact(Math.addExact(initial, realizedProfit), fees);
    }
}
