/**
 * Snapshots: the state of all stages at one sequence of a generation, as immutable files.
 *
 * <pre>
 *   e000002/snapshots/
 *     0.snapshot             the opening one: what the generation began with (none in the very first)
 *     1048576.snapshot       at that sequence
 *     2097152.snapshot.tmp   being written, or left over by who was killed; nobody reads it
 *
 *   Snapshot ──SnapshotFormat──▶ tmp ─ force ─ rename ─ force the folder          SnapshotStore
 *   file ─ magic, format version, length, CRC, place, state hash ──▶ Snapshot, or SnapshotRefused with the reason
 * </pre>
 *
 * A store belongs to one thread; files are only ever added whole or removed. What lies in a stage's bytes only the stage
 * knows.
 */
package io.ringfence.journal.snapshot;
