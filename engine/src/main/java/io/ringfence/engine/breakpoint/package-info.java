/**
 * Stops a replay at the event that somebody looks for, and shows what every stage knows there.
 *
 * <pre>
 *   --break EXPR ─▶ Parser ─▶ Condition
 *                                 │ asked behind the last stage, event by event
 *   event, sections, stages ─▶ Moment ─▶ holds? ─▶ Picture: the event, its decisions, each stage's state
 * </pre>
 *
 * Belongs to the replaying thread, on which all stages run in step.
 */
package io.ringfence.engine.breakpoint;
