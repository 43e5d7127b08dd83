package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.simulated.Ledger;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.OnDamage;
import io.ringfence.journal.generation.Outcome;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.generation.Seal;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.testing.FailingDisk;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole engine with {@code journal.durability: device}, whose disk fails to force one of its logs while it trades. */
class RefusingDiskTest {
    private static final int ORDERS = 3;
    private static final long PATIENCE_MS = 30_000;
    private static final long QUIET_MS = 500;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(LogKind.class)
    void shouldSendNothingMoreAndLeaveNoSeal(final LogKind kind) throws Exception {
        final FailingDisk disk = new FailingDisk();
        final ShippedDemo demo =
                new ShippedDemo().eager().layout("auto").with("segmentSize", "64MiB\n  durability: device");
        final VenueOptions market =
                VenueOptions.ofGenerated(3, 4, GeneratedMarket.ENDLESS).withSpeed(Speed.parse("4"));
        final Set<String> sent;
        try (LiveRun run = LiveRun.start(demo, market, folder, setup -> Engine.start(setup, disk, line -> {}))) {
            run.await("orders", () -> orders(run).size() >= ORDERS);
            disk.refuseFrom(folder.resolve("e000001").resolve(kind.folder()));

            assertTrue(run.engine().halt().await(PATIENCE_MS));
            final Halt.Cause cause = run.engine().halt().cause().orElseThrow();
            assertEquals(kind == LogKind.EVENTS ? "journal" : "journal-decisions", cause.stage());
            assertTrue(cause.failure().getMessage().contains("can't force " + folder), cause::toString);
            final int before = orders(run).size();
            Thread.sleep(QUIET_MS);
            assertEquals(before, orders(run).size());
            assertEquals(Optional.empty(), run.stop().seal());
            sent = Set.copyOf(orders(run));
        }

        try (Journal journal = Journal.open(folder, OnDamage.REFUSE)) {
            final RecordedGeneration left = journal.read(1);
            final Seal seal = left.seal().orElseThrow();
            assertEquals(Outcome.CRASHED, seal.outcome());
            assertTrue(placed(left).containsAll(sent), "sent " + sent + ", recorded " + placed(left));
        }
    }

    private static List<String> orders(final LiveRun run) {
        return run.venue().ledger().requests().stream()
                .filter(request -> request.kind() == Ledger.Kind.PLACE)
                .map(Ledger.Request::clientOrderId)
                .toList();
    }

    private static Set<String> placed(final RecordedGeneration recorded) {
        return Logs.decisions(recorded).values().stream()
                .flatMap(List::stream)
                .filter(decision -> decision.templateId() == OrderPlacedDecoder.TEMPLATE_ID)
                .map(decision -> decision.as(new OrderPlacedDecoder()).orderId())
                .map(RefusingDiskTest::text)
                .collect(Collectors.toSet());
    }

    private static String text(final OrderIdDecoder id) {
        return new ClientOrderId()
                .set(id.engine(), id.epoch(), id.sequence(), id.index())
                .toString();
    }
}
