/**
 * The questions that a run answers, each with its anchors, and the program behind {@code scripts/bench} that asks them one
 * after the other on one thread.
 */
package io.ringfence.benchmarks.question;
