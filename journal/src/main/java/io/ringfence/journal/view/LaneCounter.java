package io.ringfence.journal.view;

import java.util.function.LongSupplier;

/**
 * How far a lane has come.
 *
 * @param reached read from the view's thread at any time; the newest event is that of the lane {@code inbound}
 */
public record LaneCounter(String name, LongSupplier reached) {}
