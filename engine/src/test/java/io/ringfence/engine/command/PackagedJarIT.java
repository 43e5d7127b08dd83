package io.ringfence.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringfence.engine.process.ExitStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as users start it: without flags, and without a word to anybody outside this machine. */
@Tag("smoke")
class PackagedJarIT {
    private static final Path JAR = Path.of(System.getProperty("ringfence.jar"));
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final long MAX_SECONDS = 120;

    /** What a process may connect to: sockets that have no network behind them, and loopback addresses. */
    private static final Pattern STAYS_HERE =
            Pattern.compile("AF_UNIX|AF_NETLINK|AF_UNSPEC|inet_addr\\(\"127\\.|\"::1\"|\"::ffff:127\\.");

    @TempDir
    private Path folder;

    private String out;
    private String err;

    @Test
    void shouldStartWithoutFlags() throws Exception {
        assertEquals(ExitStatus.DONE, run(java("--version")));

        assertTrue(out.startsWith("Ringfence 0."), out);
        assertEquals("", err);
    }

    @Test
    void shouldShipNobodysReporter() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertEquals(
                    List.of(),
                    jar.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.contains("chronicle/analytics"))
                            .toList());
        }
    }

    @Test
    void shouldConnectToNobodyOutsideThisMachine() throws Exception {
        assumeTrue(
                has("strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=connect", "true"), "strace doesn't work here");
        final Path calls = folder.resolve("calls");
        final List<String> command = new ArrayList<>(
                List.of("strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=connect", "-o", calls.toString()));
        command.addAll(demo());

        assertEquals(ExitStatus.DONE, run(command), () -> err);

        final List<String> connects = Files.readAllLines(calls).stream()
                .filter(line -> line.contains("connect("))
                .toList();
        assertTrue(connects.stream().anyMatch(line -> line.contains("127.0.0.1")), "no socket seen: " + connects);
        assertEquals(
                List.of(), connects.stream().filter(line -> !staysHere(line)).toList());
    }

    @Test
    void shouldNeedNoNetworkButLoopback() throws Exception {
        assumeTrue(has("unshare", "-rn", "ip", "link", "set", "lo", "up"), "no network namespaces here");
        final List<String> command =
                new ArrayList<>(List.of("unshare", "-rn", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh"));
        command.addAll(demo());

        assertEquals(ExitStatus.DONE, run(command), () -> err);

        assertTrue(out.contains("\"divergences\":0"), out);
    }

    @Test
    void shouldServeAVenueUntilItIsAskedToStop() throws Exception {
        final Path outFile = folder.resolve("venue.out");
        final Process venue = new ProcessBuilder(java("venue", "--port", "0"))
                .redirectOutput(outFile.toFile())
                .redirectError(folder.resolve("venue.err").toFile())
                .start();
        try {
            final int port = awaitPort(outFile, venue);
            final HttpResponse<String> time = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/fapi/v1/time"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertTrue(time.body().contains("serverTime"), time.body());
            assertTrue(Files.exists(folder.resolve("data/venue/keys-" + port)));

            venue.destroy();

            assertTrue(venue.waitFor(MAX_SECONDS, TimeUnit.SECONDS), "the venue doesn't stop");
            assertEquals(ExitStatus.DONE, venue.exitValue());
            assertFalse(Files.exists(folder.resolve("data/venue/keys-" + port)));
        } finally {
            venue.destroyForcibly();
        }
    }

    private static int awaitPort(final Path outFile, final Process venue) throws Exception {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);
        while (System.nanoTime() < deadlineNs && venue.isAlive()) {
            final Matcher port = Pattern.compile("127\\.0\\.0\\.1:(\\d+)").matcher(Files.readString(outFile));
            if (port.find()) {
                return Integer.parseInt(port.group(1));
            }
            Thread.sleep(20);
        }
        throw new AssertionError("the venue doesn't say its port");
    }

    @Test
    void shouldTellAddressesApart() {
        assertTrue(
                staysHere("connect(5, {sa_family=AF_INET, sin_port=htons(1), sin_addr=inet_addr(\"127.0.0.1\")}, 16)"));
        assertTrue(staysHere("connect(5, {sa_family=AF_INET6, inet_pton(AF_INET6, \"::ffff:127.0.0.1\", &a)}, 28)"));
        assertFalse(
                staysHere("connect(5, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr(\"10.0.0.2\")}, 16)"));
        assertFalse(staysHere("connect(5, {sa_family=AF_INET6, inet_pton(AF_INET6, \"2001:db8::1\", &a)}, 28)"));
    }

    private static boolean staysHere(final String connect) {
        return STAYS_HERE.matcher(connect).find();
    }

    private List<String> demo() throws Exception {
        run(java("--help"));
        assumeTrue(out.contains(" demo "), "this jar has no demo");
        return java(
                "demo",
                "--seconds",
                "3",
                "--speed",
                "max",
                "--json",
                "--journal",
                folder.resolve("journal").toString());
    }

    private List<String> java(final String... arguments) {
        final List<String> command =
                new ArrayList<>(List.of(JAVA.toString(), "-Dringfence.home=" + folder, "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private boolean has(final String... command) throws Exception {
        try {
            return run(List.of(command)) == 0;
        } catch (final IOException e) {
            return false;
        }
    }

    private int run(final List<String> command) throws Exception {
        final Path outFile = folder.resolve("out");
        final Path errFile = folder.resolve("err");
        final Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(outFile.toFile())
                .redirectError(errFile.toFile())
                .start();
        if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        out = Files.readString(outFile);
        err = Files.readString(errFile);
        return process.waitFor();
    }
}
