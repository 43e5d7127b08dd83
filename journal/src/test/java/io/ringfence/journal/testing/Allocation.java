package io.ringfence.gateway.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the JVM says a thread has allocated. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    public static long ofThread(final long threadId) {
        return THREADS.getThreadAllocatedBytes(threadId);
    }
}
