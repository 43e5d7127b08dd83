package io.ringfence.gateway.binance;

/** What became of one frame. */
public enum Outcome {
    /** Its events were handed to the sink (or a depth update to its book's queue). */
    TAKEN,
    /** Well-formed, but nothing in it for the engine; counted with its reason. */
    SKIPPED,
    /** Counted with place and excerpt; it left nothing behind. The next frame is fine. */
    MALFORMED,
    /** The sink was full. Stop reading the source and come again with the same frame: nothing is handed in twice. */
    NO_ROOM
}
