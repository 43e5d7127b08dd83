package io.ringfence.gateway.frames;

import java.util.ArrayDeque;
import java.util.Deque;

/** Frame texts that are free again. */
final class FramePool {
    private final Deque<FrameText> free = new ArrayDeque<>();

    FrameText take() {
        return free.isEmpty() ? new FrameText() : free.pop();
    }

    void giveBack(final FrameText text) {
        free.push(text);
    }
}
