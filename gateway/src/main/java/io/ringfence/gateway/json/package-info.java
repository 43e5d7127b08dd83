/**
 * Reading JSON off received bytes without making objects: {@link io.ringfence.gateway.json.JsonScanner} walks a region
 * of a buffer in place and turns decimals straight into scaled longs. It never throws and never reads outside its
 * region; a fault is a state with a reason and a place.
 *
 * <p>One scanner belongs to one thread and holds nothing but its place in the frame it looks at.
 */
package io.ringfence.gateway.json;
