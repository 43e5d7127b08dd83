/**
 * The protective stop of every position, checked on every event.
 *
 * <pre>
 *   PositionChanged (portfolio), ATR (indicators), Quote, Trade ─▶ TrailingStops ─▶ StopArmed, StopMoved, StopHit, StopDisarmed
 * </pre>
 *
 * Owned by the lane that runs {@code stops}. The rules; {@code p} is a price, {@code tick} the instrument's tick:
 *
 * <ul>
 *   <li><b>Price.</b> A long position is measured by the bid, a short one by the ask, since that is where it can be
 *       closed; before the first quote of an instrument by its trades. A conflated quote triggers by its extreme (lowest
 *       bid, highest ask), as it would have without conflation.
 *   <li><b>Initial stop.</b> {@code entry x (1 - initialPercent / 100)} for a long, {@code +} for a short position.
 *   <li><b>Activation.</b> Once the best price since entry is {@code entry x activationPercent / 100} ahead of the entry,
 *       for good.
 *   <li><b>Trailing.</b> {@code best - distance}, for a short position {@code best + distance}; distance is {@code best x
 *       distancePercent / 100}, or distanceAtr times the last ATR of the timeframe (none yet: no trailing).
 *   <li><b>Rounding.</b> Always to the protective side, that is towards the price: distances down to the unit but at least
 *       one tick, the stop of a long position up to the tick, of a short one down to it.
 *   <li><b>Never looser.</b> A stop moves only towards the price, and only by minStepTicks or more.
 *   <li><b>Hit.</b> Long: price at or below the stop; short: at or above. Once; then nothing until the position is gone
 *       or turned round. Slip is how far beyond the stop the triggering price was.
 *   <li><b>Added entry.</b> The stop becomes the more protective of itself and the initial stop of the new average entry
 *       (reason POSITION_CHANGED); best price and activation stay. A reduction changes the quantity only. A turned
 *       position is a new one.
 *   <li><b>Within one event:</b> position, then ATR, then price: first the price against the stop as it stood, then the
 *       move, then the latest price against the moved stop.
 * </ul>
 *
 * Issue 4 widens this into profiles of several rules; {@link io.ringfence.engine.stop.TrailingStops} is the one place
 * that knows the rule, {@link io.ringfence.engine.stop.StopListener} what any rule can say.
 */
package io.ringfence.engine.stop;
