package io.ringfence.engine.stoppath;

import io.ringfence.engine.config.StopProfile;
import io.ringfence.engine.config.StopTrigger;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.data.Candle;
import io.ringfence.engine.data.MarketListener;
import io.ringfence.engine.data.Taker;
import io.ringfence.engine.feature.Bar;
import io.ringfence.engine.feature.BookView;
import io.ringfence.engine.feature.FeatureCatalogue;
import io.ringfence.engine.feature.FeatureSet;
import io.ringfence.engine.indicator.Candles;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stop.PositionStops;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;
import java.util.List;
import java.util.Map;

/**
 * Leads one position along the prices of a file. It is opened with the first price that has a time, before that price counts; every
 * portion that is taken is filled at once. A quote has the time of the trade before it. A candle counts as one price, its close, whose
 * worst value is its low (of a short position its high); its bars count with the next price, as everywhere.
 */
public final class StopPath implements MarketListener {
    private static final int INSTRUMENT = 1;
    private static final long NO_TIME = Long.MIN_VALUE;
    private static final long MS = 1_000_000L;

    private final PathPosition held;
    private final PathWriter writer;
    private final PositionStops stops;
    private final boolean byTrades;
    private final Candles candles;
    private final FeatureSet atr;
    private final double[] atrs;
    private final Bar bar = new Bar();

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
        atr = new FeatureSet(List.of(FeatureCatalogue.kind("atr").with(Map.of("length", (double) atrLength), MS)));
        atrs = new double[timeframes.size() * atr.stateLength()];
        candles = new Candles(
                INSTRUMENT, timeframes.stream().mapToLong(Timeframe::ns).toArray(), Long.MAX_VALUE, this::onBar);
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
        candles.trade(INSTRUMENT, timeNs, price, quantity, taker.bought(quantity));
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
        candle.addTo(candles, INSTRUMENT, endNs);
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

    private void onBar(final int instrument, final int timeframe) {
        final long high = candles.high(instrument, timeframe);
        final long low = candles.low(instrument, timeframe);
        final int at = timeframe * atr.stateLength();
        bar.set(
                candles.openTimeNs(instrument, timeframe) / MS,
                candles.open(instrument, timeframe),
                high,
                low,
                candles.close(instrument, timeframe),
                candles.volume(instrument, timeframe));
        atr.onBar(atrs, at, bar);
        final double value = atr.isReady(atrs, at, 0) ? atr.value(atrs, at, 0) : Double.NaN;
        stops.bar(instrument, timeframe, high, low, value);
    }
}
