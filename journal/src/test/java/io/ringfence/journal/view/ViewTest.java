package io.ringfence.journal.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.generation.ChildProcess;
import io.ringfence.journal.message.DisasterState;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.view.View.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("smoke")
class ViewTest {
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    @TempDir
    private Path folder;

    @Test
    void shouldShowWhatTheLogsSayWhileTheyAreWrittenAndHowItEnded() throws Exception {
        try (ViewedRun run = new ViewedRun(folder, AtStart.NOTHING);
                ViewReader reader = new ViewReader(folder)) {
            run.writer().start();
            run.quote(5_999_990, 6_000_000);
            run.order();
            final long placedAt = run.sequence();
            run.quote(6_000_190, 6_000_210);
            run.position(2_500, 6_000_000);
            run.stop(5_990_000);
            final long newest = run.sequence();

            final View view =
                    await(reader, seen -> isAt(seen, newest) && !seen.orders().isEmpty());

            final JsonNode instrument = view.instruments().get(0);
            assertEquals(Status.LIVE, view.status());
            assertEquals(ProcessHandle.current().pid(), view.pid());
            assertEquals(ViewedRun.SYMBOL, instrument.get("instrument").asText());
            assertEquals("60001.90", instrument.get("bid").asText());
            assertEquals("60002.10", instrument.get("ask").asText());
            assertEquals("2.500", instrument.get("position").asText());
            assertEquals("59900.00", instrument.get("stop").asText());
            assertEquals("5.00000000", instrument.get("unrealized").asText());
            assertEquals("DECIDED", view.orders().get(0).get("state").asText());
            assertEquals("-1.50000000", view.engine().orElseThrow().get("net").asText());
            assertTrue(laneNamed(view, "orders").get("lag").asLong() >= 2);

            run.change(placedAt, OrderState.PARTIALLY_FILLED);
            await(
                    reader,
                    seen -> !seen.orders().isEmpty()
                            && seen.orders().get(0).get("filled").asText().equals("0.500"));
            run.change(placedAt, OrderState.FILLED);
            await(reader, seen -> seen.orders().isEmpty());

            run.end();
            final View end = reader.read().orElseThrow();
            assertEquals(Status.ENDED, end.status());
            assertEquals("2.500", end.instruments().get(0).get("position").asText());
            assertFalse(run.writer().isAbandoned());
        }
    }

    @Test
    void shouldBeginWithWhatIsHeldAndUnderWayAlready() throws Exception {
        final String order = new ClientOrderId().set(1, 1, 900, 1280).toString();
        final String stop = new ClientOrderId().set(1, 1, 901, 1281).toString();
        final AtStart begin = new AtStart(
                List.of(new HeldAtStart(1, -1_500, 6_000_000, 0, 6_050_000), new HeldAtStart(6, 0, 0, 25, 0)),
                List.of(new OrderAtStart(order, 1, Side.BUY, OrderPurpose.EXIT, 1_500, 200, OrderState.UNKNOWN, 900)),
                List.of(new StopAtStart(stop, 1, 6_070_000, DisasterState.RESTING)),
                0,
                0);
        try (ViewedRun run = new ViewedRun(folder, begin);
                ViewReader reader = new ViewReader(folder)) {
            run.writer().start();
            run.quote(5_999_990, 6_000_010);

            final View view = await(reader, seen -> isAt(seen, 2));

            // The other is flat and isn't followed any more.
            assertEquals(1, view.instruments().size());
            final JsonNode instrument = view.instruments().get(0);
            assertEquals("-1.500", instrument.get("position").asText());
            assertEquals("60500.00", instrument.get("stop").asText());
            assertEquals("0.00000000", instrument.get("unrealized").asText());
            assertEquals(
                    "{\"price\":\"60700.00\",\"state\":\"RESTING\"}",
                    instrument.get("disasterStop").toString());
            final JsonNode carried = view.orders().get(0);
            assertEquals(order, carried.get("orderId").asText());
            assertEquals(ViewedRun.SYMBOL, carried.get("instrument").asText());
            assertEquals("0.200", carried.get("filled").asText());
            assertEquals("UNKNOWN", carried.get("state").asText());
            assertEquals(1, view.engine().orElseThrow().get("ordersOpen").asInt());

            run.disaster(6_080_000);
            final long placedAt = run.sequence();
            run.change(900, OrderState.FILLED);
            final View later = await(reader, seen -> seen.orders().isEmpty());
            assertEquals(
                    "{\"price\":\"60800.00\",\"state\":\"PLACED\"}",
                    later.instruments().get(0).get("disasterStop").toString());

            run.disasterChange(placedAt, DisasterState.GONE);
            run.disasterChange(901, DisasterState.FIRED);
            await(reader, seen -> seen.instruments().get(0).get("disasterStop").isNull());
            run.halt();
            assertEquals(Status.HALTED, reader.read().orElseThrow().status());
        }
    }

    /** Only so many are shown; all are counted. */
    @Test
    void shouldCountOrdersThatItDoesNotShowUntilTheyEnd() throws Exception {
        final int many = 260;
        try (ViewedRun run = new ViewedRun(folder, AtStart.NOTHING);
                ViewReader reader = new ViewReader(folder)) {
            run.writer().start();
            for (int i = 0; i < many; i++) {
                run.quote(5_999_990, 6_000_010);
                run.order();
            }
            final long last = run.sequence();
            await(reader, seen -> open(seen) == many);

            run.change(last, OrderState.FILLED);

            await(reader, seen -> open(seen) == many - 1);
            run.writer().stop();
            // Nobody knows yet how it ends.
            assertEquals(Status.STALE, reader.read().orElseThrow().status());
        }
    }

    private static int open(final View view) {
        return view.engine().map(engine -> engine.get("ordersOpen").asInt()).orElse(0);
    }

    @Test
    void shouldSayThatAKilledEngineIsGoneAndShowWhatItLastWrote() throws Exception {
        try (ChildProcess child = new ChildProcess(ViewedRun.Process.class, folder);
                ViewReader reader = new ViewReader(folder)) {
            assertEquals("live", child.line());
            assertEquals(Status.LIVE, await(reader, seen -> isAt(seen, 2)).status());

            child.kill();

            final View view = reader.read().orElseThrow();
            assertEquals(Status.GONE, view.status());
            assertEquals(Optional.empty(), view.trouble());
            assertEquals("2.500", view.instruments().get(0).get("position").asText());
        }
    }

    @Test
    void shouldGiveUpAMapThatCantBeOpenedAndGoOn() throws Exception {
        try (ViewedRun run = new ViewedRun(folder, AtStart.NOTHING)) {
            final Path view = Files.createDirectories(folder.resolve("e000001").resolve(ViewMap.FOLDER));
            Files.createDirectories(ViewMap.file(view).resolve("in the way"));

            run.writer().start();
            final long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (!run.writer().isAbandoned() && System.nanoTime() < deadline) {
                Thread.sleep(10);
            }

            assertTrue(run.writer().isAbandoned());
            run.quote(5_999_990, 6_000_000);
            run.end();
        }
    }

    @Test
    void shouldGiveUpWhereALogCantBeFollowedAnyFurther() throws Exception {
        try (ViewedRun run = new ViewedRun(folder, AtStart.NOTHING)) {
            run.damageDecisions();

            run.writer().start();
            final long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (!run.writer().isAbandoned() && System.nanoTime() < deadline) {
                Thread.sleep(10);
            }

            assertTrue(run.writer().isAbandoned());
            run.end();
        }
    }

    @Test
    void shouldFindNothingWhereNoEngineHasRun() throws Exception {
        try (ViewReader reader = new ViewReader(folder)) {
            assertEquals(Optional.empty(), reader.read());
        }
    }

    private static boolean isAt(final View view, final long sequence) {
        return view.engine().isPresent() && view.engine().get().get("seen").asLong() >= sequence;
    }

    private static JsonNode laneNamed(final View view, final String name) {
        return view.lanes().stream()
                .filter(lane -> lane.get("lane").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static View await(final ViewReader reader, final Predicate<View> condition) throws InterruptedException {
        final long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline) {
            final Optional<View> view = reader.read();
            if (view.filter(condition).isPresent()) {
                return view.get();
            }
            Thread.sleep(20);
        }
        throw new AssertionError("never seen: " + reader.read());
    }
}
