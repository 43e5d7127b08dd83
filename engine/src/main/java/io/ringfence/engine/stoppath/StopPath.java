package io.ringfence.engine.stoppath;

import io.ringfence.engine.config.StopProfile;
import io.ringfence.engine.config.StopTrigger;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.data.Candle;
import io.ringfence.engine.data.CandleBuilder;
import io.ringfence.engine.data.MarketListener;
import io.ringfence.engine.data.Taker;
import io.ringfence.engine.feature.BookView;
import io.ringfence.engine.indicator.WilderAtr;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stop.PositionStops;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;
import java.util.ArrayList;
import java.util.List;

/**
 * Leads one position along the prices of a file. It is opened with the first price that has a time, before that price counts; every
 * portion that is taken is filled at once. A quote has the time of the trade before it. A candle counts as one price, its close, whose
 * worst value is its low (of a short position its high); its bars count with the next price, as everywhere.
 */
public final class StopPath implements MarketListener {
    private static final int INSTRUMENT = 1;
    private static final long NO_TIME = Long.MIN_VALUE;

    private final PathPosition held;
    private final PathWriter writer;
    private final PositionStops stops;
    private final boolean byTrades;
    private final List<CandleBuilder> bars = new ArrayList<>();

    private long nowNs = NO_TIME;

    /**
     * @param atrLength bars of the average true range
     * @param takerFee  one side, parts of 1e9
     */
    public StopPath(
            final StopProfile profile,
            final PathPosition held,
            final int atrLength,
            final long takerFee,
            final PathWriter writer) {
        this.held = held;
        this.writer = writer;
        byTrades = profile.trigger() == StopTrigger.TRADE;
        final List<Timeframe> timeframes = profile.namedTimeframes();
        stops = new PositionStops(profile, timeframes, takerFee, instruments(held), INSTRUMENT, writer);
        final WilderAtr atr = new WilderAtr(atrLength, timeframes.size());
        for (int i = 0; i < timeframes.size(); i++) {
            final int timeframe = i;
            bars.add(new CandleBuilder(timeframes.get(i).ns(), bar -> onBar(atr, timeframe, bar)));
        }
    }

    private static Instruments instruments(final PathPosition held) {
        final Slot slot = new Slot();
        new Instrument(
                        INSTRUMENT,
                        Venue.SIMULATED,
                        MarketKind.USDM,
                        "FILE",
                        held.priceScale(),
                        held.quantityScale(),
                        held.tick(),
                        1,
                        1,
                        Long.MAX_VALUE,
                        0)
                .encode(slot.event(), 0);
        final Instruments instruments = new Instruments(INSTRUMENT);
        instruments.learn(slot);
        return instruments;
    }

    /** Whether the position is gone: its stop has fired, or all of it was taken. */
    public boolean isOver() {
        return nowNs != NO_TIME && !stops.isArmed(INSTRUMENT);
    }

    @Override
    public void onTrade(final long timeNs, final long price, final long quantity, final Taker taker) {
        if (isOver()) {
            return;
        }
        begin(timeNs, price);
        for (final CandleBuilder bar : bars) {
            bar.trade(timeNs, price, quantity, taker);
        }
        stops.trade(INSTRUMENT, price, nowNs);
        end();
    }

    @Override
    public void onQuote(final long bid, final long bidQuantity, final long ask, final long askQuantity) {
        if (isOver() || nowNs == NO_TIME) {
            return;
        }
        writer.at(nowNs, held.isLong() ? bid : ask);
        stops.quote(INSTRUMENT, bid, ask, bid, ask, nowNs);
        end();
    }

    @Override
    public void onCandle(final Candle candle, final long endNs) {
        if (isOver()) {
            return;
        }
        begin(endNs, candle.close());
        if (byTrades) {
            stops.trade(INSTRUMENT, held.isLong() ? candle.low() : candle.high(), nowNs);
            stops.trade(INSTRUMENT, candle.close(), nowNs);
        } else {
            stops.quote(INSTRUMENT, candle.close(), candle.close(), candle.low(), candle.high(), nowNs);
        }
        for (final CandleBuilder bar : bars) {
            bar.candle(candle, endNs);
        }
        end();
    }

    @Override
    public void onBook(final BookView book) {
        // Stops look at prices alone.
    }

    private void begin(final long timeNs, final long price) {
        final boolean first = nowNs == NO_TIME;
        nowNs = Math.max(nowNs, timeNs);
        writer.at(nowNs, price);
        if (first) {
            stops.position(INSTRUMENT, held.quantity(), held.entryPrice(), nowNs);
        }
    }

    private void end() {
        final long left = writer.left(held.quantity());
        writer.end();
        if (stops.isArmed(INSTRUMENT)) {
            stops.position(INSTRUMENT, left, held.entryPrice(), nowNs);
        }
    }

    private void onBar(final WilderAtr atr, final int timeframe, final Candle bar) {
        atr.update(timeframe, bar.high(), bar.low(), bar.close());
        final double value = atr.isReady(timeframe) ? atr.value(timeframe) : Double.NaN;
        stops.bar(INSTRUMENT, timeframe, bar.high(), bar.low(), value);
    }
}
