package io.ringfence.engine.campaign;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How another JVM runs {@code ringfence}: from the jar that the property {@value #JAR} names, as users do, else from this
 * JVM's class path with its access flags, as in the build.
 */
final class JavaCommand {
    static final String JAR = "ringfence.jar";

    private static final String MAIN = "io.ringfence.engine.command.Ringfence";
    private static final List<String> INHERITED = List.of("--add-opens", "--add-exports", "--enable-", "--sun-misc");

    private JavaCommand() {}

    /** @param home the folder that holds config/ */
    static List<String> of(final Path home, final List<String> flags, final List<String> arguments) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Dchronicle.analytics.disable=true",
                "-Dchronicle.announcer.disable=true",
                "-Dringfence.home=" + home));
        command.addAll(flags);
        final String jar = System.getProperty(JAR);
        if (jar == null) {
            ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(argument -> INHERITED.stream().anyMatch(argument::startsWith))
                    .forEach(command::add);
            command.addAll(List.of(
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    MAIN));
        } else {
            command.addAll(List.of("-jar", jar));
        }
        command.addAll(arguments);
        return command;
    }
}
