/**
 * Between decision and socket: orders wait here until their cause is safe in the event log.
 *
 * <pre>
 *   orders ──offer──▶ [ order | order | … ] ──flush, once the cause is appended──▶ OrderEntry ──▶ socket
 *                                             └── refused, held too long ──▶ SendFailure, an inbound event
 * </pre>
 *
 * Owned by the loop that runs {@code orders}: no hand-over, no wake-up.
 */
package io.ringfence.engine.outbox;
