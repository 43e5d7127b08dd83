/**
 * Event loops that read and write sockets and, on the same thread, do the engine's own work.
 *
 * <pre>
 *   PollingLoop, one thread:   ┌─▶ duty (ring, stages, hand-over, ticks) ─▶ socket I/O ─▶ now and then, tasks ─┐
 *                              └──────────────────────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * A loop owns its sockets, its buffer pool and its duty. It either spins (its core belongs to it) or blocks for at most
 * a bounded time when neither duty nor sockets had work. Nothing is allocated per turn.
 */
package io.ringfence.gateway.loop;
