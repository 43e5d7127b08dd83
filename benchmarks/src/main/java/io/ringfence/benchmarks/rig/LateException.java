package io.ringfence.benchmarks.rig;

/** A subject hasn't taken or finished its events in time: the machine can't keep up, or the subject hangs. */
public final class LateException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    LateException(final String subject, final long done) {
        super(subject + " is not done in time: done=" + done + " events");
    }
}
