package io.ringfence.engine.config;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which profile protects which instrument.
 *
 * @param standard     of instruments that have none of their own
 * @param byInstrument by symbol
 * @param takerFee     of the account, one side, parts of 1e9 of the notional
 */
public record StopProfiles(Choice standard, Map<String, Choice> byInstrument, long takerFee) {
    /**
     * @param name the file's, without {@code .yaml}
     */
    public record Choice(String name, StopProfile profile) {}

    public StopProfiles {
        byInstrument = Collections.unmodifiableMap(new TreeMap<>(byInstrument));
    }

    /** One for all, without fees. */
    public static StopProfiles of(final String name, final StopProfile profile) {
        return new StopProfiles(new Choice(name, profile), Map.of(), 0);
    }

    StopProfiles withTakerFee(final long fee) {
        return new StopProfiles(standard, byInstrument, fee);
    }

    /** {@code atr-trail; BTCUSDT: ladder}. */
    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder(standard.name());
        byInstrument.forEach((symbol, choice) ->
                text.append("; ").append(symbol).append(": ").append(choice.name()));
        return text.toString();
    }
}
