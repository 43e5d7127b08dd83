package io.ringfence.gateway.frames;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;

/** Generated frames that nobody has read yet; texts that have been read are used again. */
final class ToldFrames {
    private final Queue<FrameText> unread = new ArrayDeque<>();
    private final Deque<FrameText> free = new ArrayDeque<>();
    private FrameText lastRead;

    /** A text to write a frame into; {@link #add} hands it in. */
    FrameText begin() {
        return free.isEmpty() ? new FrameText() : free.pop();
    }

    void add(final FrameText text) {
        unread.add(text);
    }

    /** The oldest unread frame, valid until the next call; null if there is none. */
    Frame next() {
        if (lastRead != null) {
            free.push(lastRead);
        }
        lastRead = unread.poll();
        return lastRead == null ? null : lastRead.frame();
    }
}
