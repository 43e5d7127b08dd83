package io.ringfence.engine.order;

import io.ringfence.journal.message.DisasterState;

/**
 * A stop of ours that may rest at the venue, as {@code orders} knows it.
 *
 * @param trigger price units
 */
public record StopAtVenue(
        int instrument, int engineId, int epoch, long sequence, int index, long trigger, DisasterState state) {}
