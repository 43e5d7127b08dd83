package io.ringfence.engine.strategies;

import io.ringfence.engine.strategy.Candle;
import io.ringfence.engine.strategy.Indicator;
import io.ringfence.engine.strategy.Intent;
import io.ringfence.engine.strategy.Reason;
import io.ringfence.engine.strategy.Series;
import io.ringfence.engine.strategy.Setup;
import io.ringfence.engine.strategy.Strategy;
import io.ringfence.engine.strategy.StrategyKind;
import io.ringfence.engine.strategy.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets several timeframes vote: each says up or down by its EMAs, with the weight it is given; long when the weighted share
 * reaches {@code threshold}, short at its negative (if allowed), flat when the sum falls below {@code exit} of its side.
 *
 * <p><b>Works</b> in trends that the longer timeframes confirm: it enters with the shorter one and isn't shaken out by it.
 * <b>Doesn't</b> at turns, where the longest votes last, nor if one weight outvotes all others: then it is that timeframe's EMA
 * cross.
 *
 * <p>Strength is the share of the votes, 0 to 1.
 */
public final class TimeframeVote implements Strategy {
    private final List<Vote> votes = new ArrayList<>();
    private final double allWeights;
    private final double threshold;
    private final double exit;
    private final boolean allowShort;
    private final Reason votedUp;
    private final Reason votedDown;
    private final Reason undecided;
    private final Reason closed;

    private record Vote(Indicator fast, Indicator slow, double weight) {}

    private TimeframeVote(final Setup setup) {
        final int slow = setup.whole("slow", 21, 2, 1_000);
        final int fast = setup.whole("fast", Math.min(9, slow - 1), 1, slow - 1);
        final Map<String, Double> weights = setup.numbers("weights", 0.01, 100);
        final Map<String, Double> chosen = weights.isEmpty() ? usual() : weights;
        double sum = 0;
        for (final Map.Entry<String, Double> weight : chosen.entrySet()) {
            final Series series = setup.seriesOf("weights." + weight.getKey(), weight.getKey());
            votes.add(new Vote(ema(series, fast), ema(series, slow), weight.getValue()));
            sum += weight.getValue();
        }
        allWeights = sum;
        threshold = setup.number("threshold", 0.6, 0.01, 1);
        exit = setup.number("exit", 0, 0, threshold);
        allowShort = setup.flag("allowShort", false);
        votedUp = setup.reason("voted-up");
        votedDown = setup.reason("voted-down");
        undecided = setup.reason("undecided");
        closed = setup.reason("closed-otherwise");
    }

    private static Map<String, Double> usual() {
        final Map<String, Double> weights = new LinkedHashMap<>();
        weights.put("15m", 1.0);
        weights.put("30m", 1.0);
        weights.put("1h", 1.0);
        return weights;
    }

    private static Indicator ema(final Series series, final int length) {
        return series.feature("ema").with("length", length).closed();
    }

    /** {@code timeframe-vote}. */
    public static final class Kind implements StrategyKind {
        @Override
        public String name() {
            return "timeframe-vote";
        }

        @Override
        public Strategy make(final Setup setup) {
            return new TimeframeVote(setup);
        }
    }

    @Override
    public void onCandle(final Candle candle, final View view, final Intent intent) {
        double sum = 0;
        for (int i = 0; i < votes.size(); i++) {
            final Vote vote = votes.get(i);
            if (!view.isReady(vote.fast) || !view.isReady(vote.slow)) {
                return;
            }
            sum += vote.weight * Math.signum(view.value(vote.fast) - view.value(vote.slow));
        }
        decide(sum / allWeights, view, intent);
    }

    private void decide(final double share, final View view, final Intent intent) {
        if (view.wasClosed() && view.target() * share < threshold) {
            intent.want(Intent.FLAT, closed, 0);
        } else if (share >= threshold) {
            intent.want(Intent.LONG, votedUp, share);
        } else if (share <= -threshold && allowShort) {
            intent.want(Intent.SHORT, votedDown, -share);
        } else if (view.target() != Intent.FLAT && view.target() * share < exit) {
            intent.want(Intent.FLAT, undecided, 0);
        }
    }
}
