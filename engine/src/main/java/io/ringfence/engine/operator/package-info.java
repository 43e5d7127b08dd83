/**
 * The way for an operator's commands into a running engine: a Unix domain socket in the journal's folder that only the
 * engine's own user can use.
 *
 * <pre>
 *   ringfence command ─▶ CommandClient ─▶ data/journal/command.socket ─▶ CommandSocket (a thread of its own)
 *                                                                          └▶ CommandTaker ─▶ hand-over ─▶ inbound
 *                        "done EPOCH SEQUENCE" ◀─ every stage is done with the event ◀──────────────────────┘
 * </pre>
 *
 * No lane knows of it. What is asked becomes inbound events, one per instrument, like everything else.
 */
package io.ringfence.engine.operator;
