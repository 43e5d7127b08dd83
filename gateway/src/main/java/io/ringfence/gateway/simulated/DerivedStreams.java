package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.number.Decimals;
import io.ringfence.journal.number.Money;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the recordings don't hold, made of the trades and quotes that they do: aggregate trades, candles and the mark
 * price of one symbol. Each message says {@code "derived":true}. Candles go by the trades' own times and end, at the
 * latest, when the market clock has passed them.
 */
final class DerivedStreams {
    private static final long AGGREGATION_MS = 100;
    private static final long KLINE_INTERVAL_MS = 250;
    private static final long MARK_INTERVAL_MS = 1_000;
    private static final long MARKS_TO_SLOW_ONE = 3;

    private final Instrument instrument;
    private final Subscriptions subscriptions;
    private final Funding funding;
    private final Map<String, CandleSeries> seriesByInterval = new TreeMap<>();
    private final AggregateTrade aggregate = new AggregateTrade();
    private long lastKlinesMs;
    private long lastMarkMs;
    private long marks;

    /** Consecutive trades of one price and taker side within 100 ms. */
    private static final class AggregateTrade {
        private long id;
        private long firstTradeId;
        private long lastTradeId;
        private long price;
        private long quantity;
        private long timeMs;
        private boolean buyerIsMaker;
        private boolean isOpen;
        private long openedNs;

        boolean takes(final PlayedTrade trade) {
            return isOpen
                    && trade.price() == price
                    && trade.buyerIsMaker() == buyerIsMaker
                    && trade.timeMs() - timeMs <= AGGREGATION_MS;
        }

        void begin(final PlayedTrade trade, final long marketTimeNs) {
            id++;
            openedNs = marketTimeNs;
            firstTradeId = trade.id();
            price = trade.price();
            quantity = 0;
            timeMs = trade.timeMs();
            buyerIsMaker = trade.buyerIsMaker();
            isOpen = true;
        }

        void add(final PlayedTrade trade) {
            lastTradeId = trade.id();
            quantity += trade.quantity();
        }
    }

    /** @param history null for a symbol whose first price nobody knows */
    DerivedStreams(
            final Instrument instrument,
            final Subscriptions subscriptions,
            final PriceHistory history,
            final Funding funding) {
        this.instrument = instrument;
        this.funding = funding;
        this.subscriptions = subscriptions;
        for (final String interval : KlineInterval.names()) {
            seriesByInterval.put(interval, new CandleSeries(KlineInterval.lengthMs(interval), history));
        }
    }

    void onTrade(final PlayedTrade trade, final long timeNs) {
        if (!aggregate.takes(trade)) {
            tellAggregate(timeNs);
            aggregate.begin(trade, timeNs);
        }
        aggregate.add(trade);
        seriesByInterval.forEach(
                (interval, series) -> series.onTrade(instrument, trade, ended -> tell(interval, ended, true, timeNs)));
    }

    /** Called every 10 ms of market time. */
    void onTime(final long timeNs, final long midPrice) {
        final long timeMs = timeNs / 1_000_000;
        if (timeNs - aggregate.openedNs >= AGGREGATION_MS * 1_000_000) {
            tellAggregate(timeNs);
        }
        if (timeMs - lastKlinesMs >= KLINE_INTERVAL_MS) {
            lastKlinesMs = timeMs;
            tellCandles(timeNs);
        }
        if (timeMs - lastMarkMs >= MARK_INTERVAL_MS && midPrice > 0) {
            lastMarkMs = timeMs - timeMs % MARK_INTERVAL_MS;
            tellMark(timeNs, midPrice);
        }
    }

    /** The candles of a known length. */
    CandleSeries series(final String interval) {
        return seriesByInterval.get(interval);
    }

    private void tellAggregate(final long timeNs) {
        if (!aggregate.isOpen) {
            return;
        }
        aggregate.isOpen = false;
        if (!subscriptions.has(StreamName.Kind.AGG_TRADE)) {
            return;
        }
        final ObjectNode data = message("aggTrade", timeNs);
        data.put("a", aggregate.id)
                .put("p", price(aggregate.price))
                .put("q", quantity(aggregate.quantity))
                .put("f", aggregate.firstTradeId)
                .put("l", aggregate.lastTradeId)
                .put("T", aggregate.timeMs)
                .put("m", aggregate.buyerIsMaker)
                .put("derived", true);
        deliver(StreamName.Kind.AGG_TRADE, "", timeNs, data);
    }

    private void tellCandles(final long timeNs) {
        seriesByInterval.forEach((interval, series) -> {
            series.onTime(timeNs / 1_000_000, ended -> tell(interval, ended, true, timeNs));
            final Candle candle = series.takeChanged();
            if (candle != null) {
                tell(interval, candle, false, timeNs);
            }
        });
    }

    private void tell(final String interval, final Candle candle, final boolean closed, final long timeNs) {
        if (!subscriptions.has(StreamName.Kind.KLINE)) {
            return;
        }
        final ObjectNode data = message("kline", timeNs);
        final ObjectNode kline = data.putObject("k");
        kline.put("t", candle.openTimeMs())
                .put("T", candle.openTimeMs() + KlineInterval.lengthMs(interval) - 1)
                .put("s", instrument.symbol())
                .put("i", interval)
                .put("f", candle.firstTradeId())
                .put("L", candle.lastTradeId());
        putPrices(kline, candle);
        kline.put("n", candle.trades())
                .put("x", closed)
                .put("q", money(candle.quoteVolume()))
                .put("V", quantity(candle.takerBuyVolume()))
                .put("Q", money(candle.takerBuyQuoteVolume()))
                .put("B", "0");
        data.put("derived", true);
        deliver(StreamName.Kind.KLINE, interval, timeNs, data);
    }

    private void putPrices(final ObjectNode kline, final Candle candle) {
        kline.put("o", price(candle.open()))
                .put("c", price(candle.close()))
                .put("h", price(candle.high()))
                .put("l", price(candle.low()))
                .put("v", quantity(candle.volume()));
    }

    private void tellMark(final long timeNs, final long midPrice) {
        final boolean slowToo = ++marks % MARKS_TO_SLOW_ONE == 0;
        if (!subscriptions.has(StreamName.Kind.MARK_PRICE_1S) && !subscriptions.has(StreamName.Kind.MARK_PRICE_3S)) {
            return;
        }
        final long timeMs = timeNs / 1_000_000;
        final ObjectNode data = message("markPriceUpdate", timeNs);
        data.put("p", price(midPrice))
                .put("i", price(midPrice))
                .put("P", price(midPrice))
                .put("r", money(funding.rate()))
                .put("T", funding.nextMs(timeMs))
                .put("derived", true);
        deliver(StreamName.Kind.MARK_PRICE_1S, "", timeNs, data);
        if (slowToo) {
            deliver(StreamName.Kind.MARK_PRICE_3S, "", timeNs, data);
        }
    }

    private ObjectNode message(final String event, final long timeNs) {
        return Json.NODES
                .objectNode()
                .put("e", event)
                .put("E", timeNs / 1_000_000)
                .put("s", instrument.symbol());
    }

    private void deliver(final StreamName.Kind kind, final String interval, final long timeNs, final ObjectNode data) {
        subscriptions.deliver(kind, interval, timeNs, data.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String price(final long units) {
        return Decimals.format(units, instrument.priceScale());
    }

    private String quantity(final long units) {
        return Decimals.format(units, instrument.quantityScale());
    }

    private static String money(final long units) {
        return Decimals.format(units, Money.SCALE);
    }
}
