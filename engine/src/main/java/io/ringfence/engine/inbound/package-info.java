/** What the inbound thread does before an event has its place in the one order. */
package io.ringfence.engine.inbound;
