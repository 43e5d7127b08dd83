/**
 * How long a killed engine takes until its positions are guarded again, measured from outside: processes started as users start
 * them, times as {@code run} prints them.
 *
 * <pre>
 *   venue ◀─ sockets ─▶ engine ── killed ──▶ journal ── copied ──▶ engine, again and again ──▶ steps, guarded
 *                                              └── bare reading of the same files, replay of the same events
 * </pre>
 */
package io.ringfence.benchmarks.recovery;
