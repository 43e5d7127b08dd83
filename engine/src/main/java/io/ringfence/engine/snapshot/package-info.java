/**
 * Taking snapshots while the engine runs.
 *
 * <pre>
 *   inbound thread   SnapshotRequests ─ idle? ─▶ SnapshotTaking.ask(sequence) ─▶ SnapshotRequest event ─▶ ring
 *   lanes            each SavingStage, when the event gets there: stage, then its state into its own memory
 *   log writers      note where they end with that event
 *   ringfence-snapshots   SnapshotThread: when all have, SnapshotStore.write, keep the newest; idle again
 * </pre>
 *
 * One at a time: what is asked for meanwhile is counted and left out, and is no event. Nothing that a stage decides
 * depends on whether or when a snapshot is written, but for the {@code StateHash} that follows from each request.
 */
package io.ringfence.engine.snapshot;
