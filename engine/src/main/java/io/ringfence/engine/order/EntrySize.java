package io.ringfence.engine.order;

import io.ringfence.engine.config.Measure;
import io.ringfence.engine.config.SizingSettings;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.config.StopProfile;
import io.ringfence.engine.config.StopProfiles;
import io.ringfence.engine.config.StrategyChoice;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.stage.ChoiceBySymbol;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.number.Money;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How large an entry is wanted, by the sizing of the instrument's strategy, before lots and limits.
 *
 * <pre>
 *   notional           notional / price
 *   balancePercent     wallet x share / price
 *   riskPercent        wallet x share / distance of the hard stop: percent and ticks of the price, ATR of the newest candle
 *   volatilityPercent  wallet x share / ATR of the newest candle
 * </pre>
 *
 * Each rounded down, so that no more is at stake than was said; a wallet of nothing, or an ATR that isn't there yet, gives 0. Owned by
 * {@code orders}; allocates nothing after it was made.
 */
final class EntrySize {
    private static final double PARTS_PER_PERCENT = 1e7;
    private static final long WHOLE = 1_000_000_000L;
    private static final double UNKNOWN = -1;
    private static final int STANDARD = 0;
    private static final int UNKNOWN_DISTANCE = 10;

    private final Instruments instruments;
    private final long[] timeframesNs;
    private final List<Way> ways = new ArrayList<>();
    private final List<StopDistance> stops = new ArrayList<>();
    private final ChoiceBySymbol way;
    private final ChoiceBySymbol stop;
    private final double[] atrs;

    /** A sizing made ready: the amount or the wallet's share, in parts of 1e9, and what it is divided by. */
    private record Way(long notional, long share, boolean byStop, int timeframe) {}

    /** Of a hard stop: parts of 1e9 of the price, or ticks, or a multiple of an ATR with the former as fallback. */
    private record StopDistance(long parts, int ticks, double multiple, int timeframe) {}

    EntrySize(final StageSettings settings, final Instruments instruments) {
        this.instruments = instruments;
        final List<Timeframe> timeframes = settings.indicators().timeframes();
        timeframesNs = timeframes.stream().mapToLong(Timeframe::ns).toArray();
        atrs = new double[(settings.maxInstruments() + 1) * timeframesNs.length];
        Arrays.fill(atrs, UNKNOWN);
        way = ways(settings, timeframes);
        stop = stops(settings, timeframes);
    }

    private ChoiceBySymbol ways(final StageSettings settings, final List<Timeframe> timeframes) {
        final List<StrategyChoice> strategies = settings.strategies().choices();
        ways.add(way(settings.sizing(), timeframes));
        for (final StrategyChoice strategy : strategies) {
            ways.add(way(strategy.sizing().orElse(settings.sizing()), timeframes));
        }
        final Map<String, Integer> bySymbol = new LinkedHashMap<>();
        settings.strategies().bySymbol().forEach((symbol, strategy) -> bySymbol.put(symbol, strategy + 1));
        return new ChoiceBySymbol(bySymbol, settings.strategies().otherwise() + 1, settings.maxInstruments());
    }

    private static Way way(final SizingSettings sizing, final List<Timeframe> timeframes) {
        final double percent = sizing.balancePercent() + sizing.riskPercent() + sizing.volatilityPercent();
        return new Way(
                Math.round(sizing.notional() * Money.ONE),
                Math.round(percent * PARTS_PER_PERCENT),
                sizing.riskPercent() > 0,
                sizing.timeframe().map(timeframes::indexOf).orElse(-1));
    }

    private ChoiceBySymbol stops(final StageSettings settings, final List<Timeframe> timeframes) {
        final StopProfiles profiles = settings.stop();
        stops.add(distance(profiles.standard().profile().hard(), timeframes));
        final Map<String, Integer> bySymbol = new LinkedHashMap<>();
        profiles.byInstrument().forEach((symbol, choice) -> {
            bySymbol.put(symbol, stops.size());
            stops.add(distance(choice.profile().hard(), timeframes));
        });
        return new ChoiceBySymbol(bySymbol, STANDARD, settings.maxInstruments());
    }

    private static StopDistance distance(final StopProfile.Hard hard, final List<Timeframe> timeframes) {
        if (hard.distance() instanceof Measure.Atr atr) {
            final Measure.Percent fallback = (Measure.Percent) hard.fallback().orElseThrow();
            return new StopDistance(
                    fallback.parts(), 0, atr.multiple().doubleValue(), timeframes.indexOf(atr.timeframe()));
        }
        if (hard.distance() instanceof Measure.Percent percent) {
            return new StopDistance(percent.parts(), 0, 0, -1);
        }
        // An amount of money is no distance; the configuration refuses it where one is needed.
        return new StopDistance(0, hard.distance() instanceof Measure.Ticks count ? count.ticks() : 0, 0, -1);
    }

    /** Takes the {@code InstrumentDefinition} in {@code slot}. */
    void learn(final Slot slot) {
        way.learn(slot);
        stop.learn(slot);
    }

    /** Takes a closed bar's ATR, price units; NaN while there is none: the one before stays. */
    void atr(final int instrument, final int timeframe, final double atr) {
        if (atr >= 0) {
            atrs[instrument * timeframesNs.length + timeframe] = atr;
        }
    }

    /**
     * Quantity units, rounded down; 0 if nothing tells.
     *
     * @param price  what the entry is likely to pay, above 0
     * @param wallet money, with all fills so far
     * @throws ArithmeticException if it doesn't fit
     */
    long quantity(final int instrument, final long price, final long wallet) {
        final Way sizing = ways.get(way.of(instrument));
        final long budget = sizing.notional > 0
                ? sizing.notional
                : Money.multiplyDivideDown(Math.max(0, wallet), sizing.share, WHOLE);
        final long divisor = divisor(instrument, sizing, price);
        return divisor <= 0 ? 0 : affordable(instrument, budget, divisor);
    }

    /** What one unit of quantity stakes, in price units, rounded up. */
    private long divisor(final int instrument, final Way sizing, final long price) {
        if (sizing.byStop) {
            return stopDistance(instrument, stops.get(stop.of(instrument)), price);
        }
        return sizing.timeframe < 0 ? price : up(atrs[instrument * timeframesNs.length + sizing.timeframe]);
    }

    private long stopDistance(final int instrument, final StopDistance hard, final long price) {
        if (hard.timeframe >= 0) {
            final double atr = atrs[instrument * timeframesNs.length + hard.timeframe];
            if (atr >= 0) {
                return up(hard.multiple * atr);
            }
        }
        return hard.ticks > 0
                ? Math.multiplyExact(hard.ticks, instruments.tickSize(instrument))
                : Math.max(1, Money.multiplyDivideDown(price, hard.parts, WHOLE));
    }

    /**
     * How far the price may fall before an exit, price units: twice the hard stop's distance, or a tenth of the price where none is known;
     * three quarters of the price at most.
     */
    long exitDistance(final int instrument, final long price) {
        final StopDistance hard = stops.get(stop.of(instrument));
        final boolean known = hard.timeframe >= 0 || hard.ticks > 0 || hard.parts > 0;
        final long fall =
                known ? Math.multiplyExact(2, stopDistance(instrument, hard, price)) : price / UNKNOWN_DISTANCE;
        return Math.min(fall, price / 4 * 3);
    }

    /** Without a range, or without knowing one, there is no size that is right. */
    private static long up(final double range) {
        return range > 0 ? (long) Math.ceil(range) : 0;
    }

    /** Money to quantity at so much money per unit of price, rounded down. */
    private long affordable(final int instrument, final long budget, final long divisor) {
        final int shift = instruments.priceScale(instrument) + instruments.quantityScale(instrument) - Money.SCALE;
        return shift >= 0
                ? Money.multiplyDivideDown(budget, Money.powerOfTen(shift), divisor)
                : budget / Math.multiplyExact(divisor, Money.powerOfTen(-shift));
    }

    long stateBytes(final int highestInstrument) {
        return (1L + timeframesNs.length) * Long.BYTES
                + 2 * ChoiceBySymbol.stateBytes(highestInstrument)
                + (highestInstrument + 1L) * timeframesNs.length * Double.BYTES;
    }

    void save(final StateWriter state, final int highestInstrument) {
        way.save(state, highestInstrument);
        stop.save(state, highestInstrument);
        state.putLong(timeframesNs.length);
        state.putLongs(timeframesNs, 0, timeframesNs.length);
        state.putDoubles(atrs, 0, (highestInstrument + 1) * timeframesNs.length);
    }

    /** ATRs that were saved under other timeframes are left out. */
    void load(final StateReader state, final int highestInstrument) {
        way.load(state, highestInstrument);
        stop.load(state, highestInstrument);
        final long[] savedNs = new long[state.getInt("timeframes", 1, Byte.MAX_VALUE)];
        final double[] savedAtrs = new double[(highestInstrument + 1) * savedNs.length];
        state.getLongs(savedNs, 0, savedNs.length);
        state.getDoubles(savedAtrs, 0, savedAtrs.length);
        if (Arrays.equals(savedNs, timeframesNs)) {
            System.arraycopy(savedAtrs, 0, atrs, 0, savedAtrs.length);
        }
    }
}
