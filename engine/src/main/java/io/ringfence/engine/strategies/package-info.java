/**
 * The strategies that the engine ships. Each says when it works and when it doesn't; none is advice. They use nothing that a plug-in
 * couldn't.
 */
package io.ringfence.engine.strategies;
