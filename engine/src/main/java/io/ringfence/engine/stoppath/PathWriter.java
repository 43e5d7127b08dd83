package io.ringfence.engine.stoppath;

import io.ringfence.engine.config.Names;
import io.ringfence.engine.stop.StopListener;
import io.ringfence.journal.message.StopReason;
import io.ringfence.journal.number.Decimals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Writes what becomes of a stop as CSV, {@value #HEADING}: a row per change, or for every price. */
public final class PathWriter implements StopListener {
    /** The first line. */
    public static final String HEADING = "time_ns,price,stop,rule,event";

    private final Writer out;
    private final int priceScale;
    private final boolean everyPrice;

    private long nowNs;
    private long price;
    private long stop;
    private String rule = "";
    private boolean said;
    private boolean over;
    private long taken;

    /** @param everyPrice whether a price with which nothing happens has a row, too */
    public PathWriter(final Writer out, final int priceScale, final boolean everyPrice) {
        this.out = out;
        this.priceScale = priceScale;
        this.everyPrice = everyPrice;
        write(HEADING);
    }

    /** The price that counts from now on, and when. */
    void at(final long nowNs, final long price) {
        this.nowNs = nowNs;
        this.price = price;
        said = false;
    }

    /** All that the price brought is said. */
    void end() {
        if (everyPrice && !said && !over) {
            row(price, "price");
        }
    }

    /** What portions leave of {@code quantity}. */
    long left(final long quantity) {
        return quantity - taken;
    }

    @Override
    public void onArmed(final int instrument, final long quantity, final long stopPrice, final long entryPrice) {
        stop = stopPrice;
        rule = Names.of(StopReason.HARD);
        row(entryPrice, "armed");
    }

    @Override
    public void onMoved(
            final int instrument,
            final long quantity,
            final long stopPrice,
            final long previousPrice,
            final long bestPrice,
            final StopReason reason) {
        stop = stopPrice;
        rule = Names.of(reason);
        row(price, "moved");
    }

    @Override
    public void onHit(
            final int instrument,
            final long quantity,
            final long stopPrice,
            final long triggerPrice,
            final long slip,
            final StopReason reason) {
        rule = Names.of(reason);
        over = true;
        row(triggerPrice, "hit");
    }

    @Override
    public void onTakeProfit(final int instrument, final int level, final long quantity, final long price) {
        taken += quantity;
        final String ofTheStop = rule;
        rule = Names.of(StopReason.TAKE_PROFIT);
        row(price, "take-profit-" + level);
        rule = ofTheStop;
    }

    @Override
    public void onDisarmed(final int instrument) {
        over = true;
        row(price, "closed");
    }

    private void row(final long at, final String event) {
        said = true;
        write(nowNs + "," + Decimals.format(at, priceScale) + "," + Decimals.format(stop, priceScale) + "," + rule + ","
                + event);
    }

    private void write(final String line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
