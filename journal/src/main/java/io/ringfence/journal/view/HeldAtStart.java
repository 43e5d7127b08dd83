package io.ringfence.journal.view;

/**
 * What is held of an instrument when a generation begins, in its units.
 *
 * @param realized  profit before fees so far, money 1e-8
 * @param stopPrice of the armed stop, 0: none
 */
public record HeldAtStart(int instrument, long quantity, long entryPrice, long realized, long stopPrice) {}
