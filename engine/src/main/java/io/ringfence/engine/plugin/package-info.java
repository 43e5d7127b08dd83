/** Finds strategies: those that the engine ships, and those in the jars of {@code plugins/}. Start-up code. */
package io.ringfence.engine.plugin;
