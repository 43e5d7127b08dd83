package io.ringfence.engine.operator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Gives a running engine a command. Whoever calls waits for the answer, but not for ever. */
public final class CommandClient {
    private static final int BUFFER_BYTES = 256;
    /** The engine itself waits 10 s for its stages. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration VENUE_PATIENCE = Duration.ofMinutes(3);
    private static final long POLL_MS = 2;
    private static final String DONE = "done ";
    private static final String REFUSED = "refused ";

    private final Path folder;
    private final Duration patience;

    /** @param folder the journal's */
    public CommandClient(final Path folder) {
        this(folder, PATIENCE);
    }

    CommandClient(final Path folder, final Duration patience) {
        this.folder = folder;
        this.patience = patience;
    }

    /** {@link #give(OperatorCommand, String)} about no instrument. */
    public CommandTaker.Done give(final OperatorCommand command) throws IOException, CommandRefused {
        return give(command, "");
    }

    /**
     * Returns when every stage of the engine is done with the command.
     *
     * @param symbol of the instrument that it is about; empty where it is about none
     * @throws CommandRefused if no engine runs on this journal, or it refuses, or doesn't answer within 30 s (3 min where it asks the venue)
     */
    public CommandTaker.Done give(final OperatorCommand command, final String symbol)
            throws IOException, CommandRefused {
        final Path file = folder.toAbsolutePath().normalize().resolve(CommandSocket.FILE);
        if (!Files.exists(file)) {
            throw new CommandRefused("no engine runs on journal " + folder + ": there is no " + CommandSocket.FILE);
        }
        try (SocketChannel engine = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            engine.write(
                    ByteBuffer.wrap(((command.text() + " " + symbol).strip() + "\n").getBytes(StandardCharsets.UTF_8)));
            return done(answer(engine, command == OperatorCommand.ADD ? VENUE_PATIENCE : patience));
        } catch (final ConnectException e) {
            throw new CommandRefused("no engine runs on journal " + folder + ": nobody listens at " + CommandSocket.FILE
                    + ", a killed engine left it");
        }
    }

    private static String answer(final SocketChannel engine, final Duration patience)
            throws IOException, CommandRefused {
        final ByteArrayOutputStream text = new ByteArrayOutputStream();
        final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
        final long deadlineNanos = System.nanoTime() + patience.toNanos();
        engine.configureBlocking(false);
        for (int read = engine.read(bytes); read >= 0; read = engine.read(bytes)) {
            text.write(bytes.array(), 0, bytes.position());
            bytes.clear();
            if (read == 0) {
                waitUntil(deadlineNanos, patience);
            }
        }
        return text.toString(StandardCharsets.UTF_8).strip();
    }

    private static void waitUntil(final long deadlineNanos, final Duration patience) throws CommandRefused {
        if (System.nanoTime() > deadlineNanos) {
            throw new CommandRefused("the engine gave no answer within ms=" + patience.toMillis()
                    + "; it may still carry it out. The kill switch needs no answer: the signal SIGUSR1, or the kill file"
                    + " (risk.killFile, beside the journal's folder)");
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
    }

    private static CommandTaker.Done done(final String answer) throws CommandRefused {
        if (answer.startsWith(DONE)) {
            final String[] numbers = answer.substring(DONE.length()).split(" ");
            return new CommandTaker.Done(Integer.parseInt(numbers[0]), Long.parseLong(numbers[1]));
        }
        throw new CommandRefused(
                answer.startsWith(REFUSED)
                        ? answer.substring(REFUSED.length())
                        : "the engine gave no answer: it ended, or another user owns it; look into its journal for what"
                                + " became of the command");
    }
}
