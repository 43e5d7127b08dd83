package io.ringfence.engine.config;

import java.util.Map;
import java.util.TreeMap;

/**
 * How instruments are to be held at the venue. What differs there is refused, or with {@code set} changed at the start.
 *
 * @param standard     leverage of instruments without one of their own; 0: whatever it is
 * @param byInstrument others, by symbol
 * @param marginType   of all instruments
 * @param set          whether the venue's settings may be changed
 */
public record LeverageSettings(
        @Default("0") int standard,
        @Default("{}") Map<String, Integer> byInstrument,
        @Default("any") MarginChoice marginType,
        @Default("false") boolean set) {
    private static final int MOST = 125;

    /** See {@link LeverageSettings#marginType}. */
    public enum MarginChoice {
        ANY,
        CROSS,
        ISOLATED
    }

    /** Whatever the venue has. */
    static final LeverageSettings ANY = new LeverageSettings(0, Map.of(), MarginChoice.ANY, false);

    public LeverageSettings {
        byInstrument = new TreeMap<>(byInstrument);
        Range.check("account.leverage.standard", standard, 0, MOST);
        byInstrument.forEach(
                (symbol, leverage) -> Range.check("account.leverage.byInstrument." + symbol, leverage, 0, MOST));
    }

    /** 0: whatever it is. */
    public int of(final String symbol) {
        return byInstrument.getOrDefault(symbol, standard);
    }

    /** Whether anything at all is wanted. */
    public boolean isAny() {
        return standard == 0
                && marginType == MarginChoice.ANY
                && byInstrument.values().stream().allMatch(leverage -> leverage == 0);
    }
}
