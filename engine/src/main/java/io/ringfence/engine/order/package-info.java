/**
 * From what is wanted to what is sent: sizing, risk, order state, the pursuit of targets and exits, and the decision log.
 *
 * <pre>
 *   Signal ─────────▶ Pursuit ─▶ EntryCheck (sizing, risk) ─▶ OrderPlaced ─▶ DecisionTrail ─▶ DecisionSink, Outbox
 *   StopHit ────────▶    ▲                                                       (all stages' sections, hash)
 *   PositionChanged ─▶   │
 *   ExecutionReport, OrderAnswer, SendFailure ─▶ OrderTable, OrderLife ─▶ OrderChanged
 * </pre>
 *
 * Owned by the lane that runs {@code orders}, as is all that an order changes before the venue answers: its state, exposure
 * in flight, and the pursuit of exits. Nothing here looks at a socket: what became of an order comes back as an inbound event.
 */
package io.ringfence.engine.order;
