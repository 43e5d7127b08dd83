package io.ringfence.journal.log;

import org.agrona.DirectBuffer;

/** A log whose housekeeping happens when the test says so, on its thread: so that the same steps give the same files. */
public final class SteppedLog {
    private final LogWriter writer;
    private final boolean forced;

    public SteppedLog(final LogPlace place, final long segmentBytes, final boolean forced, final Disk disk) {
        this.forced = forced;
        writer = LogWriter.create(place, segmentBytes, segmentBytes, forced, disk);
    }

    public void append(final long sequence, final DirectBuffer payload, final int lengthBytes) {
        writer.append(sequence, payload, 0, lengthBytes);
    }

    public void workAhead() {
        writer.workAhead();
    }

    public void sealFinished() {
        writer.sealFinished();
    }

    /** Only in a log that is forced. */
    public void force() {
        if (forced) {
            writer.force();
        }
    }

    public LogEnd end() {
        return writer.end();
    }

    public void close() {
        writer.close();
    }
}
