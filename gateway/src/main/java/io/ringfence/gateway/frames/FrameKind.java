package io.ringfence.gateway.frames;

/** What a frame tells, by its stream name. */
public enum FrameKind {
    TRADE,
    BOOK_TICKER,
    DEPTH,
    /** A bare REST depth answer: {@code {"lastUpdateId":…}}, of the symbol that the file is about. */
    SNAPSHOT,
    OTHER
}
