package io.ringfence.engine.strategies;

import io.ringfence.engine.strategy.Indicator;
import io.ringfence.engine.strategy.Intent;
import io.ringfence.engine.strategy.Memory;
import io.ringfence.engine.strategy.Quote;
import io.ringfence.engine.strategy.Reason;
import io.ringfence.engine.strategy.Series;
import io.ringfence.engine.strategy.Setup;
import io.ringfence.engine.strategy.Strategy;
import io.ringfence.engine.strategy.StrategyKind;
import io.ringfence.engine.strategy.View;

/**
 * Goes with the heavier side of the book's top: long when bids outweigh asks by {@code entry} for {@code persist} without a break,
 * at a spread of no more than {@code maxSpread} basis points; flat when the imbalance is gone, or after {@code maxHold}; then
 * it waits for {@code pause}. The mirror image short, if allowed.
 *
 * <p><b>Works</b>, if at all, with fees near 0 and orders that arrive within milliseconds: what it sees is worth about a tick.
 * <b>Doesn't</b> at regular taker fees (ten times a tick on BTCUSDT), over slow lines, and where size in the book is shown to be
 * taken away.
 *
 * <p>Strength is the imbalance, 0 to 1.
 */
public final class BookImbalanceScalper implements Strategy {
    private static final double NS_PER_MS = 1e6;

    private final Indicator imbalance;
    private final Indicator spread;
    private final double entry;
    private final double exit;
    private final double maxSpread;
    private final double persistNs;
    private final double maxHoldNs;
    private final double pauseNs;
    private final boolean allowShort;
    private final Memory side;
    private final Memory sinceNs;
    private final Memory stateSinceNs;
    private final Reason bidsOutweigh;
    private final Reason asksOutweigh;
    private final Reason balanced;
    private final Reason heldLong;

    private BookImbalanceScalper(final Setup setup) {
        final Series series = setup.series("timeframe", "1m");
        imbalance = series.feature("book_imbalance").live();
        spread = series.feature("spread").live("bps");
        entry = setup.number("entry", 0.7, 0.01, 1);
        exit = setup.number("exit", 0, -1, entry);
        maxSpread = setup.number("maxSpread", 1, 0.001, 1_000);
        persistNs = NS_PER_MS * setup.whole("persistMs", 200, 0, 60_000);
        maxHoldNs = NS_PER_MS * setup.whole("maxHoldMs", 10_000, 1, 3_600_000);
        pauseNs = NS_PER_MS * setup.whole("pauseMs", 1_000, 0, 3_600_000);
        allowShort = setup.flag("allowShort", true);
        side = setup.memory();
        sinceNs = setup.memory();
        stateSinceNs = setup.memory();
        bidsOutweigh = setup.reason("bids-outweigh");
        asksOutweigh = setup.reason("asks-outweigh");
        balanced = setup.reason("balanced-again");
        heldLong = setup.reason("held-long-enough");
    }

    /** {@code book-imbalance}. */
    public static final class Kind implements StrategyKind {
        @Override
        public String name() {
            return "book-imbalance";
        }

        @Override
        public Strategy make(final Setup setup) {
            return new BookImbalanceScalper(setup);
        }
    }

    @Override
    public void onQuote(final Quote quote, final View view, final Intent intent) {
        if (!view.isReady(imbalance) || !view.isReady(spread)) {
            return;
        }
        final double now = view.value(imbalance);
        final double heavier = Math.abs(now) >= entry ? Math.signum(now) : 0;
        if (heavier != view.recall(side)) {
            view.remember(side, heavier);
            view.remember(sinceNs, view.timeNs());
        }
        if (view.target() == Intent.FLAT) {
            enter(now, heavier, view, intent);
        } else {
            leave(now, view, intent);
        }
    }

    private void enter(final double now, final double heavier, final View view, final Intent intent) {
        final boolean persists = heavier != 0 && view.timeNs() - view.recall(sinceNs) >= persistNs;
        final boolean rested = view.timeNs() - view.recall(stateSinceNs) >= pauseNs;
        if (!persists || !rested || view.value(spread) > maxSpread || heavier < 0 && !allowShort) {
            return;
        }
        view.remember(stateSinceNs, view.timeNs());
        intent.want(heavier > 0 ? Intent.LONG : Intent.SHORT, heavier > 0 ? bidsOutweigh : asksOutweigh, Math.abs(now));
    }

    private void leave(final double now, final View view, final Intent intent) {
        final boolean gone = view.target() * now <= exit;
        if (gone || view.timeNs() - view.recall(stateSinceNs) >= maxHoldNs) {
            view.remember(stateSinceNs, view.timeNs());
            intent.want(Intent.FLAT, gone ? balanced : heldLong, 0);
        }
    }
}
