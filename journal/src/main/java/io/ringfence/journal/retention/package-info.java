/**
 * How much of the past a journal keeps: whole generations, and whole segments from the beginning of a log, go when they
 * are too old or too many; never what the newest valid snapshot needs. For the one who holds the journal's lock, on a
 * thread that nobody waits for.
 */
package io.ringfence.journal.retention;
