/**
 * Lanes: threads that run contiguous rows of stages over the ring.
 *
 * <pre>
 *   one            [inbound journal portfolio indicators signals stops orders]                one thread
 *   two            [inbound] ─▶ [journal portfolio indicators signals stops orders]
 *   journal-apart  [inbound] ─┬▶ [journal]
 *                             └▶ [portfolio indicators signals stops orders]
 *   each           [inbound] ─┬▶ [journal]
 *                             └▶ [portfolio] ─▶ [indicators] ─▶ [signals] ─▶ [stops] ─▶ [orders]
 * </pre>
 *
 * A lane owns its sequence and its stages' state; lanes share nothing but the ring's slots. Nothing here blocks, locks
 * or allocates in steady state.
 */
package io.ringfence.engine.lane;
