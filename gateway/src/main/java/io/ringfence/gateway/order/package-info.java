/**
 * The way out: what the outbox needs of whatever takes orders, be it an order entry session, the matching model in paper
 * mode, or nobody. Called by the loop that runs {@code orders}.
 */
package io.ringfence.gateway.order;
