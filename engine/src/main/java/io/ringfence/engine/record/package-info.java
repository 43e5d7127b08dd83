/**
 * The {@code journal} stage: appends each inbound event before anything goes out. Runs first in its lane, or alone
 * beside the others; owns the event log's writer. {@code Recording} says from when on an order may leave: when its cause
 * is appended, or when cause and decision are forced, for which decisions have a thread of their own.
 */
package io.ringfence.engine.record;
