package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.gateway.matching.MatchingRules;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.number.Decimals;
import io.ringfence.journal.number.Money;
import java.math.BigDecimal;
import java.util.List;

/** Exchange information, depth and candles in the venue's words. */
final class MarketTexts {
    private static final long FAR_AWAY_MS = 4_133_404_800_000L;
    private static final String HOUR = "1h";
    private static final int HOURS_OF_A_DAY = 24;
    private static final long DAY_MS = 86_400_000;
    private static final int MAX_PRICE_TICKS = 100_000_000;

    private final PlayedMarket market;
    private final MatchingRules rules;

    MarketTexts(final PlayedMarket market, final MatchingRules rules) {
        this.market = market;
        this.rules = rules;
    }

    long timeMs() {
        return market.timeNs() / 1_000_000;
    }

    ObjectNode time() {
        return Json.NODES.objectNode().put("serverTime", timeMs());
    }

    /** @param only a symbol, or null for all */
    ObjectNode exchangeInfo(final MarketKind kind, final String only) {
        final ObjectNode info = Json.NODES.objectNode().put("timezone", "UTC").put("serverTime", timeMs());
        if (kind == MarketKind.USDM) {
            info.put("futuresType", "U_MARGINED");
            info.putArray("assets")
                    .addObject()
                    .put("asset", TradingAccount.ASSET)
                    .put("marginAvailable", true);
        }
        putLimits(info.putArray("rateLimits"), kind);
        info.putArray("exchangeFilters");
        final ArrayNode symbols = info.putArray("symbols");
        for (final PlayedSymbol symbol : market.symbols(kind)) {
            if (only == null || symbol.instrument().symbol().equals(only)) {
                put(symbols.addObject(), symbol.instrument(), symbol.isHalted());
            }
        }
        return info;
    }

    static void putLimits(final ArrayNode limits, final MarketKind kind) {
        limits.add(limit("REQUEST_WEIGHT", "MINUTE", 1, RequestLimits.BINANCE.perMinute(kind)));
        limits.add(limit("ORDERS", "SECOND", 10, 300));
        limits.add(limit("ORDERS", "MINUTE", 1, 1_200));
    }

    private static ObjectNode limit(final String type, final String interval, final int count, final int limit) {
        return Json.NODES
                .objectNode()
                .put("rateLimitType", type)
                .put("interval", interval)
                .put("intervalNum", count)
                .put("limit", limit);
    }

    private void put(final ObjectNode body, final Instrument instrument, final boolean halted) {
        final String name = instrument.symbol();
        final String base = name.endsWith(TradingAccount.ASSET)
                ? name.substring(0, name.length() - TradingAccount.ASSET.length())
                : name;
        body.put("symbol", name)
                .put("status", halted ? (instrument.kind() == MarketKind.SPOT ? "HALT" : "SETTLING") : "TRADING")
                .put("baseAsset", base)
                .put("quoteAsset", TradingAccount.ASSET);
        if (instrument.kind() == MarketKind.USDM) {
            putFutures(body, instrument);
        } else {
            putSpot(body);
        }
        putFilters(body.putArray("filters"), instrument);
    }

    private void putFutures(final ObjectNode body, final Instrument instrument) {
        body.put("pair", instrument.symbol())
                .put("contractType", "PERPETUAL")
                .put("deliveryDate", FAR_AWAY_MS)
                .put("onboardDate", 0)
                .put("marginAsset", TradingAccount.ASSET)
                .put("pricePrecision", instrument.priceScale())
                .put("quantityPrecision", instrument.quantityScale())
                .put("baseAssetPrecision", Money.SCALE)
                .put("quotePrecision", Money.SCALE)
                .put("underlyingType", "COIN")
                .put("triggerProtect", "0.0500")
                .put("liquidationFee", OrderTexts.money(rules.liquidationFee()))
                .put("marketTakeBound", "0.05");
        body.putArray("orderTypes").add("LIMIT").add("MARKET");
        body.putArray("timeInForce").add("GTC").add("IOC").add("FOK").add("GTX");
    }

    private static void putSpot(final ObjectNode body) {
        body.put("baseAssetPrecision", Money.SCALE)
                .put("quotePrecision", Money.SCALE)
                .put("quoteAssetPrecision", Money.SCALE)
                .put("isSpotTradingAllowed", true)
                .put("cancelReplaceAllowed", true)
                .put("isMarginTradingAllowed", false);
        body.putArray("orderTypes")
                .add("LIMIT")
                .add("LIMIT_MAKER")
                .add("MARKET")
                .add("STOP_LOSS");
        body.putArray("permissionSets");
    }

    private void putFilters(final ArrayNode filters, final Instrument instrument) {
        final String tick = price(instrument.tickSize(), instrument);
        filters.addObject()
                .put("filterType", "PRICE_FILTER")
                .put("minPrice", tick)
                .put("maxPrice", price(instrument.tickSize() * MAX_PRICE_TICKS, instrument))
                .put("tickSize", tick);
        putLotSize(filters.addObject().put("filterType", "LOT_SIZE"), instrument);
        putLotSize(filters.addObject().put("filterType", "MARKET_LOT_SIZE"), instrument);
        final String notional = Decimals.format(instrument.minNotional() / (Money.ONE / 100), 2);
        if (instrument.kind() == MarketKind.USDM) {
            filters.addObject().put("filterType", "MAX_NUM_ORDERS").put("limit", rules.maxOpenOrders());
            filters.addObject().put("filterType", "MAX_NUM_ALGO_ORDERS").put("limit", MatchingRules.MAX_ALGO_ORDERS);
            filters.addObject().put("filterType", "MIN_NOTIONAL").put("notional", notional);
            filters.addObject()
                    .put("filterType", "PERCENT_PRICE")
                    .put("multiplierUp", "1.0500")
                    .put("multiplierDown", "0.9500")
                    .put("multiplierDecimal", "4");
        } else {
            filters.addObject()
                    .put("filterType", "NOTIONAL")
                    .put("minNotional", notional)
                    .put("applyMinToMarket", true);
            filters.addObject()
                    .put("filterType", "PERCENT_PRICE_BY_SIDE")
                    .put("bidMultiplierUp", part(rules.bandUp()))
                    .put("bidMultiplierDown", "0.2")
                    .put("askMultiplierUp", "5")
                    .put("askMultiplierDown", part(rules.bandDown()))
                    .put("avgPriceMins", 0);
        }
    }

    private static String part(final long part) {
        return BigDecimal.valueOf(part, Money.SCALE).stripTrailingZeros().toPlainString();
    }

    private static void putLotSize(final ObjectNode filter, final Instrument instrument) {
        filter.put("minQty", OrderTexts.quantity(instrument.minQuantity(), instrument))
                .put("maxQty", OrderTexts.quantity(instrument.maxQuantity(), instrument))
                .put("stepSize", OrderTexts.quantity(instrument.lotSize(), instrument));
    }

    /** The book as played so far. */
    ObjectNode depth(final PlayedSymbol symbol, final int limit) {
        final ObjectNode answer =
                Json.NODES.objectNode().put("lastUpdateId", symbol.book().lastUpdateId());
        if (symbol.instrument().kind() == MarketKind.USDM) {
            answer.put("E", timeMs()).put("T", timeMs());
        }
        putLevels(answer.putArray("bids"), symbol, true, limit);
        putLevels(answer.putArray("asks"), symbol, false, limit);
        return answer;
    }

    private static void putLevels(
            final ArrayNode levels, final PlayedSymbol symbol, final boolean bid, final int limit) {
        final Instrument instrument = symbol.instrument();
        for (final long price : symbol.book().prices(bid, limit)) {
            levels.addArray()
                    .add(price(price, instrument))
                    .add(OrderTexts.quantity(symbol.book().quantity(bid, price), instrument));
        }
    }

    /** Oldest first. Made of history and of the trades played so far; the newest is still open. */
    static ArrayNode klines(final PlayedSymbol symbol, final CandleSeries series, final List<Candle> candles) {
        final ArrayNode answer = Json.NODES.arrayNode();
        for (final Candle candle : candles) {
            put(answer.addArray(), candle, series.lengthMs(), symbol.instrument());
        }
        return answer;
    }

    /** What was traded in the last 24 hours, as {@code ticker/24hr} tells. */
    ObjectNode dayTicker(final PlayedSymbol symbol) {
        final Instrument instrument = symbol.instrument();
        final List<Candle> hours = symbol.series(HOUR).last(timeMs(), HOURS_OF_A_DAY);
        final Candle day =
                new Candle(timeMs() - DAY_MS, hours.isEmpty() ? 0 : hours.get(0).open());
        hours.forEach(day::add);
        return Json.NODES
                .objectNode()
                .put("symbol", instrument.symbol())
                .put("openPrice", price(day.open(), instrument))
                .put("highPrice", price(day.high(), instrument))
                .put("lowPrice", price(day.low(), instrument))
                .put("lastPrice", price(day.close(), instrument))
                .put("volume", OrderTexts.quantity(day.volume(), instrument))
                .put("quoteVolume", OrderTexts.money(day.quoteVolume()))
                .put("openTime", day.openTimeMs())
                .put("closeTime", timeMs())
                .put("count", day.trades());
    }

    /** Of all symbols of a market. */
    ArrayNode dayTickers(final MarketKind kind) {
        final ArrayNode all = Json.NODES.arrayNode();
        market.symbols(kind).forEach(symbol -> all.add(dayTicker(symbol)));
        return all;
    }

    private static void put(
            final ArrayNode row, final Candle candle, final long lengthMs, final Instrument instrument) {
        row.add(candle.openTimeMs())
                .add(price(candle.open(), instrument))
                .add(price(candle.high(), instrument))
                .add(price(candle.low(), instrument))
                .add(price(candle.close(), instrument))
                .add(OrderTexts.quantity(candle.volume(), instrument))
                .add(candle.openTimeMs() + lengthMs - 1)
                .add(OrderTexts.money(candle.quoteVolume()))
                .add(candle.trades())
                .add(OrderTexts.quantity(candle.takerBuyVolume(), instrument))
                .add(OrderTexts.money(candle.takerBuyQuoteVolume()))
                .add("0");
    }

    private static String price(final long units, final Instrument instrument) {
        return Decimals.format(units, instrument.priceScale());
    }
}
