package io.ringfence.engine.history;

import java.util.List;

/**
 * What closed round trips add up to; money 1e-8.
 *
 * @param count    trips
 * @param wins     those with a net profit
 * @param gross    before fees
 * @param fees     positive is a cost
 * @param won      sum of the net profits
 * @param lost     sum of the net losses, 0 or less
 * @param drawdown how far the sum of net profits fell at most behind its highest value before
 * @param bestNet  of one trip
 * @param worstNet of one trip
 */
public record TradeTotals(
        int count, int wins, long gross, long fees, long won, long lost, long drawdown, long bestNet, long worstNet) {
    private static final double PERCENT = 100;

    public static TradeTotals of(final List<RoundTrip> trips) {
        int wins = 0;
        long gross = 0;
        long fees = 0;
        long won = 0;
        long lost = 0;
        long high = 0;
        long drawdown = 0;
        long best = Long.MIN_VALUE;
        long worst = Long.MAX_VALUE;
        for (final RoundTrip trip : trips) {
            gross = Math.addExact(gross, trip.gross());
            fees = Math.addExact(fees, trip.fees());
            wins += trip.net() > 0 ? 1 : 0;
            won = Math.addExact(won, Math.max(0, trip.net()));
            lost = Math.addExact(lost, Math.min(0, trip.net()));
            high = Math.max(high, gross - fees);
            drawdown = Math.max(drawdown, high - (gross - fees));
            best = Math.max(best, trip.net());
            worst = Math.min(worst, trip.net());
        }
        return trips.isEmpty()
                ? new TradeTotals(0, 0, 0, 0, 0, 0, 0, 0, 0)
                : new TradeTotals(trips.size(), wins, gross, fees, won, lost, drawdown, best, worst);
    }

    public long net() {
        return gross - fees;
    }

    /** Percent of the trips with a net profit; NaN without a trip. */
    public double winRate() {
        return count == 0 ? Double.NaN : PERCENT * wins / count;
    }

    /** Net profits for one unit of net losses; NaN without a loss. */
    public double profitFactor() {
        return lost == 0 ? Double.NaN : (double) won / -lost;
    }
}
