package io.ringfence.engine.config;

/** What a journaled event has survived before an order that it caused may leave. */
public enum Durability {
    /** The end of the process: appended to the operating system's memory. */
    PROCESS
}
