/**
 * What other processes see of a running engine: a Chronicle Map in the generation's folder, written by one thread of low
 * priority that tails the logs and reads counters. No lane knows of it, and nothing waits for it.
 *
 * <pre>
 *   event log, decision log ─▶ Picture ─▶ ViewWriter ─▶ e000042/view/live.map  (Chronicle Map: name ─▶ JSON)
 *   counters of the lanes ──────────────▶    │                    │
 *                                            └─▶ process          │          (flat, mapped: pid, state, heartbeat)
 *                                                  └──────────────┴─▶ ViewReader, in another process
 * </pre>
 *
 * The map can always be made anew, and is: a new file per generation, abandoned and counted if it fails or hangs. A process
 * that is killed inside the map may leave a lock in it; that is why the flat file says who wrote it and when, and why a
 * reader opens a copy of a map whose writer is gone.
 */
package io.ringfence.journal.view;
