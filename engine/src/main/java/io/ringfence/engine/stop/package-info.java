/**
 * The protective stop of every position, checked on every event. What it does, to the last unit, is written in STOPS.md of this
 * module; an independent oracle in the tests is written from the same page.
 *
 * <pre>
 *   PositionChanged (portfolio)     ─┐                                       ┌─▶ StopArmed, StopMoved, StopHit,
 *   BarClosed (indicators)          ─┼─▶ StopsStage ─▶ PositionStops ────────┤   TakeProfit, StopDisarmed
 *   Quote, Trade, MarkPrice, time   ─┘                  │          │         └─▶ (StopListener)
 *                                                       ▼          ▼
 *                                       StopRules (one per    GuardedPosition, ClosedBars
 *                                       profile: StopRule…)   (the state, flat rows)
 * </pre>
 *
 * {@link io.ringfence.engine.stop.PositionStops} holds the order of things within one event and fires; a {@code StopRule} only says where
 * it wants the stop; the state is flat rows that are saved by copying. Owned by the lane that runs {@code stops}; allocates nothing.
 */
package io.ringfence.engine.stop;
