package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.EngineConfig;
import io.ringfence.engine.operator.CommandClient;
import io.ringfence.engine.operator.CommandRefused;
import io.ringfence.engine.operator.OperatorCommand;
import io.ringfence.engine.replay.Replay;
import io.ringfence.engine.replay.ReplayResult;
import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.KillSwitchChangedDecoder;
import io.ringfence.journal.message.LeverageDecoder;
import io.ringfence.journal.message.ListeningDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderPurpose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instruments that come and go while an engine trades at the simulated venue, over real sockets. */
class RosterTest {
    @TempDir
    private Path folder;

    @Test
    void shouldTradeWhatIsAddedAndLetGoWhatIsDroppedWhenItIsFlat() throws Exception {
        // Stops so wide that only signals close anything.
        final ShippedDemo demo = new ShippedDemo()
                .eager()
                .layout("one")
                .withStop("hard: {distance: 10%}\n")
                .plus("spareInstruments: 1\n");
        final VenueOptions market = VenueOptions.ofGenerated(7, 4, 600).withSpeed(Speed.parse("20"));
        final List<EngineSetup> setups = new ArrayList<>();
        try (LiveRun run = LiveRun.start(demo, market, folder, setup -> {
            setups.add(of(setup, 2));
            return Engine.start(setups.get(0), line -> {});
        })) {
            final String added = run.venue().symbols().get(2).symbol();
            final String beyond = run.venue().symbols().get(3).symbol();
            final String configured = run.venue().symbols().get(0).symbol();
            final CommandClient operator = new CommandClient(folder);
            final long first = operator.give(OperatorCommand.ADD, added).sequence();
            assertRefused("followed already", operator, OperatorCommand.ADD, added);
            assertRefused("spareInstruments=1", operator, OperatorCommand.ADD, beyond);
            assertRefused("isn't listed", operator, OperatorCommand.ADD, "NOSUCH");
            assertRefused("isn't followed", operator, OperatorCommand.DROP, beyond);
            run.await("a position in what was added", () -> holds(run, added));
            final int id = idOf(run, added);

            operator.give(OperatorCommand.FLATTEN, added);
            run.await("flat by command", () -> !holds(run, added));
            operator.give(OperatorCommand.LIFT, added);
            run.await("a position once more", () -> holds(run, added));
            assertRefused("isn't followed", operator, OperatorCommand.FLATTEN, "NOSUCHUSDT");
            final long dropped = operator.give(OperatorCommand.DROP, added).sequence();
            assertTrue(follows(run, added));
            run.await("flat and gone", () -> !follows(run, added));
            assertFalse(holds(run, added));
            final long gone = run.engine().published();
            run.await("more of the market", () -> run.engine().published() > gone + 2_000);
            operator.give(OperatorCommand.ADD, added);
            run.await("a position again", () -> holds(run, added));
            operator.give(OperatorCommand.DROP, configured);
            run.await("what was configured gone", () -> !follows(run, configured));
            final RecordedGeneration recorded = run.stop();

            assertTrue(leverageToldOf(recorded, id) < first);
            assertEquals(Set.of(id), killed(recorded));
            assertEquals(List.of(ChannelState.UP, ChannelState.DOWN, ChannelState.UP), listening(recorded, id));
            assertEquals(0, entries(recorded, id, dropped, gone));
            assertTrue(entries(recorded, id, gone, Long.MAX_VALUE) > 0);
            assertReplays(recorded, setups.get(0));
            final Engine again = Engine.start(setups.get(0), line -> {});
            final List<String> followed =
                    again.instruments().stream().map(Instrument::symbol).toList();
            again.stop();
            assertEquals(List.of(run.venue().symbols().get(1).symbol(), added), followed);
        }
    }

    private static Set<Integer> killed(final RecordedGeneration recorded) {
        return Logs.decisions(recorded).values().stream()
                .flatMap(List::stream)
                .filter(decision -> decision.templateId() == KillSwitchChangedDecoder.TEMPLATE_ID)
                .map(decision -> decision.id().instrument())
                .collect(Collectors.toSet());
    }

    private static List<ChannelState> listening(final RecordedGeneration recorded, final int instrument) {
        return Logs.events(recorded).stream()
                .filter(event -> event.templateId() == ListeningDecoder.TEMPLATE_ID && event.instrument() == instrument)
                .map(event -> event.as(new ListeningDecoder()).state())
                .toList();
    }

    private static EngineSetup of(final EngineSetup setup, final int instruments) {
        final EngineConfig engine = setup.configuration().engine();
        return setup.withInstruments(engine.instruments().subList(0, instruments));
    }

    private static void assertRefused(
            final String why, final CommandClient operator, final OperatorCommand command, final String symbol) {
        final CommandRefused refused = assertThrows(CommandRefused.class, () -> operator.give(command, symbol));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    private static boolean holds(final LiveRun run, final String symbol) {
        return run.engine().state().positions().stream()
                .anyMatch(position -> position.instrument().equals(symbol));
    }

    private static boolean follows(final LiveRun run, final String symbol) {
        return run.engine().instruments().stream()
                .anyMatch(instrument -> instrument.symbol().equals(symbol));
    }

    private static int idOf(final LiveRun run, final String symbol) {
        return run.engine().instruments().stream()
                .filter(instrument -> instrument.symbol().equals(symbol))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** Where in the log. */
    private static long leverageToldOf(final RecordedGeneration recorded, final int instrument) {
        return Logs.events(recorded).stream()
                .filter(event -> event.templateId() == LeverageDecoder.TEMPLATE_ID && event.instrument() == instrument)
                .findFirst()
                .orElseThrow()
                .sequence();
    }

    private static long entries(
            final RecordedGeneration recorded, final int instrument, final long from, final long to) {
        return Logs.decisions(recorded).subMap(from, to).values().stream()
                .flatMap(List::stream)
                .filter(decision -> decision.templateId() == OrderPlacedDecoder.TEMPLATE_ID)
                .filter(decision -> decision.id().instrument() == instrument)
                .map((Decision decision) -> decision.as(new OrderPlacedDecoder()))
                .filter(order -> order.purpose() == OrderPurpose.ENTRY)
                .count();
    }

    private static void assertReplays(final RecordedGeneration recorded, final EngineSetup setup) throws Exception {
        final ReplayResult result =
                Replay.whole(setup.configuration().engine().stages(), 64, 256).run(recorded, done -> {});

        assertTrue(result.isClean(), result::toString);
    }
}
