package io.ringfence.journal.view;

import io.ringfence.journal.message.DisasterState;

/**
 * A stop that may rest at the venue when a generation begins.
 *
 * @param orderId      the client order id
 * @param triggerPrice in its instrument's units
 */
public record StopAtStart(String orderId, int instrument, long triggerPrice, DisasterState state) {}
