package io.ringfence.benchmarks.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Every monitor that one thread enters against another, and every park, wait and sleep of it: the JVM's flight recorder. */
final class Waits implements AutoCloseable {
    private static final List<String> EVENTS =
            List.of("jdk.JavaMonitorEnter", "jdk.JavaMonitorWait", "jdk.ThreadPark", "jdk.ThreadSleep");

    private final Recording recording = new Recording();

    /** From now on, however short. */
    Waits() {
        EVENTS.forEach(event -> recording.enable(event).withoutThreshold());
        recording.start();
    }

    /** Ends the recording: how many of each kind the thread of that name had. */
    Map<String, Long> of(final String thread) throws IOException {
        recording.stop();
        final Path file = Files.createTempFile("waits", ".jfr");
        try {
            recording.dump(file);
            final Map<String, Long> counts = new TreeMap<>();
            for (final RecordedEvent event : RecordingFile.readAllEvents(file)) {
                if (event.getThread() != null && thread.equals(event.getThread().getJavaName())) {
                    counts.merge(event.getEventType().getName(), 1L, Long::sum);
                }
            }
            return counts;
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void close() {
        recording.close();
    }
}
