package io.ringfence.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * JMH as it is, but for one thing: the JVMs that it forks are told what the engine's are told. They run from the class path,
 * which takes no notice of what our manifest opens to Agrona and Chronicle, and without {@code config/jvm.options}.
 */
public final class Benchmarks {
    private static final String MANIFEST = "/META-INF/MANIFEST.MF";
    private static final String JVM_ARGUMENTS = "-jvmArgsPrepend";

    /** Of {@code config/jvm.options}, what changes how code is compiled. */
    private static final String AS_THE_ENGINE = "-Dagrona.disable.bounds.checks=true -XX:+UseParallelGC";

    private Benchmarks() {}

    public static void main(final String[] args) throws IOException {
        final List<String> all = new ArrayList<>(Arrays.asList(args));
        if (!all.contains(JVM_ARGUMENTS)) {
            all.add(JVM_ARGUMENTS);
            all.add(String.join(" ", moduleFlags()) + " " + AS_THE_ENGINE);
        }
        org.openjdk.jmh.Main.main(all.toArray(String[]::new));
    }

    private static List<String> moduleFlags() throws IOException {
        try (InputStream stream = Benchmarks.class.getResourceAsStream(MANIFEST)) {
            final Attributes manifest = new Manifest(stream).getMainAttributes();
            final List<String> flags = new ArrayList<>();
            add(flags, "--add-opens=", manifest.getValue("Add-Opens"));
            add(flags, "--add-exports=", manifest.getValue("Add-Exports"));
            return flags;
        }
    }

    private static void add(final List<String> flags, final String flag, final String packages) {
        if (packages != null) {
            for (final String each : packages.split(" ")) {
                flags.add(flag + each + "=ALL-UNNAMED");
            }
        }
    }
}
