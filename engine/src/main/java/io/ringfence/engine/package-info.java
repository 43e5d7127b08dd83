/** Placeholder. */
package io.ringfence.engine;
