/**
 * Strategies: what position is wanted, and why.
 *
 * <pre>
 *   BarClosed (section of indicators) ─▶ Bar ─▶ Strategy ─▶ Intent ─▶ Signal, when the target changes
 * </pre>
 *
 * Owned by the lane that runs {@code signals}. A strategy sees closed bars and nothing else: no clock, no order, no
 * position. It states a target; how large, whether allowed and how to get there is the business of {@code orders}.
 */
package io.ringfence.engine.signal;
