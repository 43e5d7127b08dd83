package io.ringfence.engine.config;

import java.util.EnumMap;
import java.util.Map;

/** Limits that somebody stated, each in its unit; immutable. */
public final class RiskLimits {
    /** A limit in its unit, and as it was written. */
    private record Stated(long value, String text) {}

    /** None stated. */
    public static final RiskLimits NONE = new RiskLimits(Map.of());

    private static final Stated OFF = new Stated(RiskLimit.OFF, RiskLimit.OFF_TEXT);

    private final Map<RiskLimit, Stated> stated;

    private RiskLimits(final Map<RiskLimit, Stated> stated) {
        this.stated = stated.isEmpty() ? Map.of() : new EnumMap<>(stated);
    }

    /** Every limit as it is when nobody says; those that must be written are {@link RiskLimit#OFF}. */
    public static RiskLimits standard() {
        final Map<RiskLimit, Stated> all = new EnumMap<>(RiskLimit.class);
        for (final RiskLimit limit : RiskLimit.values()) {
            all.put(
                    limit,
                    limit.standard()
                            .map(text -> new Stated(limit.parse(text, "risk." + limit.key()), text))
                            .orElse(OFF));
        }
        return new RiskLimits(all);
    }

    /** The same with {@code limit} as written. */
    public RiskLimits with(final RiskLimit limit, final String written) {
        return with(limit, written, "risk." + limit.key());
    }

    RiskLimits with(final RiskLimit limit, final String written, final String path) {
        final Map<RiskLimit, Stated> more = new EnumMap<>(RiskLimit.class);
        more.putAll(stated);
        more.put(limit, new Stated(limit.parse(written, path), written));
        return new RiskLimits(more);
    }

    /** These, and for what they don't state those of {@code other}. */
    public RiskLimits over(final RiskLimits other) {
        final Map<RiskLimit, Stated> all = new EnumMap<>(RiskLimit.class);
        all.putAll(other.stated);
        all.putAll(stated);
        return new RiskLimits(all);
    }

    /** In the limit's unit; {@link RiskLimit#OFF} if it is off or not stated. */
    public long of(final RiskLimit limit) {
        return stated.getOrDefault(limit, OFF).value();
    }

    /** As it was written. */
    public String text(final RiskLimit limit) {
        return stated.getOrDefault(limit, OFF).text();
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof RiskLimits limits && stated.equals(limits.stated);
    }

    @Override
    public int hashCode() {
        return stated.hashCode();
    }

    @Override
    public String toString() {
        return stated.toString();
    }
}
