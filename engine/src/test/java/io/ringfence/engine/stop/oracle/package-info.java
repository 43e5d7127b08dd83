/**
 * The rules of stops a second time, written from {@code engine/STOPS.md} alone and for obviousness, and the tests that hold
 * the engine against them.
 *
 * <pre>
 *   seed ─▶ RandomProfile, RandomPath ──┬─▶ NaiveStops ──▶ decisions ─┬─▶ same? ─▶ StopInvariants
 *   recorded day, shipped profiles ─────┘─▶ the engine ──▶ decisions ─┘
 * </pre>
 *
 * Nothing here knows how the engine does it, and nothing here is fast.
 */
package io.ringfence.engine.stop.oracle;
