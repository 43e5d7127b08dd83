package io.ringfence.gateway.testing;

import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test that leaves a thread or (on Linux) an open socket behind. */
public final class LeavesNothing implements BeforeEachCallback, AfterEachCallback {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Netty's, JUnit's and the JDK's own, of which some are started once and never ended; the HTTP client's when it is collected. */
    private static final List<String> SHARED = List.of(
            "globalEventExecutor",
            "Keep-Alive",
            "Common-Cleaner",
            "process reaper",
            "ObjectCleaner",
            "Attach",
            "SelectorManager",
            "junit-jupiter-timeout-watcher");

    static {
        openWhatTheJvmKeeps();
    }

    private Set<Thread> threads;
    private Set<String> sockets;

    @Override
    public void beforeEach(final ExtensionContext context) throws IOException {
        threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        sockets = sockets();
    }

    @Override
    public void afterEach(final ExtensionContext context) throws Exception {
        final long giveUpNanos = System.nanoTime() + PATIENCE_NANOS;
        while (!leftovers().isEmpty()) {
            if (System.nanoTime() > giveUpNanos) {
                throw new AssertionError("left behind: " + leftovers());
            }
            Thread.sleep(5);
        }
    }

    /** The JDK and Netty's native library each keep a socket for their own use from the first time on. */
    private static void openWhatTheJvmKeeps() {
        Epoll.isAvailable();
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("localhost", 0));
                SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
            client.shutdownOutput();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> leftovers() throws IOException {
        final Set<String> left = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threads.contains(thread))
                .map(Thread::getName)
                .filter(name -> SHARED.stream().noneMatch(name::contains))
                .collect(Collectors.toCollection(HashSet::new));
        sockets().stream().filter(socket -> !sockets.contains(socket)).forEach(left::add);
        return left;
    }

    private static Set<String> sockets() throws IOException {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return Set.of();
        }
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return descriptors
                    .map(LeavesNothing::target)
                    .filter(name -> name.startsWith("socket:"))
                    .collect(Collectors.toSet());
        }
    }

    private static String target(final Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (final IOException closedMeanwhile) {
            return "";
        }
    }
}
