package io.ringfence.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.testing.ChildJvm;
import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.LoggedEvent;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.RunHome;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.Outcome;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.message.DiskLevel;
import io.ringfence.journal.message.DiskStateDecoder;
import io.ringfence.journal.message.GuardedDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.testing.SmallDisk;
import io.ringfence.journal.verify.Verification;
import io.ringfence.journal.verify.VerifyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole engine, a process of its own, whose journal lies on a small real file system that fills up: at its start, while it
 * trades, at a segment swap, in its recovery. It never dies of it.
 */
class FullDiskRunTest {
    private static final int DISK_MEBIBYTES = 128;
    private static final long MEBI = 1L << 20;
    private static final int ORDERS = 3;

    @TempDir
    private Path folder;

    private Path journal;
    private SmallDisk disk;

    @BeforeEach
    void mount() throws Exception {
        journal = Files.createDirectories(folder.resolve(RunHome.JOURNAL));
        disk = SmallDisk.mount(journal, DISK_MEBIBYTES);
    }

    @AfterEach
    void unmount() {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void shouldRefuseToStartOnAFullDiskAndStartWhenThereIsRoom() throws Exception {
        try (RunHome home = RunHome.open(folder, demo(""), market())) {
            disk.fill(0);
            try (ChildJvm child = home.run()) {
                assertEquals(ExitStatus.FAILED, child.await(), child::errors);
                assertTrue(child.errors().contains("no start: the disk of " + journal), child::errors);
                assertTrue(child.errors().contains("freeBytes=0"), child::errors);
                assertNoFault(child);
            }
            assertEquals(List.of(), Journal.reading(journal).epochs());

            disk.empty();
            trade(home, 1);
        }
    }

    /** There is space by the marks, and then there isn't for the first segments. */
    @Test
    void shouldEndCleanlyWhenThereIsNoRoomForAGeneration() throws Exception {
        try (RunHome home = RunHome.open(folder, demo("{stopEntries: 2KiB, halt: 1KiB}"), market())) {
            disk.fill(2 * MEBI);
            try (ChildJvm child = home.run()) {
                assertEquals(ExitStatus.FAILED, child.await(), child::errors);
                assertTrue(child.errors().contains(journal.toString()), child::errors);
                assertTrue(child.errors().contains("usableBytes="), child::errors);
                assertNoFault(child);
            }
            disk.empty();
            trade(home, 2);
        }
    }

    @Test
    void shouldStopEntriesWhenTheDiskIsLowAndHaltWhenItIsExhausted() throws Exception {
        try (RunHome home = RunHome.open(folder, demo("{stopEntries: 24MiB, halt: 8MiB}"), market())) {
            try (ChildJvm child = home.run()) {
                home.awaitOrders(child, 1, ORDERS);
                disk.fill(20 * MEBI);
                child.awaitWhileAlive("a low disk", () -> child.errors().contains("is LOW: freeBytes="));
                disk.fill(4 * MEBI);

                assertEquals(ExitStatus.FAILED, child.await(), child::errors);
                assertTrue(
                        child.errors().contains("the disk of " + journal + " is exhausted: freeBytes="), child::errors);
                assertNoFault(child);
            }

            final RecordedGeneration halted = Journal.reading(journal).read(1);
            assertEquals(Outcome.HALTED, halted.seal().orElseThrow().outcome());
            assertEquals(
                    "disk", halted.seal().orElseThrow().halt().orElseThrow().stage());
            final List<LoggedEvent> levels = Logs.events(halted).stream()
                    .filter(event -> event.templateId() == DiskStateDecoder.TEMPLATE_ID)
                    .toList();
            assertEquals(
                    List.of(DiskLevel.LOW, DiskLevel.EXHAUSTED),
                    levels.stream()
                            .map(event -> event.as(new DiskStateDecoder()).level())
                            .toList());
            assertEquals(0, entriesBehind(halted, levels.get(0).sequence()));
            assertRecovers(home, 2);
        }
    }

    /** The space goes at once, and the next segments are needed within moments. */
    @Test
    void shouldHaltCleanlyWhenThereIsNoRoomForTheNextSegment() throws Exception {
        final ShippedDemo demo = demo("{stopEntries: 2KiB, halt: 1KiB}").with("segmentSize", "1MiB");
        try (RunHome home = RunHome.open(folder, demo, market())) {
            try (ChildJvm child = home.run()) {
                home.awaitOrders(child, 1, ORDERS);
                disk.fill(64 << 10);

                assertEquals(ExitStatus.FAILED, child.await(), child::errors);
                assertTrue(child.errors().contains("the engine halted: stage="), child::errors);
                assertTrue(child.errors().contains("usableBytes="), child::errors);
                assertTrue(child.errors().contains(journal.toString()), child::errors);
                assertNoFault(child);
            }
            assertEquals(
                    Outcome.HALTED,
                    Journal.reading(journal).read(1).seal().orElseThrow().outcome());
            assertRecovers(home, 2);
        }
    }

    /** Space for the segments under way, and none for a snapshot: the engine goes on, and stops in order. */
    @Test
    void shouldTradeOnWithoutASnapshotWhenThereIsNoRoomForIt() throws Exception {
        final ShippedDemo demo = demo("{stopEntries: 2KiB, halt: 1KiB}")
                .with("segmentSize", "16MiB")
                .with("every", "1s");
        final VenueOptions slow =
                VenueOptions.ofGenerated(9, 4, GeneratedMarket.ENDLESS).withSpeed(Speed.parse("4"));
        final String unwritten = "no snapshot of #";
        try (RunHome home = RunHome.open(folder, demo, slow)) {
            try (ChildJvm child = home.run()) {
                // From now on no segment is needed for a while.
                final Path next = journal.resolve("e000001/events/000001");
                child.awaitWhileAlive("the next segment", () -> Files.exists(next.resolve("19700101F.cq4")));
                Thread.sleep(500);
                disk.fill(4 << 10);
                child.awaitWhileAlive(
                        "a snapshot that can't be written", () -> child.errors().contains(unwritten));
                final int before = home.ordersOf(1).size();

                home.awaitOrders(child, 1, before + ORDERS);

                assertEquals(List.of(), temporary());
                child.terminate();
                child.await();
                assertNoFault(child);
            }
            assertRecovers(home, 2);
        }
    }

    /** What was begun of snapshots and not finished. */
    private List<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(journal.resolve("e000001/snapshots"))) {
            return files.filter(file -> file.toString().endsWith(".tmp")).toList();
        }
    }

    @Test
    void shouldRefuseToRecoverOnAFullDiskAndLoseNothing() throws Exception {
        try (RunHome home = RunHome.open(folder, demo(""), market())) {
            try (ChildJvm child = home.run()) {
                home.awaitOrders(child, 1, ORDERS);
                child.kill();
            }
            // The first thing that a start does: gives back what the dead engine had reserved.
            Journal.open(journal).close();
            disk.fill(0);
            for (int i = 0; i < 2; i++) {
                try (ChildJvm child = home.run()) {
                    assertEquals(ExitStatus.FAILED, child.await(), child::errors);
                    assertTrue(child.errors().contains("no start: the disk of " + journal), child::errors);
                    assertNoFault(child);
                }
            }
            assertEquals(List.of(1), Journal.reading(journal).epochs());
            assertEquals(
                    Outcome.CRASHED,
                    Journal.reading(journal).read(1).seal().orElseThrow().outcome());
            assertRecovers(home, 2);
        }
    }

    /** What was recorded verifies, and the next start goes on from it and trades. */
    private void assertRecovers(final RunHome home, final int epoch) throws Exception {
        assertVerifies();
        disk.empty();
        trade(home, epoch);
    }

    private void trade(final RunHome home, final int epoch) throws Exception {
        try (ChildJvm child = home.run()) {
            home.awaitOrders(child, epoch, ORDERS);
            child.terminate();
            assertEquals(ExitStatus.DONE, child.await(), child::errors);
        }
        assertVerifies();
        final Map<Long, List<Decision>> decisions =
                Logs.decisions(Journal.reading(journal).read(epoch));
        assertTrue(
                decisions.values().stream()
                        .flatMap(List::stream)
                        .anyMatch(decision -> decision.templateId() == GuardedDecoder.TEMPLATE_ID),
                "generation " + epoch + " was never guarded");
    }

    private void assertVerifies() {
        final VerifyReport verified = Verification.of(Journal.reading(journal));
        assertEquals(0, verified.damages(), verified::toText);
    }

    private static void assertNoFault(final ChildJvm child) {
        assertFalse(child.errors().contains("InternalError"), child::errors);
        assertFalse(child.errors().contains("SIGBUS"), child::errors);
        assertFalse(String.join("\n", child.output()).contains("SIGBUS"), () -> String.join("\n", child.output()));
    }

    private static long entriesBehind(final RecordedGeneration generation, final long sequence) {
        return Logs.decisions(generation).entrySet().stream()
                .filter(entry -> entry.getKey() > sequence)
                .flatMap(entry -> entry.getValue().stream())
                .filter(decision -> decision.templateId() == OrderPlacedDecoder.TEMPLATE_ID)
                .filter(decision -> decision.as(new OrderPlacedDecoder()).purpose() == OrderPurpose.ENTRY)
                .count();
    }

    /** @param marks the disk's, or the default ones: an eighth and a 32nd */
    private static ShippedDemo demo(final String marks) {
        return new ShippedDemo()
                .eager()
                .layout("two")
                .with("instruments", "[BTCUSDT, ETHUSDT, SOLUSDT, XRPUSDT]")
                .with("segmentSize", marks.isEmpty() ? "8MiB" : "8MiB\n  disk: " + marks);
    }

    private static VenueOptions market() {
        return VenueOptions.ofGenerated(9, 4, GeneratedMarket.ENDLESS).withSpeed(Speed.parse("20"));
    }
}
