package io.ringfence.engine.config;

/**
 * How the engine comes back.
 *
 * @param onDivergence what a decision that differs from the recorded one means
 * @param guardWithin  a position without armed stop or without a quote for longer than this after the start is unguarded
 * @param onUnguarded  what then becomes of it
 * @param arrivalLimit how long an order may take to arrive: the venue's receive window and a margin. Only an order that the
 *     venue is asked for later than this, and doesn't know, has never arrived
 */
public record RecoverySettings(
        @Default("signals-off") OnDivergence onDivergence,
        @Default("30s") Timeframe guardWithin,
        @Default("alarm") OnUnguarded onUnguarded,
        @Default("10s") Timeframe arrivalLimit) {}
