/**
 * Figures of {@code indicators} at full width: every feature on three timeframes of 400 instruments, through the stages as the
 * engine runs them, journal included, without sockets.
 */
package io.ringfence.benchmarks.indicator;
