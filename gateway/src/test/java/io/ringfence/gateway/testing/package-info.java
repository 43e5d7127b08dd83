/** Vocabulary of the gateway's tests. */
package io.ringfence.gateway.testing;
