package io.ringfence.journal.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the JVM says a thread has allocated. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Bytes so far of the calling thread; asking allocates nothing after the first time. */
    public static long ofThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    public static long ofThread(final long threadId) {
        return THREADS.getThreadAllocatedBytes(threadId);
    }
}
