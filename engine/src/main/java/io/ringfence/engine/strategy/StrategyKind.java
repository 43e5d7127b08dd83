package io.ringfence.engine.strategy;

/**
 * A strategy as it can be configured. Found by {@link java.util.ServiceLoader}: among those that the engine ships, and in the jars of
 * the folder {@code plugins/}, whose {@code META-INF/services/io.ringfence.engine.strategy.StrategyKind} names it.
 */
public interface StrategyKind {
    /** As it is written in the configuration: small letters, digits and {@code -}, at most 32. */
    String name();

    /**
     * Makes one, which then decides about every instrument that the configuration gives it. Called several times: to check the
     * configuration, and for every run and replay.
     *
     * @throws InvalidParameter if parameters don't fit each other; single ones are checked by {@code setup}
     */
    Strategy make(Setup setup);
}
