package io.ringfence.engine.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.testing.ChildJvm;
import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.RunHome;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.message.SignalDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example's jar in the folder {@code plugins} of a running engine: it trades, and a replay in a further process finds it again. */
class PlugInRunTest {
    private static final String FORMER = "(?m)^strategy:\\n(^ +.*\\n)+";
    private static final String DIP = "strategies:\n"
            + "  - {name: rsi-dip, parameters: {timeframe: 1s, length: 2, buyBelow: 60, sellAbove: 70}}\n";

    @TempDir
    private Path folder;

    @Test
    void shouldTradeAndReplayAsAPlugIn() throws Exception {
        final ShippedDemo demo = new ShippedDemo().eager().layout("two").with("onStop", "leave-guarded");
        final Path plugins = Files.createDirectories(folder.resolve("plugins"));
        ExampleJar.pack(folder, plugins.resolve("rsi-dip.jar"));
        try (RunHome home = RunHome.open(
                folder,
                demo,
                VenueOptions.ofGenerated(9, 2, GeneratedMarket.ENDLESS).withSpeed(Speed.MAX))) {
            Files.writeString(
                    folder.resolve("config/engine.yaml"), demo.engineText().replaceFirst(FORMER, DIP));

            try (ChildJvm engine = home.run()) {
                home.awaitOrders(engine, 1, 2);
                engine.terminate();
                assertEquals(ExitStatus.DONE, engine.await(), engine::errors);
            }

            assertEquals(List.of("rsi-dip"), strategies(home));
            try (ChildJvm replay = ringfence("replay", "--verify")) {
                assertEquals(ExitStatus.DONE, replay.await(), replay::errors);
            }

            Files.delete(plugins.resolve("rsi-dip.jar"));
            try (ChildJvm replay = ringfence("replay", "--verify")) {
                assertEquals(ExitStatus.USAGE, replay.await());
                assertTrue(replay.errors().contains("rsi-dip"), replay::errors);
            }
        }
    }

    private ChildJvm ringfence(final String... arguments) throws Exception {
        return ChildJvm.start(
                folder,
                List.of("-XX:TieredStopAtLevel=1", "-Dringfence.home=" + folder),
                Class.forName("io.ringfence.engine.command.Ringfence"),
                arguments);
    }

    private static List<String> strategies(final RunHome home) {
        return Logs.decisions(Journal.reading(home.journal()).read(1)).values().stream()
                .flatMap(List::stream)
                .filter(decision -> decision.templateId() == SignalDecoder.TEMPLATE_ID)
                .map(PlugInRunTest::strategy)
                .distinct()
                .toList();
    }

    private static String strategy(final Decision decision) {
        final SignalDecoder signal = decision.as(new SignalDecoder());
        signal.seen().forEach(seen -> seen.skipName());
        signal.skipReasonName();
        return signal.strategyName();
    }
}
