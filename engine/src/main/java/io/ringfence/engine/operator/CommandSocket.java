package io.ringfence.engine.operator;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands on a Unix domain socket: a line {@code NAME} or {@code NAME SYMBOL}, answered by {@code done EPOCH SEQUENCE} or {@code refused
 * REASON}. The file has mode 0600, and who connects must be the user who owns it. One connection at a time, on a daemon
 * thread of its own; a connection that says nothing is closed after {@value #PATIENCE_MS} ms. What asks the venue is carried out on another one, one
 * such command at a time: the next one may be to flatten.
 */
public final class CommandSocket {
    /** The file's name in the journal's folder. */
    public static final String FILE = "command.socket";

    static final int PATIENCE_MS = 2_000;
    /** What the kernel takes for a path, less the closing zero. */
    static final int MAX_PATH_BYTES = 107;

    private static final Logger LOG = LoggerFactory.getLogger(CommandSocket.class);
    private static final int MAX_LINE_BYTES = 64;
    private static final long POLL_MS = 5;
    private static final long JOIN_MS = 2_000;
    private static final String OWNER_ONLY = "rw-------";
    private static final String BUSY = "refused another instrument is being added: the venue is being asked";

    private final Path file;
    private final ServerSocketChannel server;
    private final CommandTaker taker;
    private final Thread thread;
    private final AtomicBoolean asking = new AtomicBoolean();
    /** Carries out what asks the venue. */
    private final ExecutorService asker = Executors.newSingleThreadExecutor(CommandSocket::asker);

    private CommandSocket(final Path file, final ServerSocketChannel server, final CommandTaker taker) {
        this.file = file;
        this.server = server;
        this.taker = taker;
        thread = new Thread(this::serve, "operator");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    /**
     * Opens the socket in {@code folder}, whose journal the caller has locked: a file that a killed engine left is taken
     * away. Where there can be no such socket the engine runs without, and the log says so.
     */
    public static Optional<CommandSocket> open(final Path folder, final CommandTaker taker) {
        final Path file = folder.toAbsolutePath().normalize().resolve(FILE);
        if (file.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
            LOG.warn("no operator commands: the path of a socket is limited to bytes={}: {}", MAX_PATH_BYTES, file);
            return Optional.empty();
        }
        try {
            final CommandSocket socket = new CommandSocket(file, bind(file), taker);
            socket.thread.start();
            return Optional.of(socket);
        } catch (final IOException | UnsupportedOperationException e) {
            LOG.warn("no operator commands: can't open {}", file, e);
            return Optional.empty();
        }
    }

    private static ServerSocketChannel bind(final Path file) throws IOException {
        Files.deleteIfExists(file);
        final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(file));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(OWNER_ONLY));
            return server;
        } catch (final IOException | UnsupportedOperationException e) {
            server.close();
            throw e;
        }
    }

    private static Thread asker(final Runnable work) {
        final Thread thread = new Thread(work, "operator-asker");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    private void serve() {
        while (server.isOpen()) {
            try {
                serve(server.accept());
            } catch (final AsynchronousCloseException e) {
                return;
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (final IOException e) {
                LOG.warn("an operator's connection failed", e);
            }
        }
    }

    private void serve(final SocketChannel peer) throws IOException, InterruptedException {
        boolean keep = false;
        try {
            if (!isOwner(peer)) {
                LOG.warn("an operator's connection of another user was refused");
                return;
            }
            peer.configureBlocking(false);
            final Optional<String> line = line(peer);
            keep = line.isPresent() && asksVenue(line.get()) && askApart(peer, line.get());
            if (line.isPresent() && !keep) {
                answer(peer, (asksVenue(line.get()) ? BUSY : reply(line.get())) + "\n");
            }
        } finally {
            if (!keep) {
                peer.close();
            }
        }
    }

    private static boolean asksVenue(final String line) {
        return line.startsWith(OperatorCommand.ADD.text() + " ");
    }

    /** False if such a command is being carried out. */
    private boolean askApart(final SocketChannel peer, final String line) {
        if (!asking.compareAndSet(false, true)) {
            return false;
        }
        asker.execute(() -> ask(peer, line));
        return true;
    }

    private void ask(final SocketChannel peer, final String line) {
        try (peer) {
            final String reply = reply(line);
            // Before the answer: whoever has it may go on with the next.
            asking.set(false);
            answer(peer, reply + "\n");
        } catch (final IOException e) {
            LOG.warn("an operator's connection failed", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            asking.set(false);
        }
    }

    /** The mode of the file holds others off already; this also holds after somebody changed it. */
    private boolean isOwner(final SocketChannel peer) throws IOException {
        return peer.getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(Files.getOwner(file));
    }

    private static Optional<String> line(final SocketChannel peer) throws IOException, InterruptedException {
        final ByteBuffer bytes = ByteBuffer.allocate(MAX_LINE_BYTES);
        final long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (bytes.hasRemaining() && System.nanoTime() < deadlineNanos) {
            final int read = peer.read(bytes);
            if (bytes.position() > 0 && bytes.get(bytes.position() - 1) == '\n') {
                return Optional.of(new String(bytes.array(), 0, bytes.position() - 1, StandardCharsets.UTF_8));
            }
            if (read < 0) {
                return Optional.empty();
            }
            Thread.sleep(POLL_MS);
        }
        return Optional.empty();
    }

    private String reply(final String line) throws InterruptedException {
        final int space = line.indexOf(' ');
        final Optional<OperatorCommand> command = OperatorCommand.named(space < 0 ? line : line.substring(0, space));
        final String symbol = space < 0 ? "" : line.substring(space + 1);
        if (command.isEmpty()) {
            return "refused there is no such command";
        }
        if (symbol.isEmpty() ? command.get().needsSymbol() : !command.get().takesSymbol()) {
            return "refused " + command.get().text() + (symbol.isEmpty() ? " needs a symbol" : " takes no symbol");
        }
        LOG.info("the operator commands: {} {}", command.get().text(), symbol);
        try {
            final CommandTaker.Done done = taker.take(command.get(), symbol);
            return "done " + done.epoch() + " " + done.sequence();
        } catch (final CommandRefused refused) {
            return "refused " + refused.getMessage();
        } catch (final RuntimeException e) {
            // The next command may be the one that flattens.
            LOG.error("the operator's {} {} failed", command.get().text(), symbol, e);
            return "refused " + e.getMessage();
        }
    }

    private static void answer(final SocketChannel peer, final String text) throws IOException, InterruptedException {
        final ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        final long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (bytes.hasRemaining() && System.nanoTime() < deadlineNanos) {
            if (peer.write(bytes) == 0) {
                Thread.sleep(POLL_MS);
            }
        }
    }

    /** Takes no more commands; waits for one that is being carried out, but not for long. */
    public void stop() throws InterruptedException {
        try {
            server.close();
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            LOG.warn("can't close {}", file, e);
        }
        thread.interrupt();
        asker.shutdownNow();
        thread.join(JOIN_MS);
        if (!asker.awaitTermination(JOIN_MS, TimeUnit.MILLISECONDS)) {
            LOG.warn("an operator's command that asks the venue hasn't ended");
        }
    }
}
