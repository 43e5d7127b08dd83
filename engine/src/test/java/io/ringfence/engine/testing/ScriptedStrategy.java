package io.ringfence.engine.testing;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.config.Strategies;
import io.ringfence.engine.config.StrategyChoice;
import io.ringfence.engine.plugin.StrategyCatalogue;
import io.ringfence.engine.strategy.Candle;
import io.ringfence.engine.strategy.Intent;
import io.ringfence.engine.strategy.Reason;
import io.ringfence.engine.strategy.Setup;
import io.ringfence.engine.strategy.Strategy;
import io.ringfence.engine.strategy.StrategyKind;
import io.ringfence.engine.strategy.View;
import java.util.List;
import java.util.Map;

/** Wants what the test says, from the next candle of 1 s on. */
public class ScriptedStrategy implements Strategy, StrategyKind {
    private Reason reason;
    private int target;
    private boolean stated;

    public void want(final int target) {
        this.target = target;
        stated = true;
    }

    /** These settings with this strategy alone, on all instruments. */
    public StageSettings in(final StageSettings settings) {
        return settings.withStrategies(Strategies.of(choice()));
    }

    /** On those instruments, or all if none is named. */
    public StrategyChoice choice(final String... instruments) {
        return StrategyChoice.of(new StrategyCatalogue.Found(this, "test", 0), List.of(instruments), Map.of());
    }

    @Override
    public String name() {
        return "scripted";
    }

    /** The one that the test holds. */
    @Override
    public Strategy make(final Setup setup) {
        setup.series("timeframe", "1s");
        reason = setup.reason("as-told");
        return this;
    }

    @Override
    public void onCandle(final Candle candle, final View view, final Intent intent) {
        if (stated) {
            intent.want(target, reason, 1);
        }
    }

    protected final Reason reason() {
        return reason;
    }
}
