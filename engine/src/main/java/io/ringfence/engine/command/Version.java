package io.ringfence.engine.command;

import picocli.CommandLine.IVersionProvider;

/** The version, from the jar's manifest. */
public final class Version implements IVersionProvider {
    /** {@code 0.1.0}; {@code unpackaged} outside a jar. */
    public static String text() {
        final String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Ringfence " + text() + " (Java " + System.getProperty("java.version") + ")"};
    }
}
