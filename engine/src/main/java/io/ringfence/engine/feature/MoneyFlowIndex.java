package io.ringfence.engine.feature;

/**
 * MFI, 0 to 100: {@code 100 x up / (up + down)}, where up and down sum typical price x volume of the last n bars whose
 * typical price rose and fell; 50 where nothing flowed. Ready with bar n + 1. Source: Quong and Soudack, "Volume-weighted
 * RSI: money flow", Stocks & Commodities 7, 1989.
 */
final class MoneyFlowIndex extends Feature {
    private static final double NEUTRAL = 50;

    private final int length;
    private final ExactSum up;
    private final ExactSum down;

    MoneyFlowIndex(final int length) {
        super(length + 1, Column.plain("", length + 1));
        this.length = length;
        up = new ExactSum(layout());
        down = new ExactSum(layout());
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        if (bars.count() > 1) {
            add(state, at, bars, 0, 1);
        }
        if (bars.count() > length + 1) {
            add(state, at, bars, length, -1);
        }
        if (bars.count() > length) {
            final double flow = up.value(state, at) + down.value(state, at);
            set(state, at, 0, flow == 0 ? NEUTRAL : 100 * up.value(state, at) / flow);
        }
    }

    /** Three times the flow: their share is the same, and whole prices stay exact. */
    private void add(final double[] state, final int at, final Bars bars, final int ago, final double sign) {
        final double typical = bars.tripleTypical(ago);
        final double before = bars.tripleTypical(ago + 1);
        // Which way is chance: a choice of numbers, not of ways through the code.
        final double moved = typical == before ? 0 : sign;
        (typical > before ? up : down).addProduct(state, at, moved * typical, bars.volume(ago));
    }
}
