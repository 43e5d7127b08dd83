package io.ringfence.gateway.frames;

import java.io.Closeable;
import java.util.List;

/** A row of frames by receive time. Owned by one thread. */
public interface FrameSource extends Closeable {
    /** What the frames are about, known from the start. */
    List<FramedSymbol> symbols();

    /** Receive time of the first frame; ns since 1970. */
    long startTimeNs();

    /**
     * The next frame, which is valid until the next call; null at the end.
     *
     * @throws FrameException naming file and line
     */
    Frame next();

    @Override
    void close();
}
