/**
 * The ring that every inbound event goes through once.
 *
 * <pre>
 *   inbound ──claim, publish──▶ [ slot | slot | slot | … ] ◀──cursor── lanes
 *                                      power of two          each has a sequence; the slowest one bounds the writer
 * </pre>
 *
 * One thread publishes; each lane owns its own sequence. The slots are preallocated and never replaced.
 */
package io.ringfence.engine.ring;
