package io.ringfence.engine.feature;

/**
 * Ichimoku: the middle of highest high and lowest low over three lengths.
 *
 * <pre>
 *   conversion  over the shortest (9)
 *   base        over the middle one (26)
 *   leading_a   (conversion + base) / 2, of base - 1 bars ago: the cloud as it is drawn at the newest bar
 *   leading_b   over the longest (52), of as many bars ago
 *   lagging     the close less the close of as many bars ago
 * </pre>
 *
 * The newest bar counts among those by which the lines are shifted, as in Japan and on TradingView. Source: Hosoda, "Ichimoku
 * Kinko Hyo", 1969.
 */
final class Ichimoku extends Feature {
    private final int shift;
    private final RangePosition conversion;
    private final RangePosition base;
    private final RangePosition longest;
    private final Ring leadingA;
    private final Ring leadingB;

    Ichimoku(final int conversion, final int base, final int longest) {
        super(
                base,
                Column.price("conversion", conversion),
                Column.price("base", base),
                Column.price("leading_a", Math.max(conversion, base) + base - 1),
                Column.price("leading_b", longest + base - 1),
                Column.price("lagging", base));
        shift = base - 1;
        this.conversion = new RangePosition(layout(), conversion);
        this.base = new RangePosition(layout(), base);
        this.longest = new RangePosition(layout(), longest);
        leadingA = new Ring(layout(), shift);
        leadingB = new Ring(layout(), shift);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        conversion.update(state, at, bars.high(0), bars.low(0));
        base.update(state, at, bars.high(0), bars.low(0));
        longest.update(state, at, bars.high(0), bars.low(0));
        final double newA = (conversion.middle(state, at) + base.middle(state, at)) / 2;
        setFrom(state, at, bars, 0, conversion.middle(state, at));
        setFrom(state, at, bars, 1, base.middle(state, at));
        setFrom(state, at, bars, 2, leadingA.push(state, at, newA));
        setFrom(state, at, bars, 3, leadingB.push(state, at, longest.middle(state, at)));
        setFrom(state, at, bars, 4, bars.close(0) - bars.close(shift));
    }

    private void setFrom(final double[] state, final int at, final Bars bars, final int column, final double value) {
        if (bars.count() >= warmUpBars(column)) {
            set(state, at, column, value);
        }
    }
}
