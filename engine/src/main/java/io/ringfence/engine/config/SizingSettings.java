package io.ringfence.engine.config;

/**
 * How large an entry is.
 *
 * @param notional in the account currency, above 0; rounded down to the lot
 */
public record SizingSettings(double notional) {
    public SizingSettings {
        Range.check("sizing.notional", notional, 0.01, 1e9);
    }
}
