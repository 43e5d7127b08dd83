package io.ringfence.engine.signal;

import io.ringfence.engine.config.DeclaredIndicator;
import io.ringfence.engine.config.IndicatorPlan;
import io.ringfence.engine.config.IndicatorSettings;
import io.ringfence.engine.config.StrategyChoice;
import io.ringfence.engine.stage.IndicatorRow;
import io.ringfence.engine.strategy.Candle;
import io.ringfence.engine.strategy.Intent;
import io.ringfence.engine.strategy.Quote;
import io.ringfence.engine.strategy.Series;
import io.ringfence.engine.strategy.Setup;
import io.ringfence.engine.strategy.Strategy;
import io.ringfence.engine.strategy.Trade;
import io.ringfence.engine.strategy.View;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** One of the strategies as the stage runs it: what it is called for, and where its values come from. */
final class StrategyRun {
    private static final int NEWEST_MULTIPLE_UNKNOWN = 0;

    private final String name;
    private final byte[] ascii;
    private final Strategy strategy;
    private final int memories;
    private final int[] places;
    private final byte[][] indicatorNames;
    private final boolean[] prices;
    private final int[] timeframeOfSeries;
    private final boolean[] wantsTimeframe;
    private final boolean wantsQuotes;
    private final boolean wantsTrades;
    private final long timerNs;

    private boolean failed;
    private long timerDueNs = NEWEST_MULTIPLE_UNKNOWN;
    private int timerFrom;

    StrategyRun(final StrategyChoice choice, final IndicatorSettings indicators, final IndicatorPlan plan) {
        final StrategyChoice.Made made = choice.make();
        final Setup setup = made.setup();
        name = choice.name();
        ascii = name.getBytes(StandardCharsets.US_ASCII);
        strategy = made.strategy();
        memories = setup.memories();
        places = choice.declared().stream().mapToInt(plan::place).toArray();
        indicatorNames = names(choice.declared());
        prices = new boolean[places.length];
        for (int i = 0; i < prices.length; i++) {
            prices[i] = choice.declared().get(i).isPrice();
        }
        timeframeOfSeries = setup.series().stream()
                .mapToInt(series -> timeframe(choice, series, indicators))
                .toArray();
        wantsTimeframe = new boolean[indicators.timeframes().size()];
        Arrays.stream(timeframeOfSeries).forEach(timeframe -> wantsTimeframe[timeframe] = true);
        wantsQuotes = overrides("onQuote", Quote.class);
        wantsTrades = overrides("onTrade", Trade.class);
        timerNs = setup.timerNs();
    }

    private static int timeframe(final StrategyChoice choice, final Series series, final IndicatorSettings indicators) {
        return indicators.indexOf(choice.timeframe(series), "strategies");
    }

    private static byte[][] names(final List<DeclaredIndicator> declared) {
        return declared.stream()
                .map(one -> Arrays.copyOf(
                        one.text().getBytes(StandardCharsets.US_ASCII),
                        Math.min(one.text().length(), SignalRecords.MOST_NAME_BYTES)))
                .toArray(byte[][]::new);
    }

    /** A method that it doesn't override isn't worth a call with every event. */
    private boolean overrides(final String method, final Class<?> event) {
        try {
            return strategy.getClass()
                            .getMethod(method, event, View.class, Intent.class)
                            .getDeclaringClass()
                    != Strategy.class;
        } catch (final NoSuchMethodException e) {
            throw new IllegalStateException("method=" + method, e);
        }
    }

    String name() {
        return name;
    }

    /** The name as it is journaled. */
    byte[] ascii() {
        return ascii;
    }

    int memories() {
        return memories;
    }

    int indicators() {
        return places.length;
    }

    /** The name of an indicator as it is journaled. */
    byte[] indicatorName(final int indicator) {
        return indicatorNames[indicator];
    }

    /** Whether an indicator's value is in price units. */
    boolean isPrice(final int indicator) {
        return prices[indicator];
    }

    int[] timeframeOfSeries() {
        return timeframeOfSeries;
    }

    /** Keeps what has changed of its indicators. */
    void takeValues(final IndicatorRow row, final InstrumentView view) {
        for (int i = 0; i < places.length; i++) {
            if (row.has(places[i])) {
                view.putValue(i, row.get(places[i]));
            }
        }
    }

    boolean wantsTimeframe(final int timeframe) {
        return wantsTimeframe[timeframe];
    }

    boolean wantsQuotes() {
        return wantsQuotes;
    }

    boolean wantsTrades() {
        return wantsTrades;
    }

    void onCandle(final Candle candle, final View view, final Intent intent) {
        strategy.onCandle(candle, view, intent);
    }

    void onQuote(final Quote quote, final View view, final Intent intent) {
        strategy.onQuote(quote, view, intent);
    }

    void onTrade(final Trade trade, final View view, final Intent intent) {
        strategy.onTrade(trade, view, intent);
    }

    void onTimer(final View view, final Intent intent) {
        strategy.onTimer(view, intent);
    }

    /** Whether a call of its timer is due, or under way and not yet made for all instruments. */
    boolean isTimerDue(final long nowNs) {
        if (timerNs == 0) {
            return false;
        }
        if (timerFrom == 0) {
            if (timerDueNs == NEWEST_MULTIPLE_UNKNOWN) {
                timerDueNs = nextMultiple(nowNs);
            }
            if (nowNs >= timerDueNs) {
                timerDueNs = nextMultiple(nowNs);
                timerFrom = 1;
            }
        }
        return timerFrom != 0;
    }

    private long nextMultiple(final long nowNs) {
        return (Math.floorDiv(nowNs, timerNs) + 1) * timerNs;
    }

    /** The instrument whose turn it is. */
    int timerFrom() {
        return timerFrom;
    }

    /** Whose turn it is next; 0 if all had theirs. */
    void timerFrom(final int instrument) {
        timerFrom = instrument;
    }

    boolean hasFailed() {
        return failed;
    }

    void failed(final boolean failed) {
        this.failed = failed;
    }

    long timerDueNs() {
        return timerDueNs;
    }

    void timerDueNs(final long dueNs) {
        timerDueNs = dueNs;
    }
}
