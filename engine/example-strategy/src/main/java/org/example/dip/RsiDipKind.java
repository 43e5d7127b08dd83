package org.example.dip;

import io.ringfence.engine.strategy.Setup;
import io.ringfence.engine.strategy.Strategy;
import io.ringfence.engine.strategy.StrategyKind;

/** What the engine finds in the jar, by {@code META-INF/services}. */
public final class RsiDipKind implements StrategyKind {
    @Override
    public String name() {
        return "rsi-dip";
    }

    @Override
    public Strategy make(final Setup setup) {
        return new RsiDip(setup);
    }
}
