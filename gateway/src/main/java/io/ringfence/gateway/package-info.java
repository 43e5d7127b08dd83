/**
 * The edge of Ringfence: venues, their protocols, and a venue of our own. Knows the journal's messages, and neither ring
 * nor stage. See {@code gateway/README.md}.
 */
package io.ringfence.gateway;
