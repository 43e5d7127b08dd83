/**
 * The one writer: gives every inbound event its place in the one order.
 *
 * <pre>
 *   market sockets ──decoders──▶ Inbound (EventSink) ─┐
 *   hand-over ring ──────────────▶ Inbound.offer ─────┼─▶ stamp sequence, epoch, receive time ─▶ ring
 *   clock: tick, boundary ────────────────────────────┘
 * </pre>
 *
 * Everything here belongs to the inbound thread.
 */
package io.ringfence.engine.inbound;
