package io.ringfence.engine.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The strategies that an engine runs, each instrument with one at most.
 *
 * @param choices numbered from 0
 */
public record Strategies(List<StrategyChoice> choices) {
    /** Per engine. */
    public static final int MOST = 32;
    /** The index of no strategy. */
    public static final int NONE = -1;

    public Strategies {
        choices = List.copyOf(choices);
        Range.check("strategies (count)", choices.size(), 1, MOST);
        checkApart(choices);
    }

    public static Strategies of(final StrategyChoice... choices) {
        return new Strategies(List.of(choices));
    }

    /** One account and instrument has one position: two strategies would undo each other's work. */
    private static void checkApart(final List<StrategyChoice> choices) {
        for (int i = 0; i < choices.size(); i++) {
            for (int earlier = 0; earlier < i; earlier++) {
                final StrategyChoice one = choices.get(earlier);
                final StrategyChoice other = choices.get(i);
                final String both = both(one, other);
                if (both != null) {
                    throw new InvalidSetting(
                            "strategies[" + i + "].instruments",
                            other.instruments().isEmpty() ? "all" : other.instruments(),
                            both + " would have two strategies on one account: strategies[" + earlier + "]="
                                    + one.name() + " and strategies[" + i + "]=" + other.name());
                }
            }
        }
    }

    private static String both(final StrategyChoice one, final StrategyChoice other) {
        if (one.instruments().isEmpty() && other.instruments().isEmpty()) {
            return "every instrument";
        }
        if (one.instruments().isEmpty()) {
            return other.instruments().get(0);
        }
        return other.instruments().isEmpty()
                ? one.instruments().get(0)
                : one.instruments().stream()
                        .filter(other.instruments()::contains)
                        .findFirst()
                        .orElse(null);
    }

    /** @throws InvalidSetting if one names an instrument that isn't configured */
    void checkInstruments(final InstrumentChoice configured) {
        for (int i = 0; i < choices.size(); i++) {
            for (final String symbol : choices.get(i).instruments()) {
                if (!configured.takes(symbol)) {
                    throw new InvalidSetting(
                            "strategies[" + i + "].instruments",
                            symbol,
                            "is none of instruments: " + configured + configured.suggestion(symbol));
                }
            }
        }
    }

    /** @throws InvalidSetting if a timeframe that one needs isn't configured */
    void check(final IndicatorSettings indicators) {
        choices.forEach(choice -> choice.check(indicators));
    }

    /** @throws InvalidSetting if a sizing doesn't fit the rest */
    void checkSizing(final IndicatorSettings indicators, final StopProfiles stops) {
        for (int i = 0; i < choices.size(); i++) {
            final String key = "strategies[" + i + "].sizing";
            choices.get(i).sizing().ifPresent(sizing -> sizing.check(key, indicators, stops));
        }
    }

    /** The strategy of every symbol that is named, by index. */
    public Map<String, Integer> bySymbol() {
        final Map<String, Integer> bySymbol = new TreeMap<>();
        for (int i = 0; i < choices.size(); i++) {
            for (final String symbol : choices.get(i).instruments()) {
                bySymbol.put(symbol, i);
            }
        }
        return bySymbol;
    }

    /** The strategy of all other instruments, by index; {@link #NONE} if there is none. */
    public int otherwise() {
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i).instruments().isEmpty()) {
                return i;
            }
        }
        return NONE;
    }

    /** {@code buildHash} and the code of plug-ins together: what runs. */
    public long withCode(final long buildHash) {
        final String code = choices.stream()
                .filter(choice -> choice.codeHash() != 0)
                .map(choice -> choice.name() + choice.codeHash())
                .collect(Collectors.joining(","));
        return code.isEmpty() ? buildHash : ConfigHash.of(Long.toHexString(buildHash), code);
    }

    /** Of the strategies' code and what they are configured with. */
    public long hash() {
        return ConfigHash.of(toString());
    }

    @Override
    public String toString() {
        return choices.stream().map(StrategyChoice::toString).collect(Collectors.joining("; "));
    }
}
