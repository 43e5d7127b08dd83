package io.ringfence.gateway.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ResourceLeakDetector;
import io.ringfence.gateway.loop.IdleMode;
import io.ringfence.gateway.loop.LoopSettings;
import io.ringfence.gateway.loop.PollingLoop;
import io.ringfence.gateway.testing.Eventually;
import io.ringfence.gateway.testing.Frames;
import io.ringfence.gateway.testing.LeavesNothing;
import io.ringfence.gateway.testing.RawWebSocketServer;
import io.ringfence.gateway.testing.RawWebSocketServer.Peer;
import io.ringfence.journal.testing.Allocation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeavesNothing.class)
class TlsConnectionTest {
    private static final char[] PASSWORD = "throw-away".toCharArray();
    private static final int FRAMES = 5_000;

    @TempDir
    private static Path folder;

    private static SSLServerSocketFactory serverSockets;
    private static SslContext trusting;

    private final Heard heard = new Heard();
    private final ExecutorService tlsTasks = Executors.newSingleThreadExecutor();
    private PollingLoop loop;
    private RawWebSocketServer server;
    private WebSocketConnection connection;

    /** A certificate for "localhost" and nobody else, made by the JDK's own tool. */
    @BeforeAll
    static void makeCertificate() throws Exception {
        final Path file = folder.resolve("server.p12");
        final String tool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        final Process process = new ProcessBuilder(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);

        final KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        final KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        serverSockets = context.getServerSocketFactory();
        trusting = SslContextBuilder.forClient()
                .trustManager((X509Certificate) store.getCertificate("server"))
                .build();
    }

    @BeforeEach
    void open() {
        loop = new PollingLoop(LoopSettings.of("test-loop", IdleMode.BLOCK));
        loop.start(() -> 0, cause -> {});
        server = new RawWebSocketServer(serverSockets);
        connection = new WebSocketConnection(loop, WebSocketSettings.of(trusting, tlsTasks), heard);
    }

    @AfterEach
    void end() throws Exception {
        server.close();
        assertTrue(loop.close(Duration.ofSeconds(20)));
        tlsTasks.shutdownNow();
        assertTrue(tlsTasks.awaitTermination(20, TimeUnit.SECONDS));
    }

    @Test
    void shouldSpeakOverTls() throws Exception {
        final Peer peer = connect();

        peer.sendText("in");
        final FrameWriter.Outcome outcome = CompletableFuture.supplyAsync(
                        () -> connection
                                .writer()
                                .writeText(new UnsafeBuffer("out".getBytes(StandardCharsets.UTF_8)), 0, 3),
                        loop)
                .join();

        heard.await("in");
        assertEquals(FrameWriter.Outcome.WRITTEN, outcome);
        assertEquals("out", peer.receive().text());
    }

    @Test
    void shouldRefuseAServerThatIsSomebodyElse() throws Exception {
        final Thread acceptor = acceptInBackground();

        connection.connect(URI.create("wss://127.0.0.1:" + server.address().getPort() + "/"), server.address());

        heard.awaitClosed();
        acceptor.join();
        assertEquals(1, heard.events().size(), heard.events().toString());
        assertTrue(
                heard.events().get(0).contains("SSLHandshakeException"),
                heard.events().toString());
    }

    @Test
    void shouldTakeWhatTlsWritesIntoFromThePool() throws Exception {
        final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        final Peer peer = connect();
        writeOneByOne(peer, FRAMES);

        final long bytesBefore = Allocation.ofThread(loop.threadProperties().id());
        writeOneByOne(peer, FRAMES);
        final long bytes = Allocation.ofThread(loop.threadProperties().id()) - bytesBefore;

        ResourceLeakDetector.setLevel(before);
        // A buffer for the longest record, each time, would be 16 KiB.
        assertTrue(bytes / FRAMES < 8_000, "bytes=" + bytes);
    }

    private void writeOneByOne(final Peer peer, final int frames) throws IOException {
        final UnsafeBuffer frame = new UnsafeBuffer("o".repeat(250).getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < frames; i++) {
            loop.execute(() -> connection.writer().writeText(frame, 0, frame.capacity()));
            assertEquals(frame.capacity(), peer.receive().text().length());
        }
    }

    @Test
    void shouldSayWhatTlsAllocates() throws Exception {
        final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        final Counted counted = new Counted();
        connection = new WebSocketConnection(loop, WebSocketSettings.of(trusting, tlsTasks), counted);
        connection.connect(server.uri("wss", "/"), server.address());
        final Peer peer = server.acceptWebSocket();
        sendOneByOne(peer, counted);

        final long bytesBefore = Allocation.ofThread(loop.threadProperties().id());
        sendOneByOne(peer, counted);
        final long bytes = Allocation.ofThread(loop.threadProperties().id()) - bytesBefore;

        ResourceLeakDetector.setLevel(before);
        System.out.printf("in, TLS: %d bytes a frame, one frame a record%n", bytes / FRAMES);
        assertTrue(bytes / FRAMES < 10_000, "bytes=" + bytes);
    }

    private static void sendOneByOne(final Peer peer, final Counted counted) throws IOException {
        final int expected = counted.texts() + FRAMES;
        for (int i = 0; i < FRAMES; i++) {
            peer.send(Frames.text("x".repeat(150)));
        }
        Eventually.await("all frames", () -> counted.texts() == expected);
    }

    private Peer connect() throws IOException {
        connection.connect(server.uri("wss", "/"), server.address());
        final Peer peer = server.acceptWebSocket();
        heard.await("open");
        assertEquals(List.of("open"), heard.events());
        return peer;
    }

    private Thread acceptInBackground() {
        final Thread acceptor = new Thread(() -> {
            try {
                server.accept();
            } catch (final IOException expected) {
                assertTrue(expected.getMessage() != null);
            }
        });
        acceptor.start();
        return acceptor;
    }
}
