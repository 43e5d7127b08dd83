package io.ringfence.engine.config;

/** What a journaled event, and the order that it caused, have survived before that order may leave. */
public enum Durability {
    /** The end of the process: appended to the operating system's memory. */
    PROCESS,
    /** A loss of power: forced to the disk, by a lane that does nothing else. */
    DEVICE
}
