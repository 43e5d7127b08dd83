/**
 * The whole row of stages behind {@code journal}, made from settings: the one place that knows all of them. What is
 * made here is run by lanes, by a replay or by a test, whoever that is on whatever thread.
 */
package io.ringfence.engine.pipeline;
