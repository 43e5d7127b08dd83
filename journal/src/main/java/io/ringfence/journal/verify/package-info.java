/**
 * Whether a journal is what was written: every generation, both logs, seals, snapshots, and how generations hang together.
 * Reads only; any thread, beside a running engine, too.
 */
package io.ringfence.journal.verify;
