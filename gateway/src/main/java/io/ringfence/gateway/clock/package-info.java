/**
 * Engine time: the host's clock, or that of the market that a simulated venue plays. Read by any thread; stages never
 * see it, they go by the time that an event was stamped with.
 */
package io.ringfence.gateway.clock;
