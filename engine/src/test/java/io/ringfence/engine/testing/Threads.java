package io.ringfence.engine.testing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The threads there are at one moment, to tell later which have come and stayed. */
public final class Threads {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    /** Own threads of the JDK, Netty, Chronicle and JUnit, of which some are started once and never ended. */
    private static final List<String> SHARED = List.of(
            "globalEventExecutor",
            "Keep-Alive",
            "Common-Cleaner",
            "process reaper",
            "ObjectCleaner",
            "Attach",
            "HttpClient",
            "background~resource~releaser",
            "junit",
            "surefire");

    private final Set<Thread> before;

    private Threads(final Set<Thread> before) {
        this.before = before;
    }

    public static Threads now() {
        return new Threads(new HashSet<>(Thread.getAllStackTraces().keySet()));
    }

    /** Fails if a thread that came since then doesn't end. */
    public void awaitNoneLeft() throws InterruptedException {
        final long deadlineNanos = System.nanoTime() + PATIENCE_NANOS;
        while (!left().isEmpty()) {
            if (System.nanoTime() > deadlineNanos) {
                throw new AssertionError("threads left: " + left());
            }
            Thread.sleep(5);
        }
    }

    private Set<String> left() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> SHARED.stream().noneMatch(name::contains))
                .collect(Collectors.toSet());
    }
}
