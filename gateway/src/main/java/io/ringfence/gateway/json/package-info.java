/**
 * Reading JSON off received bytes without making objects: {@link io.ringfence.gateway.json.JsonScanner} walks a region
 * of a buffer in place and turns decimals straight into scaled longs. It never throws and never reads outside its
 * buffer; a fault is a state with a reason and a place. {@link io.ringfence.gateway.json.Phrase} is how a stretch of text that comes again
 * and again is known at a glance.
 *
 * <p>One scanner belongs to one thread and holds nothing but its place in the frame it looks at; phrases belong to its thread, too.
 */
package io.ringfence.gateway.json;
