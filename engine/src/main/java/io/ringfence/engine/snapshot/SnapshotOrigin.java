package io.ringfence.engine.snapshot;

/**
 * Whose state it is.
 *
 * @param engineId          of the engine
 * @param epoch             of its generation
 * @param buildHash         of its build
 * @param configurationHash of the configuration that it runs with
 */
public record SnapshotOrigin(int engineId, int epoch, long buildHash, long configurationHash) {}
