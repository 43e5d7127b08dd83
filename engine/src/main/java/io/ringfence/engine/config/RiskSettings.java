package io.ringfence.engine.config;

import io.ringfence.journal.number.Money;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an entry must pass. Each limit is the instrument's if {@link #byInstrument} states it, else the strategy's if {@link
 * #byStrategy} does, else the account's.
 *
 * @param limits       the account's; all of them
 * @param byInstrument others, by symbol
 * @param byStrategy   others, by the strategy's name
 * @param groups       by name
 * @param rest         what is no limit
 */
public record RiskSettings(
        RiskLimits limits,
        Map<String, RiskLimits> byInstrument,
        Map<String, RiskLimits> byStrategy,
        Map<String, RiskGroup> groups,
        RiskConduct rest) {
    public RiskSettings {
        byInstrument = new TreeMap<>(byInstrument);
        byStrategy = new TreeMap<>(byStrategy);
        groups = new TreeMap<>(groups);
        checkGroups(groups);
    }

    /** Those of an account without exceptions; the limits that aren't named are off. */
    public RiskSettings(
            final double maxOrderNotional,
            final double maxPositionNotional,
            final double priceBandPercent,
            final Timeframe staleData,
            final int maxInFlight,
            final Timeframe answerTimeout) {
        this(
                RiskLimits.NONE
                        .with(RiskLimit.ENTRIES, "on")
                        .with(RiskLimit.MAX_ORDER_NOTIONAL, plain(maxOrderNotional))
                        .with(RiskLimit.MAX_POSITION_NOTIONAL, plain(maxPositionNotional))
                        .with(RiskLimit.PRICE_BAND, plain(priceBandPercent))
                        .with(RiskLimit.STALE_DATA, staleData.text())
                        .with(RiskLimit.MAX_IN_FLIGHT, Integer.toString(maxInFlight)),
                Map.of(),
                Map.of(),
                Map.of(),
                RiskConduct.standard(answerTimeout));
    }

    private static String plain(final double number) {
        return BigDecimal.valueOf(number).toPlainString();
    }

    private static void checkGroups(final Map<String, RiskGroup> groups) {
        final Set<String> grouped = new HashSet<>();
        groups.forEach((name, group) -> {
            final String key = "risk.groups." + name;
            Range.check(key + ".maxNotional", group.maxNotional().doubleValue(), 0.01, 1e10);
            if (group.maxNotional().stripTrailingZeros().scale() > Money.SCALE) {
                throw new InvalidSetting(
                        key + ".maxNotional", group.maxNotional(), "has more than " + Money.SCALE + " decimals");
            }
            for (final String symbol : group.instruments()) {
                if (!grouped.add(symbol)) {
                    throw new InvalidSetting(key + ".instruments", symbol, "is in another group already");
                }
            }
        });
    }

    /** An order without an answer for longer than this is of unknown outcome. */
    public Timeframe answerTimeout() {
        return rest.answerTimeout();
    }

    /** Whether {@code limit} is set for anything at all. */
    public boolean hasLimit(final RiskLimit limit) {
        return limits.of(limit) != RiskLimit.OFF
                || byInstrument.values().stream().anyMatch(others -> others.of(limit) != RiskLimit.OFF)
                || byStrategy.values().stream().anyMatch(others -> others.of(limit) != RiskLimit.OFF);
    }

    /** The same with one of the account's limits as written. */
    public RiskSettings with(final RiskLimit limit, final String written) {
        return new RiskSettings(limits.with(limit, written), byInstrument, byStrategy, groups, rest);
    }

    /** The same with limits for one instrument. */
    public RiskSettings withInstrument(final String symbol, final RiskLimits others) {
        final Map<String, RiskLimits> more = new TreeMap<>(byInstrument);
        more.put(symbol, others);
        return new RiskSettings(limits, more, byStrategy, groups, rest);
    }
}
