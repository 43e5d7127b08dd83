/**
 * What a strategy sees and says: all that a plug-in compiles against.
 *
 * <pre>
 *   StrategyKind (found by ServiceLoader) ──make(Setup)──▶ Strategy
 *                                                            │
 *        Setup: parameters, Series, Indicator, Memory, Reason: declared once, at the start
 *                                                            │
 *   Candle, Quote, Trade, timer ──▶ onCandle, onQuote, ... (View, Intent)
 *                                                   reads ┘      └ says LONG, FLAT or SHORT, and why
 * </pre>
 *
 * A strategy has no state of its own but what it keeps in the {@link io.ringfence.engine.strategy.Memory} that it declared: the engine saves
 * and restores that with everything else, one cell per instrument. It sees no clock, no other strategy and nothing that comes
 * later; so a replay gives what the live run gave. Runs on the lane of {@code signals}: it must not block, and should not allocate.
 */
package io.ringfence.engine.strategy;
