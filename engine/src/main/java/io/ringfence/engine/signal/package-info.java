/**
 * Runs the strategies: shows each the events of its instruments, and states what it wants when that has changed.
 *
 * <pre>
 *   PositionChanged, IndicatorRow, BarClosed, Quote, Trade, Tick ─▶ StrategyRun ─▶ StatedIntent ─▶ Signal
 *                                                                     │ throws ─▶ StrategyFailed
 *   InstrumentView: targets, positions, latest values, memories of all instruments
 * </pre>
 *
 * Owned by the lane that runs {@code signals}. What a strategy sees and says is in {@link io.ringfence.engine.strategy}; those that are shipped are
 * in {@link io.ringfence.engine.strategies}.
 */
package io.ringfence.engine.signal;
