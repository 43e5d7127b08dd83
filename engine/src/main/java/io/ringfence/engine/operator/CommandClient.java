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

/** Gives a running engine a command. Whoever calls waits for the answer. */
public final class CommandClient {
    private static final int BUFFER_BYTES = 256;
    private static final String DONE = "done ";
    private static final String REFUSED = "refused ";

    private final Path folder;

    /** @param folder the journal's */
    public CommandClient(final Path folder) {
        this.folder = folder;
    }

    /** {@link #give(OperatorCommand, String)} about no instrument. */
    public CommandTaker.Done give(final OperatorCommand command) throws IOException, CommandRefused {
        return give(command, "");
    }

    /**
     * Returns when every stage of the engine is done with the command.
     *
     * @param symbol of the instrument that it is about; empty where it is about none
     * @throws CommandRefused if no engine runs on this journal, or it refuses
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
            return done(answer(engine));
        } catch (final ConnectException e) {
            throw new CommandRefused("no engine runs on journal " + folder + ": nobody listens at " + CommandSocket.FILE
                    + ", a killed engine left it");
        }
    }

    private static String answer(final SocketChannel engine) throws IOException {
        final ByteArrayOutputStream text = new ByteArrayOutputStream();
        final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES);
        while (engine.read(bytes) >= 0) {
            text.write(bytes.array(), 0, bytes.position());
            bytes.clear();
        }
        return text.toString(StandardCharsets.UTF_8).strip();
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
