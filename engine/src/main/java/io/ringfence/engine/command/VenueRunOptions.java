package io.ringfence.engine.command;

import io.ringfence.gateway.simulated.VenueOptions;

/**
 * What {@code venue} was asked.
 *
 * @param venue the venue, which has no account yet
 * @param json  whether what it says is one JSON object a line
 */
record VenueRunOptions(VenueOptions venue, boolean json) {}
