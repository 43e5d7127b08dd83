package io.ringfence.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringfence.engine.process.ExitStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/ringfence} on machines that lack something, played by a PATH of our own. */
class LauncherTest {
    private static final Path SCRIPTS = Path.of("..", "scripts");
    private static final List<String> TOOLS =
            List.of("bash", "dirname", "readlink", "sed", "head", "find", "touch", "flock", "mkdir");
    private static final String ECHO_ARGUMENTS = "for a in \"$@\"; do echo \"$a\"; done";

    @TempDir
    private Path folder;

    private Path home;
    private Path bin;
    private String out;
    private String err;

    @BeforeEach
    void makeHome() throws IOException {
        home = folder.resolve("a home");
        bin = Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(home.resolve("scripts"));
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/jvm.options"), "-Xmx1g\n");
        for (final String script : List.of("ringfence", "demo")) {
            Files.copy(SCRIPTS.resolve(script), home.resolve("scripts").resolve(script));
        }
        for (final String tool : TOOLS) {
            offerTool(tool);
        }
    }

    @Test
    void shouldSayThatThereIsNoJava() throws Exception {
        assertEquals(ExitStatus.USAGE, launch("ringfence"));

        assertTrue(err.startsWith("ringfence: no Java found; install a JDK 17 or newer"), err);
    }

    @Test
    void shouldSayThatJavaIsTooOld() throws Exception {
        installJava("1.8.0_402", false);

        assertEquals(ExitStatus.USAGE, launch("ringfence"));

        assertEquals(
                "ringfence: " + bin.resolve("java")
                        + " is Java 8; Ringfence needs 17 or newer (set JAVA_HOME to one)\n",
                err);
    }

    @Test
    void shouldSayThatARuntimeCannotBuild() throws Exception {
        installJava("17.0.15", false);
        writeSource();

        assertEquals(ExitStatus.USAGE, launch("ringfence"));

        assertTrue(err.contains("is only a runtime without javac"), err);
    }

    @Test
    void shouldSayThatMavenIsMissing() throws Exception {
        installJava("17.0.15", true);
        writeSource();

        assertEquals(ExitStatus.USAGE, launch("ringfence"));

        assertTrue(err.contains("there is no mvn on the PATH"), err);
    }

    @Test
    void shouldSayThatThereIsNothingToBuildFrom() throws Exception {
        installJava("17.0.15", true);

        assertEquals(ExitStatus.USAGE, launch("ringfence"));

        assertTrue(err.contains("there are no sources in " + home.toRealPath()), err);
    }

    @Test
    void shouldBuildOnFirstUseAndOnlyThen() throws Exception {
        installJava("17.0.15", true);
        writeSource();
        writeScript(
                bin.resolve("mvn"), "mkdir -p engine/target && touch engine/target/ringfence.jar && echo from-maven");

        assertEquals(ExitStatus.DONE, launch("ringfence", "run"));

        assertTrue(err.contains("ringfence: building ") && err.contains("from-maven"), err);
        assertEquals(ExitStatus.DONE, launch("ringfence", "run"));
        assertEquals("", err);
    }

    @Test
    void shouldBuildAgainWhenASourceIsNewer() throws Exception {
        installJava("17.0.15", true);
        writeJar();
        final Path source = writeSource();
        writeScript(bin.resolve("mvn"), "exit 3");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));

        assertEquals(ExitStatus.FAILED, launch("ringfence", "run"));

        assertTrue(err.endsWith("ringfence: the build failed; what Maven said is above\n"), err);
    }

    @Test
    void shouldStartJavaWithTheOptionsOfTheFile() throws Exception {
        installJava("17.0.15", false);
        writeJar();

        assertEquals(ExitStatus.DONE, launch("demo", "--speed", "max"));

        final Path real = home.toRealPath();
        assertEquals(
                List.of(
                        "@" + real + "/config/jvm.options",
                        "-Dringfence.home=" + real,
                        "-jar",
                        real + "/engine/target/ringfence.jar",
                        "demo",
                        "--speed",
                        "max"),
                out.lines().toList());
    }

    @Test
    void shouldUseTheArchiveOfClassesThatIsNewerThanTheJar() throws Exception {
        installJava("17.0.15", false);
        writeJar();
        final Path archive = home.toRealPath().resolve("engine/target/ringfence.jsa");
        final String option = "-XX:SharedArchiveFile=" + archive + "\n";
        Files.writeString(archive, "");

        Files.setLastModifiedTime(archive, FileTime.from(Instant.now().plusSeconds(60)));
        assertEquals(ExitStatus.DONE, launch("ringfence", "run"));
        assertTrue(out.contains(option), out);

        Files.setLastModifiedTime(archive, FileTime.from(Instant.EPOCH));
        assertEquals(ExitStatus.DONE, launch("ringfence", "run"));
        assertFalse(out.contains(option), out);
    }

    @Test
    void shouldAddWhatOnlyNewerJavaKnows() throws Exception {
        installJava("25.0.3", false);
        writeJar();

        assertEquals(ExitStatus.DONE, launch("ringfence", "run"));

        assertTrue(out.contains("\n--enable-native-access=ALL-UNNAMED\n"), out);
    }

    @Test
    void shouldFindItsHomeThroughLinks() throws Exception {
        installJava("17.0.15", false);
        writeJar();
        final Path link = folder.resolve("link");
        Files.createSymbolicLink(link, Path.of("a home/scripts/ringfence"));

        assertEquals(ExitStatus.DONE, run(link));

        assertTrue(out.contains("-Dringfence.home=" + home.toRealPath() + "\n"), out);
    }

    private int launch(final String script, final String... arguments) throws Exception {
        return run(home.resolve("scripts").resolve(script), arguments);
    }

    private int run(final Path script, final String... arguments) throws Exception {
        final Path outFile = folder.resolve("out");
        final Path errFile = folder.resolve("err");
        final List<String> command = new ArrayList<>();
        command.add(bin.resolve("bash").toString());
        command.add(script.toString());
        command.addAll(List.of(arguments));
        final ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(outFile.toFile())
                .redirectError(errFile.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        final Process process = builder.start();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), "the script hangs");
        out = Files.readString(outFile);
        err = Files.readString(errFile);
        return process.exitValue();
    }

    private void installJava(final String version, final boolean withCompiler) throws IOException {
        final Path runtime = folder.resolve("runtime");
        Files.createDirectories(runtime.resolve("bin"));
        if (withCompiler) {
            writeScript(runtime.resolve("bin/javac"), "exit 0");
        }
        writeScript(
                bin.resolve("java"),
                "case \"$*\" in\n"
                        + "  -version) echo 'openjdk version \"" + version + "\" 2026-01-01' >&2 ;;\n"
                        + "  -XshowSettings*) echo '    java.home = " + runtime + "' >&2 ;;\n"
                        + "  *) " + ECHO_ARGUMENTS + " ;;\n"
                        + "esac");
    }

    private Path writeSource() throws IOException {
        final Path source =
                Files.createDirectories(home.resolve("engine/src/main")).resolve("Some.java");
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.writeString(source, "");
        Files.setLastModifiedTime(home.resolve("pom.xml"), FileTime.from(Instant.EPOCH));
        Files.setLastModifiedTime(source, FileTime.from(Instant.EPOCH));
        return source;
    }

    private void writeJar() throws IOException {
        Files.createDirectories(home.resolve("engine/target"));
        Files.writeString(home.resolve("engine/target/ringfence.jar"), "");
    }

    private void offerTool(final String name) throws IOException {
        for (final String place : List.of("/bin", "/usr/bin")) {
            final Path tool = Path.of(place, name);
            if (Files.isExecutable(tool)) {
                writeScript(bin.resolve(name), "exec " + tool + " \"$@\"");
                return;
            }
        }
        assumeTrue(name.equals("flock"), "no " + name + " on this machine");
    }

    private static void writeScript(final Path file, final String body) throws IOException {
        Files.write(file, ("#!/bin/bash\n" + body + "\n").getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
