package io.ringfence.engine.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("smoke")
class CommandSocketTest {
    private final List<OperatorCommand> taken = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private final List<String> symbols = new CopyOnWriteArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch venueAnswers = new CountDownLatch(1);
    private CommandSocket socket;

    @BeforeEach
    void open() {
        socket = CommandSocket.open(folder, this::take).orElseThrow();
    }

    @AfterEach
    void stop() throws InterruptedException {
        socket.stop();
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CommandTaker.Done take(final OperatorCommand command, final String symbol) throws CommandRefused {
        if (command == OperatorCommand.FLATTEN) {
            throw new CommandRefused("the engine has halted");
        }
        if (command == OperatorCommand.ADD) {
            asked.countDown();
            await(venueAnswers);
        }
        if (command == OperatorCommand.PAUSE && "HANGS".equals(symbol)) {
            await(venueAnswers);
        }
        if (command == OperatorCommand.SNAPSHOT) {
            throw new IllegalArgumentException("nobody thought of this");
        }
        taken.add(command);
        symbols.add(symbol);
        return new CommandTaker.Done(7, 100 + taken.size());
    }

    @Test
    void shouldCarryACommandToTheEngineAndItsSequenceBack() throws Exception {
        final CommandClient client = new CommandClient(folder);

        assertEquals(new CommandTaker.Done(7, 101), client.give(OperatorCommand.REDUCE_ONLY));
        assertEquals(new CommandTaker.Done(7, 102), client.give(OperatorCommand.RESUME));
        assertEquals(List.of(OperatorCommand.REDUCE_ONLY, OperatorCommand.RESUME), taken);
    }

    @Test
    void shouldTakeStopsOfOneInstrumentButNoSnapshotOfOne() throws Exception {
        final CommandClient client = new CommandClient(folder);

        client.give(OperatorCommand.REDUCE_ONLY, "BTCUSDT");
        client.give(OperatorCommand.LIFT, "BTCUSDT");

        assertEquals(List.of("BTCUSDT", "BTCUSDT"), symbols);
        assertThrows(CommandRefused.class, () -> client.give(OperatorCommand.SNAPSHOT, "BTCUSDT"));
        assertThrows(CommandRefused.class, () -> client.give(OperatorCommand.ADD));
    }

    @Test
    @Timeout(60)
    void shouldTakeCommandsWhileAnotherOneWaitsForTheVenue() throws Exception {
        final CommandClient client = new CommandClient(folder);
        final CompletableFuture<CommandTaker.Done> added =
                CompletableFuture.supplyAsync(() -> give(client, OperatorCommand.ADD, "ETHUSDT"));
        asked.await();

        assertEquals(101, client.give(OperatorCommand.REDUCE_ONLY).sequence());
        final CommandRefused busy =
                assertThrows(CommandRefused.class, () -> client.give(OperatorCommand.ADD, "BTCUSDT"));
        assertTrue(busy.getMessage().contains("another instrument is being added"), busy.getMessage());
        assertFalse(added.isDone());
        venueAnswers.countDown();
        assertEquals(102, added.join().sequence());
        assertEquals(103, client.give(OperatorCommand.ADD, "BTCUSDT").sequence());
    }

    @Test
    @Timeout(60)
    void shouldNotLetAnOperatorWaitForEver() {
        final CommandRefused refused = assertThrows(
                CommandRefused.class,
                () -> new CommandClient(folder, Duration.ofMillis(50)).give(OperatorCommand.PAUSE, "HANGS"));

        venueAnswers.countDown();
        assertTrue(refused.getMessage().contains("SIGUSR1"), refused.getMessage());
        assertTrue(refused.getMessage().contains("risk.killFile"), refused.getMessage());
    }

    private static CommandTaker.Done give(
            final CommandClient client, final OperatorCommand command, final String symbol) {
        try {
            return client.give(command, symbol);
        } catch (final IOException | CommandRefused e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldSayWhyACommandWasRefused() {
        final CommandRefused refused =
                assertThrows(CommandRefused.class, () -> new CommandClient(folder).give(OperatorCommand.FLATTEN));

        assertEquals("the engine has halted", refused.getMessage());
    }

    @Test
    void shouldBeForItsOwnerAlone() throws Exception {
        assertEquals(
                PosixFilePermissions.fromString("rw-------"),
                Files.getPosixFilePermissions(folder.resolve(CommandSocket.FILE)));
    }

    @Test
    void shouldRefuseWhatIsNoCommandAndGoOn() throws Exception {
        assertEquals("refused there is no such command\n", say("sell everything\n"));
        assertEquals("", say("x".repeat(200) + "\n"));

        assertEquals(101, new CommandClient(folder).give(OperatorCommand.PAUSE).sequence());
    }

    @Test
    void shouldTakeTheNextCommandAfterOneThatFailed() throws Exception {
        final CommandClient client = new CommandClient(folder);

        final CommandRefused refused = assertThrows(CommandRefused.class, () -> client.give(OperatorCommand.SNAPSHOT));

        assertEquals("nobody thought of this", refused.getMessage());
        assertEquals(101, client.give(OperatorCommand.REDUCE_ONLY).sequence());
    }

    private String say(final String line) throws Exception {
        try (SocketChannel channel =
                SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve(CommandSocket.FILE)))) {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            final ByteBuffer answer = ByteBuffer.allocate(256);
            try {
                while (channel.read(answer) >= 0) {
                    // until the engine has said all
                }
            } catch (final IOException reset) {
                return ""; // It hung up with our line unread.
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void shouldTakeTheFileOfAKilledEngineAway() throws Exception {
        final Path other = Files.createDirectories(folder.resolve("other"));
        Files.createFile(other.resolve(CommandSocket.FILE));

        final CommandSocket again = CommandSocket.open(other, this::take).orElseThrow();

        assertEquals(101, new CommandClient(other).give(OperatorCommand.PAUSE).sequence());
        again.stop();
        assertFalse(Files.exists(other.resolve(CommandSocket.FILE)));
    }

    @Test
    void shouldSayThatNoEngineRuns() throws Exception {
        final Path nobody = Files.createDirectories(folder.resolve("nobody"));

        final CommandRefused refused =
                assertThrows(CommandRefused.class, () -> new CommandClient(nobody).give(OperatorCommand.PAUSE));

        assertTrue(refused.getMessage().startsWith("no engine runs on journal " + nobody), refused.getMessage());
    }

    @Test
    void shouldGoOnWithoutCommandsWhereThePathIsTooLong() {
        assertTrue(CommandSocket.open(folder.resolve("x".repeat(CommandSocket.MAX_PATH_BYTES)), this::take)
                .isEmpty());
    }
}
