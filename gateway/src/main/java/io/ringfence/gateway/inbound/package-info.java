/**
 * The way in: where decoders put inbound events, without knowing whether the ring or the hand-over is behind it. A sink
 * belongs to one thread.
 */
package io.ringfence.gateway.inbound;
