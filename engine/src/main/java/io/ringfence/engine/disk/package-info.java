/**
 * The journal's disk, seen from the side: how much space it has, and what may go. Two threads of low priority, which
 * share nothing with the lanes: what they find becomes an inbound event, or lights the halt.
 */
package io.ringfence.engine.disk;
