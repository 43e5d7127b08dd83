package io.ringfence.engine.testing;

import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.ExitSettings;
import io.ringfence.engine.config.FormerStrategySettings;
import io.ringfence.engine.config.IndicatorSettings;
import io.ringfence.engine.config.OnDivergence;
import io.ringfence.engine.config.OnStop;
import io.ringfence.engine.config.OnUnguarded;
import io.ringfence.engine.config.RecoverySettings;
import io.ringfence.engine.config.RiskSettings;
import io.ringfence.engine.config.ScannerSettings;
import io.ringfence.engine.config.SizingSettings;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.config.StopProfiles;
import io.ringfence.engine.config.Strategies;
import io.ringfence.engine.config.StrategyChoice;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.plugin.StrategyCatalogue;
import io.ringfence.journal.number.Money;
import java.util.List;
import java.util.stream.IntStream;

/** Settings of tests: short bars, short indicators, small limits. */
public final class TestSettings {
    public static final int ENGINE_ID = 7;
    public static final int ACCOUNT = 1;

    public static final IndicatorSettings INDICATORS = new IndicatorSettings(
            List.of(Timeframe.valueOf("1s"), Timeframe.valueOf("5s")),
            2,
            4,
            3,
            3,
            Timeframe.valueOf("250ms"),
            Timeframe.valueOf("10s"));
    public static final FormerStrategySettings STRATEGY =
            new FormerStrategySettings(FormerStrategySettings.EMA_CROSS, Timeframe.valueOf("1s"), 100, 0, true);
    /** 1 % initial, trails from 0.5 % of profit at 0.4 %. */
    public static final StopProfiles STOP = stop("{hard: {distance: 1%}, trail: {activation: 0.5%, distance: 0.4%}}");

    public static final SizingSettings SIZING = new SizingSettings(1_000);
    public static final RiskSettings RISK =
            new RiskSettings(2_000, 3_000, 1, Timeframe.valueOf("5s"), 1, Timeframe.valueOf("2s"));

    public static final RecoverySettings RECOVERY = new RecoverySettings(
            OnDivergence.SIGNALS_OFF, Timeframe.valueOf("30s"), OnUnguarded.ALARM, Timeframe.valueOf("10s"));

    public static final ExitSettings EXITS = ExitSettings.standard();

    private TestSettings() {}

    /** One profile for all. */
    public static StopProfiles stop(final String yaml) {
        return StopProfiles.of("test", ConfigLoader.parseStopProfile("test", yaml));
    }

    public static StageSettings settings() {
        return settings(INDICATORS, STRATEGY, STOP, RISK, OnStop.LEAVE_GUARDED);
    }

    public static StageSettings settings(final StopProfiles stop) {
        return settings(INDICATORS, STRATEGY, stop, RISK, OnStop.LEAVE_GUARDED);
    }

    public static StageSettings settings(final RiskSettings risk) {
        return settings(INDICATORS, STRATEGY, STOP, risk, OnStop.LEAVE_GUARDED);
    }

    public static StageSettings settings(
            final IndicatorSettings indicators,
            final FormerStrategySettings strategy,
            final StopProfiles stop,
            final RiskSettings risk,
            final OnStop onStop) {
        return settings(8, indicators, strategy, stop, risk, onStop);
    }

    /** With exits pursued like that. */
    public static StageSettings settings(final ExitSettings exits) {
        final StageSettings usual = settings();
        return new StageSettings(
                usual.maxInstruments(),
                usual.engineId(),
                usual.account(),
                usual.currency(),
                usual.initialBalance(),
                usual.bookLevels(),
                usual.indicators(),
                usual.strategies(),
                usual.stop(),
                usual.sizing(),
                usual.risk(),
                usual.onStop(),
                usual.recovery(),
                exits,
                usual.scanner());
    }

    /** For a market of more than 8 instruments. */
    public static StageSettings withInstruments(final int maxInstruments) {
        return settings(maxInstruments, INDICATORS, STRATEGY, STOP, RISK, OnStop.LEAVE_GUARDED);
    }

    /** With entries of that value. */
    public static StageSettings sized(final double notional) {
        return sized(new SizingSettings(notional), STOP);
    }

    /** With entries and stops of that kind. */
    public static StageSettings sized(final SizingSettings sizing, final StopProfiles stop) {
        final StageSettings usual = settings();
        return new StageSettings(
                usual.maxInstruments(),
                usual.engineId(),
                usual.account(),
                usual.currency(),
                usual.initialBalance(),
                usual.bookLevels(),
                usual.indicators(),
                usual.strategies(),
                stop,
                sizing,
                usual.risk(),
                usual.onStop(),
                usual.recovery(),
                usual.exits(),
                usual.scanner());
    }

    /** With another recovery. */
    public static StageSettings settings(final StageSettings usual, final RecoverySettings recovery) {
        return new StageSettings(
                usual.maxInstruments(),
                usual.engineId(),
                usual.account(),
                usual.currency(),
                usual.initialBalance(),
                usual.bookLevels(),
                usual.indicators(),
                usual.strategies(),
                usual.stop(),
                usual.sizing(),
                usual.risk(),
                usual.onStop(),
                recovery,
                usual.exits(),
                usual.scanner());
    }

    /** With other stops. */
    public static StageSettings settings(final StageSettings usual, final StopProfiles stop) {
        return new StageSettings(
                usual.maxInstruments(),
                usual.engineId(),
                usual.account(),
                usual.currency(),
                usual.initialBalance(),
                usual.bookLevels(),
                usual.indicators(),
                usual.strategies(),
                stop,
                usual.sizing(),
                usual.risk(),
                usual.onStop(),
                usual.recovery(),
                usual.exits(),
                usual.scanner());
    }

    /** With so many strategies, each with an instrument of its own. */
    public static StageSettings withStrategies(final RiskSettings risk, final int count) {
        final StageSettings usual = settings(risk);
        final StrategyChoice one = usual.strategies().choices().get(0);
        final StrategyCatalogue.Found found =
                StrategyCatalogue.installed().find(one.name()).orElseThrow();
        final StrategyChoice[] choices = IntStream.range(0, count)
                .mapToObj(i -> StrategyChoice.of(found, List.of("OF" + i), one.parameters()))
                .toArray(StrategyChoice[]::new);
        return new StageSettings(
                usual.maxInstruments(),
                usual.engineId(),
                usual.account(),
                usual.currency(),
                usual.initialBalance(),
                usual.bookLevels(),
                usual.indicators(),
                Strategies.of(choices),
                usual.stop(),
                usual.sizing(),
                usual.risk(),
                usual.onStop(),
                usual.recovery(),
                usual.exits(),
                usual.scanner());
    }

    private static StageSettings settings(
            final int maxInstruments,
            final IndicatorSettings indicators,
            final FormerStrategySettings strategy,
            final StopProfiles stop,
            final RiskSettings risk,
            final OnStop onStop) {
        return new StageSettings(
                maxInstruments,
                ENGINE_ID,
                ACCOUNT,
                "USDT",
                10_000 * Money.ONE,
                512,
                indicators,
                strategy.strategies(indicators),
                stop,
                SIZING,
                risk,
                onStop,
                RECOVERY,
                EXITS,
                ScannerSettings.OFF);
    }
}
