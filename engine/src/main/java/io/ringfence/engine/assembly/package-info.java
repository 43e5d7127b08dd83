/** Puts the engine together. */
package io.ringfence.engine.assembly;
