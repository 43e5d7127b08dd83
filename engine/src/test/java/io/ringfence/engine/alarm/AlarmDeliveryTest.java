package io.ringfence.engine.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.ringfence.engine.config.AlarmSettings;
import io.ringfence.engine.config.SecretAddress;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.gateway.credentials.Credentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alarms to a real HTTP server and to real programs. */
class AlarmDeliveryTest {
    private static final AlarmNotice ALARM =
            new AlarmNotice(7, 3, 4_711, "EXIT_OVERDUE", "BTCUSDT", "0000000000000000000000000A", 5_000_000_000L, 16);

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private HttpServer server;
    private volatile int failures;
    private volatile boolean slow;

    @TempDir
    private Path folder;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/alarms", exchange -> {
            received.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes()));
            if (slow) {
                await(mayAnswer);
            }
            exchange.sendResponseHeaders(failures-- > 0 ? 503 : 204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void hangUp() {
        mayAnswer.countDown();
        server.stop(0);
    }

    @Test
    void shouldPostAnAlarmAsJson() throws Exception {
        try (AlarmDelivery delivery = new AlarmDelivery(toServer("10s", 256))) {
            delivery.accept(ALARM);

            final String request = received.poll(20, TimeUnit.SECONDS);
            final String head = "POST application/json ";
            assertTrue(request.startsWith(head), request);
            final JsonNode body = new ObjectMapper().readTree(request.substring(head.length()));
            assertEquals("EXIT_OVERDUE", body.path("kind").asText());
            assertEquals("BTCUSDT", body.path("symbol").asText());
            assertEquals(4_711, body.path("sequence").asLong());
            assertEquals(16, body.path("actual").asLong());
            assertEquals(ALARM.text(), body.path("text").asText());
        }
    }

    /** The head of an answer, and not a byte of the body that it promises. */
    @Test
    void shouldNotWaitForTheEndOfAnAnswer() throws Exception {
        final List<Socket> open = new CopyOnWriteArrayList<>();
        try (ServerSocket endless = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            new Thread(() -> answerWithoutEnd(endless, open)).start();
            final AlarmDelivery delivery = new AlarmDelivery(new AlarmSettings(
                    Optional.of(SecretAddress.valueOf("http://127.0.0.1:" + endless.getLocalPort() + "/alarms")),
                    List.of(),
                    Timeframe.valueOf("60s"),
                    0,
                    Timeframe.valueOf("1ms"),
                    16));

            delivery.accept(ALARM);
            delivery.accept(ALARM);
            assertTrue(received.poll(20, TimeUnit.SECONDS) != null);
            assertTrue(
                    received.poll(20, TimeUnit.SECONDS) != null, "the second alarm waits for the first one's answer");
            delivery.close();

            assertEquals(new AlarmCounts(2, 0, 0), delivery.counts().get("webhook"));
        }
        for (final Socket socket : open) {
            socket.close();
        }
    }

    private void answerWithoutEnd(final ServerSocket listening, final List<Socket> open) {
        try {
            while (true) {
                final Socket socket = listening.accept();
                open.add(socket);
                received.add(new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine());
                socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n".getBytes());
            }
        } catch (final IOException closed) {
            // The test is over.
        }
    }

    @Test
    void shouldTryAgainAfterAFailure() throws Exception {
        failures = 2;
        final AlarmDelivery delivery = new AlarmDelivery(toServer("10s", 256));
        delivery.accept(ALARM);
        for (int attempt = 0; attempt < 3; attempt++) {
            assertTrue(received.poll(20, TimeUnit.SECONDS) != null, "attempt=" + attempt);
        }
        delivery.close();

        assertEquals(new AlarmCounts(1, 0, 0), delivery.counts().get("webhook"));
    }

    @Test
    void shouldGiveUpAfterTheLastAttemptAndCountIt() throws Exception {
        failures = 100;
        final AlarmDelivery delivery = new AlarmDelivery(toServer("10s", 256));
        delivery.accept(ALARM);
        for (int attempt = 0; attempt < 3; attempt++) {
            assertTrue(received.poll(20, TimeUnit.SECONDS) != null, "attempt=" + attempt);
        }
        delivery.close();

        assertEquals(new AlarmCounts(0, 1, 0), delivery.counts().get("webhook"));
        assertTrue(received.isEmpty());
    }

    @Test
    void shouldNeitherWaitForASlowServerNorKeepMoreThanItsQueue() throws Exception {
        slow = true;
        final AlarmDelivery delivery = new AlarmDelivery(toServer("60s", 2));
        delivery.accept(ALARM);
        assertTrue(received.poll(20, TimeUnit.SECONDS) != null);

        for (int i = 0; i < 5; i++) {
            delivery.accept(ALARM);
        }

        assertEquals(3, delivery.counts().get("webhook").dropped());
        mayAnswer.countDown();
        delivery.close();
        assertEquals(new AlarmCounts(3, 0, 3), delivery.counts().get("webhook"));
    }

    @Test
    void shouldCountAServerThatNeverAnswersAsAFailure() {
        slow = true;
        final AlarmDelivery delivery = new AlarmDelivery(new AlarmSettings(
                Optional.of(address()), List.of(), Timeframe.valueOf("50ms"), 0, Timeframe.valueOf("1ms"), 10));
        delivery.accept(ALARM);
        delivery.close();

        assertEquals(new AlarmCounts(0, 1, 0), delivery.counts().get("webhook"));
    }

    @Test
    void shouldStartAProgramWithTheFieldsInItsEnvironment() throws IOException {
        final Path out = folder.resolve("told");
        final AlarmDelivery delivery = new AlarmDelivery(toProgram(
                "30s",
                "sh",
                "-c",
                "echo \"$RINGFENCE_ALARM_KIND $RINGFENCE_ALARM_SYMBOL $RINGFENCE_ALARM_ACTUAL\" > " + out));
        delivery.accept(ALARM);
        delivery.close();

        assertEquals("EXIT_OVERDUE BTCUSDT 16\n", Files.readString(out));
        assertEquals(new AlarmCounts(1, 0, 0), delivery.counts().get("command"));
    }

    @Test
    void shouldKeepTheAccountsKeysFromTheProgram() {
        final Map<String, String> environment = new HashMap<>(Map.of(
                "PATH",
                "/bin",
                Credentials.KEY_VARIABLE,
                "key",
                Credentials.SECRET_VARIABLE,
                "secret",
                Credentials.KEY_FILE_VARIABLE,
                "/keys/ed25519.pem"));

        LocalCommand.describe(ALARM, environment);

        assertEquals("/bin", environment.get("PATH"));
        assertEquals("EXIT_OVERDUE", environment.get("RINGFENCE_ALARM_KIND"));
        assertEquals(
                Set.of(),
                environment.keySet().stream()
                        .filter(name -> name.startsWith("RINGFENCE_") && !name.startsWith("RINGFENCE_ALARM_"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void shouldCountAProgramThatFailsOrIsNotThere() {
        assertEquals(new AlarmCounts(0, 1, 0), outcomeOf(toProgram("30s", "sh", "-c", "exit 3")));
        assertEquals(
                new AlarmCounts(0, 1, 0),
                outcomeOf(toProgram("30s", folder.resolve("none").toString())));
    }

    @Test
    void shouldKillAProgramThatHangs() throws IOException {
        final Path pid = folder.resolve("pid");

        assertEquals(
                new AlarmCounts(0, 1, 0),
                outcomeOf(toProgram("500ms", "sh", "-c", "echo $$ > " + pid + "; exec sleep 600")));

        final long id = Long.parseLong(Files.readString(pid).trim());
        // Killed isn't dead yet.
        ProcessHandle.of(id)
                .ifPresent(program ->
                        program.onExit().orTimeout(60, TimeUnit.SECONDS).join());
        assertFalse(ProcessHandle.of(id).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void shouldRefuseAnAddressThatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> SecretAddress.valueOf("ftp://host/x"));
    }

    private static AlarmCounts outcomeOf(final AlarmSettings settings) {
        final AlarmDelivery delivery = new AlarmDelivery(settings);
        delivery.accept(ALARM);
        delivery.close();
        return delivery.counts().get("command");
    }

    private AlarmSettings toServer(final String timeout, final int queue) {
        return new AlarmSettings(
                Optional.of(address()), List.of(), Timeframe.valueOf(timeout), 2, Timeframe.valueOf("1ms"), queue);
    }

    private SecretAddress address() {
        return SecretAddress.valueOf("http://127.0.0.1:" + server.getAddress().getPort() + "/alarms");
    }

    private static AlarmSettings toProgram(final String timeout, final String... command) {
        return new AlarmSettings(
                Optional.empty(), List.of(command), Timeframe.valueOf(timeout), 0, Timeframe.valueOf("1ms"), 16);
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
