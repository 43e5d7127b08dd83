/** Snapshots: the state of all stages at one sequence, as immutable files. */
package io.ringfence.journal.snapshot;
