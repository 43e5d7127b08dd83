/**
 * What must be nothing, counted: bytes, collections, waits and wake-up calls of the thread that reads the market, decides and
 * writes orders, over plain sockets. Counts, not times: they hold on a noisy machine as well.
 */
package io.ringfence.benchmarks.guard;
