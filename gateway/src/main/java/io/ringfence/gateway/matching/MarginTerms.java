package io.ringfence.gateway.matching;

/**
 * How an account holds an instrument.
 *
 * @param leverage notional over margin, 1 to {@link MatchingRules#MAX_LEVERAGE}
 * @param isolated whether the position has a margin of its own; otherwise the whole account is behind it
 */
public record MarginTerms(int leverage, boolean isolated) {
    public MarginTerms {
        if (leverage < 1 || leverage > MatchingRules.MAX_LEVERAGE) {
            throw new IllegalArgumentException("leverage=" + leverage + " is out of range");
        }
    }

    public MarginTerms withLeverage(final int other) {
        return new MarginTerms(other, isolated);
    }

    public MarginTerms withIsolated(final boolean other) {
        return new MarginTerms(leverage, other);
    }
}
