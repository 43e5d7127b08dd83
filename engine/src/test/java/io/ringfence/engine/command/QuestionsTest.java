package io.ringfence.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.breakpoint.BreakOptions;
import io.ringfence.engine.history.OrderKey;
import io.ringfence.engine.history.TradesOptions;
import io.ringfence.engine.history.WhyOptions;
import io.ringfence.engine.operator.CommandOptions;
import io.ringfence.engine.operator.OperatorCommand;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.view.ViewOptions;
import io.ringfence.engine.whatif.WhatIfOptions;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.TickEncoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What people ask of a journal or of a running engine, from the command line to the job. */
@Tag("smoke")
class QuestionsTest {
    private static final int EVENTS = 20;
    private static final String ID = "00040000010000000001BST180";

    private final List<Object> asked = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path home;

    private Path journal;
    private CommandLine line;

    @BeforeEach
    void buildCommandLine() throws IOException {
        journal = Files.createDirectories(home.resolve("data/journal"));
        try (Journal writing = Journal.open(journal);
                Generation generation =
                        writing.start(GenerationOptions.defaults().withSegmentBytes(8 << 20))) {
            final UnsafeBuffer tick = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
            final int tickBytes = MessageHeaderEncoder.ENCODED_LENGTH
                    + new TickEncoder()
                            .wrapAndApplyHeader(tick, 0, new MessageHeaderEncoder())
                            .encodedLength();
            EventLayout.describe(tick, 0, 0, 0, EventLayout.NO_TIME);
            for (int sequence = 1; sequence <= EVENTS; sequence++) {
                EventLayout.stamp(tick, 0, generation.epoch(), sequence, sequence);
                generation.events().append(sequence, tick, 0, tickBytes);
            }
            generation.seal(generation.ended());
        }
        final Home folder = new Home(home);
        line = Ringfence.commandLine(List.of(
                new ReplayCommand(folder, this::remember, this::remember, this::remember, this::remember),
                new WhyCommand(folder, this::remember),
                new TradesCommand(folder, this::remember),
                new CommandCommand(folder, this::remember),
                new StatCommand(folder, this::remember),
                new TopCommand(folder, this::remember)));
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    }

    private int remember(final Object options) {
        asked.add(options);
        return ExitStatus.DONE;
    }

    @Test
    void shouldAskWhyByEitherFormOfAnId() {
        assertEquals(ExitStatus.DONE, line.execute("why", ID, "--json"));
        assertEquals(ExitStatus.DONE, line.execute("why", ID.toLowerCase(Locale.ROOT)));
        assertEquals(ExitStatus.DONE, line.execute("why", "3:25366"));

        final OrderKey key = OrderKey.parse(ID).orElseThrow();
        assertEquals(
                List.of(
                        new WhyOptions(journal, key, true),
                        new WhyOptions(journal, key, false),
                        new WhyOptions(journal, new OrderKey(OrderKey.ANY, 3, 25_366, OrderKey.ANY), false)),
                asked);
        assertEquals(ID, key.toString());
    }

    @Test
    void shouldAskForTradesOfAllGenerationsOrOne() {
        assertEquals(ExitStatus.DONE, line.execute("trades"));
        assertEquals(ExitStatus.DONE, line.execute("trades", "--generation", "1", "--csv"));

        assertEquals(
                List.of(
                        new TradesOptions(journal, OptionalInt.empty(), TradesOptions.Format.TEXT),
                        new TradesOptions(journal, OptionalInt.of(1), TradesOptions.Format.CSV)),
                asked);
    }

    @Test
    void shouldGiveACommandThatIsMeant() {
        assertEquals(ExitStatus.DONE, line.execute("command", "reduce-only", "--yes"));

        assertEquals(List.of(new CommandOptions(journal, OperatorCommand.REDUCE_ONLY, "", false)), asked);
    }

    @Test
    void shouldLookAtARunningEngine() {
        assertEquals(ExitStatus.DONE, line.execute("stat", "--json"));
        assertEquals(ExitStatus.DONE, line.execute("top"));
        assertEquals(ExitStatus.DONE, line.execute("top", "--json"));

        assertEquals(
                List.of(
                        new ViewOptions(journal, true),
                        new ViewOptions(journal, false),
                        new ViewOptions(journal, true)),
                asked);
    }

    @Test
    void shouldStopAReplayOrTryAnotherConfiguration() {

        assertEquals(ExitStatus.DONE, line.execute("replay", "--break", "stopHit", "--from", "7"));
        assertEquals(
                ExitStatus.DONE, line.execute("replay", "--config", "../config/demo.yaml", "--from", "5", "--to", "9"));

        final BreakOptions stopped = (BreakOptions) asked.get(0);
        final WhatIfOptions other = (WhatIfOptions) asked.get(1);
        assertEquals("stopHit", stopped.breakpoint().toString());
        assertEquals(7, stopped.from());
        assertEquals(5, other.from());
        assertEquals(9, other.to());
        assertEquals(1, other.generation());
    }

    @Test
    void shouldListWhatABreakpointMayAskFor() {
        assertEquals(ExitStatus.DONE, line.execute("replay", "--break", "help"));

        assertTrue(out.toString().contains("position.quantity"), out.toString());
        assertEquals(List.of(), asked);
    }

    @Test
    void shouldPointAtTheMistakeInABreakpoint() {
        assertEquals(ExitStatus.USAGE, line.execute("replay", "--break", "stopHit and trade.prise > 1"));

        final List<String> lines = err.toString().lines().toList();
        assertEquals("  stopHit and trade.prise > 1", lines.get(1));
        assertEquals(2 + "stopHit and ".length(), lines.get(2).indexOf('^'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "why",
                "why not-an-id",
                "why 1:x",
                "trades --generation 2",
                "trades --csv --json",
                "trades --journal /nowhere",
                "command",
                "command sell --yes",
                "command pause",
                "stat --journal /nowhere",
                "replay --break stopHit --verify",
                "replay --break stopHit --config demo.yaml",
                "replay --config demo.yaml --layout two",
                "replay --from 21",
                "replay --break stopHit --from 21",
                "replay --all --journal EMPTY",
                "why 1:2 --journal EMPTY",
                "trades --journal EMPTY"
            })
    void shouldRefuseWhatMakesNoSense(final String arguments) throws IOException {
        final Path empty = Files.createDirectories(home.resolve("empty"));
        final String[] given = arguments.replace("EMPTY", empty.toString()).split(" ");

        assertEquals(ExitStatus.USAGE, line.execute(given), err.toString());

        assertEquals(List.of(), asked);
        assertTrue(err.toString().startsWith("ringfence " + arguments.split(" ")[0] + ":"), err.toString());
    }
}
