/**
 * Runs the stages over a recorded event log, with sending switched off, and compares what they conclude with what the
 * run concluded.
 *
 * <pre>
 *   event log ──EventFeed──▶ ring ─▶ the stages of the recorded configuration, in any lane layout
 *                                     └─ decisions ──DecisionCheck──▶ first divergence: sequence, stage, field
 *                                                        ▲
 *   decision log ────────────────────────────────────────┘
 * </pre>
 */
package io.ringfence.engine.replay;
