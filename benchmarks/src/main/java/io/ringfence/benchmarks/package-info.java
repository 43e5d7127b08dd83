/** Placeholder. */
package io.ringfence.benchmarks;
