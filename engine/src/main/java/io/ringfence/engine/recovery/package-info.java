/**
 * From what an earlier engine left to a state that this one can go on from.
 *
 * <pre>
 *   journal, locked and sealed ─▶ newest generation that has begun
 *                                   │
 *             its newest snapshot ──┤ none: from its opening, or from the end of the one before
 *                                   ▼
 *             its tail through stages of the recorded configuration, nothing sent, decisions compared
 *                                   ▼
 *             {@link io.ringfence.engine.recovery.Recovered}: states, orders that only the decision log has, how it went
 * </pre>
 *
 * Start-up code on the starting thread; writes nothing, so that it can be killed at any point and run again.
 */
package io.ringfence.engine.recovery;
