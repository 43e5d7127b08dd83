package io.ringfence.engine.command;

/**
 * System properties that libraries read when their first class is loaded; so they are set before anything else runs.
 * What was given on the Java command line stays.
 */
final class ProcessProperties {
    private ProcessProperties() {}

    /** @param command names the log file */
    static void set(final Home home, final String command) {
        setIfAbsent(Home.PROPERTY, home.folder().toString());
        setIfAbsent("ringfence.command", command);
        setIfAbsent(
                "logback.configurationFile",
                home.hasConfig("logback.xml") ? home.config("logback.xml").toString() : "config/logback.xml");
        // Nothing is reported to anybody, and nothing is announced on standard output.
        setIfAbsent("chronicle.analytics.disable", "true");
        setIfAbsent("chronicle.announcer.disable", "true");
        // Leak detection is for tests: it allocates a record for every so many buffers, on the lanes.
        setIfAbsent("io.netty.leakDetection.level", "disabled");
        // A pool that is trimmed every few thousand buffers gives memory back only to ask for it again, on the lanes.
        setIfAbsent("io.netty.allocator.cacheTrimInterval", Integer.toString(Integer.MAX_VALUE));
    }

    private static void setIfAbsent(final String key, final String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
