/**
 * What journals tell about the past: the causes of an order, and the round trips of a whole account. Reads the logs as
 * they lie on disk, all generations of a journal, without running a stage; sealed or not, also while an engine writes.
 *
 * <pre>
 *   event log ────┐
 *                 ├─ GenerationWalk: each event, then its decisions ─▶ OrderStory  ─▶ text, JSON   (why)
 *   decision log ─┘                                                 └▶ RoundTrips  ─▶ text, CSV, JSON (trades)
 * </pre>
 *
 * Belongs to the thread of whoever asks.
 */
package io.ringfence.engine.history;
