/**
 * The {@code journal} stage: appends each inbound event before anything goes out. Runs first in its lane, or alone
 * beside the others; owns the event log's writer.
 */
package io.ringfence.engine.record;
