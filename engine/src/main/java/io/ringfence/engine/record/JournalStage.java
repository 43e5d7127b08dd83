package io.ringfence.engine.record;

import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Appends the inbound event as it stands in the slot, and says how far it has come. */
public final class JournalStage implements Stage {
    private static final VarHandle APPENDED;

    static {
        try {
            APPENDED = MethodHandles.lookup().findVarHandle(JournalStage.class, "appended", long.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final EventAppender log;

    @SuppressWarnings("unused") // Read and written through APPENDED.
    private long appended;

    public JournalStage(final EventAppender log) {
        this.log = log;
    }

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public void onEvent(final Slot slot) {
        final long sequence = slot.sequence();
        log.append(sequence, slot.event(), 0, slot.eventBytes());
        APPENDED.setRelease(this, sequence);
    }

    /** Sequence of the newest event that survives kill -9 (acquire). Any thread. */
    public long appended() {
        return (long) APPENDED.getAcquire(this);
    }
}
