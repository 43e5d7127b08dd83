/**
 * What is measured, and what it is measured against: the engine's own ring, lanes, stages and logs, wired as the engine
 * wires them but without sockets, and beside each the plainest thing of the same shape. Every subject belongs to the thread
 * that drives it; what its own threads write is said where it is.
 */
package io.ringfence.benchmarks.subject;
