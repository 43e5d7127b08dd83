package io.ringfence.engine.testing;

import io.ringfence.gateway.credentials.ThrowAwayKeyFiles;
import io.ringfence.gateway.simulated.Ledger;
import io.ringfence.gateway.simulated.SimulatedVenue;
import io.ringfence.gateway.simulated.VenueAccount;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.number.Money;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A home folder from which the command {@code run} trades as a process of its own, at a venue in this JVM, which outlives
 * it.
 */
public final class RunHome implements AutoCloseable {
    /** The journal's folder below the home folder. */
    public static final String JOURNAL = "data/journal";

    private final Path folder;
    private final ThrowAwayKeyFiles keys;
    private final SimulatedVenue venue;

    private RunHome(final Path folder, final ThrowAwayKeyFiles keys, final SimulatedVenue venue) {
        this.folder = folder;
        this.keys = keys;
        this.venue = venue;
    }

    /** Starts the venue and writes what the engine needs to know of it. A folder may have had another venue before. */
    public static RunHome open(final Path folder, final ShippedDemo demo, final VenueOptions market)
            throws IOException {
        final ThrowAwayKeyFiles keys = ThrowAwayKeyFiles.generate();
        final SimulatedVenue venue = new SimulatedVenue(
                        market.withAccounts(new VenueAccount("test", 10_000 * Money.ONE, List.of(keys.venueKey()))))
                .start();
        keys.write(folder.resolve("data/venue"), venue.port());
        final Path venues = Files.createDirectories(folder.resolve("config/venues"));
        Files.writeString(folder.resolve("config/engine.yaml"), demo.engineText());
        final Path stops = Files.createDirectories(folder.resolve("config/stops"));
        Files.writeString(stops.resolve("demo.yaml"), demo.stopText());
        Files.writeString(venues.resolve("simulated.yaml"), demo.venueText(venue.port()));
        return new RunHome(folder, keys, venue);
    }

    /** {@code ringfence run --mode live}. */
    public ChildJvm run() throws Exception {
        return run("live");
    }

    /** {@code ringfence run} in the mode that the configuration says, too. */
    public ChildJvm run(final String mode) throws Exception {
        return ChildJvm.start(
                folder,
                List.of("-XX:TieredStopAtLevel=1", "-Dringfence.home=" + folder),
                Class.forName("io.ringfence.engine.command.Ringfence"),
                "run",
                "--mode",
                mode,
                "--quiet");
    }

    /** The same, behind {@code wrapper}: a program and its options. */
    public ChildJvm runWithin(final List<String> wrapper) throws Exception {
        return ChildJvm.startWithin(
                wrapper,
                folder,
                List.of("-XX:TieredStopAtLevel=1", "-Dringfence.home=" + folder),
                Class.forName("io.ringfence.engine.command.Ringfence"),
                "run",
                "--mode",
                "live",
                "--quiet");
    }

    /** Gives the next run another configuration, at the same venue. */
    public void configure(final ShippedDemo demo) throws IOException {
        Files.writeString(folder.resolve("config/engine.yaml"), demo.engineText());
    }

    /** The venue's own books. */
    public Ledger ledger() {
        return venue.ledger();
    }

    public Path journal() {
        return folder.resolve(JOURNAL);
    }

    /** Ids of the orders that generation {@code epoch} got through to the venue, in their order. */
    public List<ClientOrderId> ordersOf(final int epoch) {
        return venue.ledger().requests().stream()
                .filter(request -> request.kind() == Ledger.Kind.PLACE)
                .map(request -> parse(request.clientOrderId()))
                .filter(id -> id.epoch() == epoch)
                .toList();
    }

    /** Waits until the engine in {@code child} has sent so many orders; fails if it ends before. */
    public void awaitOrders(final ChildJvm child, final int epoch, final int count) throws InterruptedException {
        child.awaitWhileAlive(
                count + " orders of generation " + epoch, () -> ordersOf(epoch).size() >= count);
    }

    private static ClientOrderId parse(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        final ClientOrderId id = new ClientOrderId();
        if (!id.parse(new UnsafeBuffer(bytes), 0, bytes.length)) {
            throw new AssertionError("not an id of ours: " + text);
        }
        return id;
    }

    @Override
    public void close() throws IOException {
        try (keys) {
            venue.close();
        }
    }
}
