/**
 * One log of a generation: a row of segments that never roll, written by one lane and read by anybody.
 *
 * <pre>
 *   lane ── append ──▶ LogWriter ──▶ current Segment (a Chronicle file)  ──full──▶ finished ────┐
 *                          ▲                                                                   │
 *                          └──── next Segment ◀── Housekeeping: thread "ahead" opens, labels, ◀──┘
 *                                                 reserves, touches; thread "seal" forces
 * </pre>
 *
 * <p>{@code LogWriter} belongs to its lane, {@code Housekeeping} has two threads of its own; they share a reference to the
 * next segment, a queue of finished ones, and the write position. {@code LogReader} belongs to whoever opened it.
 */
package io.ringfence.journal.log;
