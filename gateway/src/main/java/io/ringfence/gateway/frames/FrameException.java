package io.ringfence.gateway.frames;

/** Frames that can't be read; the message names the file, the line and what is wrong there. */
public final class FrameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FrameException(final String message) {
        super(message);
    }

    public FrameException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
