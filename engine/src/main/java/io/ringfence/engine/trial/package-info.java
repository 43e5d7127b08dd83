/** Lets a strategy's author test it in lock-step, through the engine's own stages. */
package io.ringfence.engine.trial;
