/** Placeholder. */
package io.ringfence.gateway;
