package io.ringfence.engine.config;

/**
 * All that the stages are built from.
 *
 * @param maxInstruments what per-instrument state is sized for, 1 to 4096; ids run from 1 to this
 * @param engineId       part of every client order id, 0 to 65535
 * @param account        the account that trades, 1 to 65535
 * @param currency       the account's, as the venue writes it in balances
 * @param initialBalance money 1e-8, what the account holds until the venue says so
 * @param bookLevels     depth kept per side and instrument, 1 to 1,000,000; the farthest levels beyond are dropped
 */
public record StageSettings(
        int maxInstruments,
        int engineId,
        int account,
        String currency,
        long initialBalance,
        int bookLevels,
        IndicatorSettings indicators,
        Strategies strategies,
        StopProfiles stop,
        SizingSettings sizing,
        RiskSettings risk,
        OnStop onStop,
        RecoverySettings recovery,
        ExitSettings exits,
        ScannerSettings scanner) {
    private static final int MAX_INSTRUMENTS = 4096;
    private static final int MAX_BOOK_LEVELS = 1_000_000;

    public StageSettings {
        Range.check("maxInstruments", maxInstruments, 1, MAX_INSTRUMENTS);
        Range.check("engineId", engineId, 0, 0xFFFF);
        Range.check("account.id", account, 1, 0xFFFF);
        Range.check("bookLevels", bookLevels, 1, MAX_BOOK_LEVELS);
        strategies.check(indicators);
        plan(indicators, strategies);
        sizing.check("sizing", indicators, stop);
        strategies.checkSizing(indicators, stop);
        scanner.timeframeIn(indicators);
    }

    /** The same with other strategies. */
    public StageSettings withStrategies(final Strategies others) {
        return with(others, scanner);
    }

    /** The same with another scanner. */
    public StageSettings withScanner(final ScannerSettings other) {
        return with(strategies, other);
    }

    private StageSettings with(final Strategies others, final ScannerSettings otherScanner) {
        return new StageSettings(
                maxInstruments,
                engineId,
                account,
                currency,
                initialBalance,
                bookLevels,
                indicators,
                others,
                stop,
                sizing,
                risk,
                onStop,
                recovery,
                exits,
                otherScanner);
    }

    /** Whose closed candles the scanner ranks by: an index in the configured row. */
    public int scannerTimeframe() {
        return scanner.timeframeIn(indicators);
    }

    /** What is computed of every bar. */
    public IndicatorPlan indicatorPlan() {
        return plan(indicators, strategies);
    }

    private static IndicatorPlan plan(final IndicatorSettings indicators, final Strategies strategies) {
        return new IndicatorPlan(
                indicators,
                strategies.choices().stream().map(StrategyChoice::declared).toList());
    }
}
