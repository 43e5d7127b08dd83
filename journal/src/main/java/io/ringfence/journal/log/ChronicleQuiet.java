package io.ringfence.journal.log;

/**
 * Switches off what Chronicle does besides queueing: reporting to a server (its class isn't on the class path either), a
 * banner, and a disk watching thread whose only deed is a log line. Must run before the first Chronicle class loads.
 */
public final class ChronicleQuiet {
    private static final String[] SWITCHES = {
        "chronicle.analytics.disable", "chronicle.announcer.disable", "chronicle.disk.monitor.disable"
    };

    private ChronicleQuiet() {}

    /** Any thread; keeps what was set before. */
    public static void apply() {
        for (final String name : SWITCHES) {
            if (System.getProperty(name) == null) {
                System.setProperty(name, "true");
            }
        }
    }
}
