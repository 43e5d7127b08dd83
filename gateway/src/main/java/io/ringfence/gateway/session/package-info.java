/**
 * What the engine keeps up with a venue: market data, order entry, user data, and the REST calls beside them.
 *
 * <pre>
 *   inbound loop    MarketDataSession ──▶ FrameDecoder ──▶ sink before the ring
 *                   HandOver.drain    ──▶ sink before the ring                    ◀─┐
 *   orders loop     OrderEntrySession ──▶ FrameDecoder ──▶ hand-over ───────────────┤
 *                   UserDataSession   ──▶ FrameDecoder ──▶ hand-over ───────────────┤
 *   blocking side   RestClient, name look-ups, listen keys, DepthSnapshots ─────────┘
 * </pre>
 *
 * A session belongs to one loop, which calls its {@code poll} as part of its duty; start and stop may come from any
 * thread. A decoder that has no room pauses the socket it reads, and nothing is lost. The state of a session (sockets,
 * timers, what is still to be reported) is its loop's alone; what other threads may ask is volatile.
 */
package io.ringfence.gateway.session;
