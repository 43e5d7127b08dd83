package io.ringfence.engine.feature;

/**
 * Candle patterns, 1 for bullish, -1 for bearish, 0 for none (doji and inside: 1 or 0).
 *
 * <pre>
 *   doji       the body is at most a tenth of the range; no range is a doji too
 *   hammer     1: a body in the upper third, above a shadow of at least twice the body (hammer);
 *              -1: a body in the lower third, below such a shadow (shooting star); the body is no doji's
 *   engulfing  the body covers the body before, of the other colour, and is larger: one end may be equal
 *   inside     high and low lie within those of the bar before
 * </pre>
 *
 * doji and hammer are ready with bar 1, the others with bar 2. Source: Nison 1991; engulfing as TA-Lib's CDLENGULFING.
 */
final class CandlePattern extends Feature {
    private static final double DOJI = 0.1;
    private static final double THIRD = 1.0 / 3;

    CandlePattern() {
        super(
                1,
                Column.plain("doji", 1),
                Column.plain("hammer", 1),
                Column.plain("engulfing", 2),
                Column.plain("inside", 2));
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        set(state, at, 0, isDoji(bars) ? 1 : 0);
        set(state, at, 1, hammer(bars));
        if (bars.count() > 1) {
            set(state, at, 2, engulfing(bars));
            set(state, at, 3, bars.high(0) <= bars.high(1) && bars.low(0) >= bars.low(1) ? 1 : 0);
        }
    }

    private static boolean isDoji(final Bars bars) {
        return body(bars) <= DOJI * bars.range(0);
    }

    private static double hammer(final Bars bars) {
        if (isDoji(bars)) {
            return 0;
        }
        final double top = Math.max(bars.open(0), bars.close(0));
        final double bottom = Math.min(bars.open(0), bars.close(0));
        final double third = THIRD * bars.range(0);
        if (bottom >= bars.high(0) - third && bottom - bars.low(0) >= 2 * body(bars)) {
            return 1;
        }
        return top <= bars.low(0) + third && bars.high(0) - top >= 2 * body(bars) ? -1 : 0;
    }

    private static double engulfing(final Bars bars) {
        final double colour = colour(bars, 0);
        if (colour == colour(bars, 1)) {
            return 0;
        }
        final double top = Math.max(bars.open(0), bars.close(0));
        final double bottom = Math.min(bars.open(0), bars.close(0));
        final double topBefore = Math.max(bars.open(1), bars.close(1));
        final double bottomBefore = Math.min(bars.open(1), bars.close(1));
        final boolean covers = top >= topBefore && bottom <= bottomBefore;
        return covers && (top > topBefore || bottom < bottomBefore) ? colour : 0;
    }

    private static double body(final Bars bars) {
        return Math.abs(bars.close(0) - bars.open(0));
    }

    /** 1 if it closed at its open or above. */
    private static double colour(final Bars bars, final int ago) {
        return bars.close(ago) >= bars.open(ago) ? 1 : -1;
    }
}
