package io.ringfence.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.process.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StopsCommandTest {
    private static final String TRADES = """
            time,price,quantity
            1642204800000,100.00,0.5
            1642204801000,101.00,0.5
            1642204802000,100.80,0.5
            1642204803000,100.58,0.5
            1642204804000,90.00,0.5
            """;
    private static final String CANDLES = """
            time,open,high,low,close,volume
            1642204800000,100.00,100.50,99.50,100.20,10
            1642204860000,100.20,101.50,100.10,101.40,10
            1642204920000,101.40,101.50,98.90,101.00,10
            1642204980000,101.00,101.50,90.90,101.00,10
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void shouldPrintTheStopsPathUntilItFires() throws IOException {
        final int status = run(TRADES, "{hard: {distance: 1%}, trail: {distance: 0.4%}}", "long", "100");

        assertEquals(ExitStatus.DONE, status, err.toString());
        assertEquals(
                List.of(
                        "time_ns,price,stop,rule,event",
                        "1642204800000000000,100.00,99.00,hard,armed",
                        "1642204800000000000,100.00,99.60,trail,moved",
                        "1642204801000000000,101.00,100.60,trail,moved",
                        "1642204803000000000,100.58,100.60,trail,hit"),
                out.toString().lines().toList());
    }

    @Test
    void shouldPrintAnObjectARowIfAsked() throws IOException {
        run(TRADES, "{hard: {distance: 1%}, trail: {distance: 0.4%}}", "long", "100", "--json");

        assertEquals(
                List.of(
                        "{\"time_ns\":1642204800000000000,\"price\":100.00,\"stop\":99.00,\"rule\":\"hard\",\"event\":\"armed\"}",
                        "{\"time_ns\":1642204803000000000,\"price\":100.58,\"stop\":100.60,\"rule\":\"trail\",\"event\":\"hit\"}"),
                List.of(
                        out.toString().lines().toList().get(0),
                        out.toString().lines().toList().get(3)));
    }

    @Test
    void shouldPrintEveryPriceIfAsked() throws IOException {
        run(TRADES, "{hard: {distance: 5%}}", "short", "100", "--every-price");

        assertEquals(
                List.of(
                        "1642204800000000000,100.00,105.00,hard,armed",
                        "1642204801000000000,101.00,105.00,hard,price",
                        "1642204802000000000,100.80,105.00,hard,price",
                        "1642204803000000000,100.58,105.00,hard,price",
                        "1642204804000000000,90.00,105.00,hard,price"),
                out.toString().lines().skip(1).toList());
        assertTrue(err.toString().contains("the data end before the stop has fired"), err.toString());
    }

    @Test
    void shouldLetThePositionShrinkByItsPortions() throws IOException {
        final int status = run(
                TRADES,
                "{hard: {distance: 1%}, takeProfit: [{at: 0.5%, portion: 50%}, {at: 0.8%, portion: 50%}]}",
                "long",
                "100",
                "--quantity",
                "3");

        assertEquals(ExitStatus.DONE, status);
        assertEquals(
                List.of(
                        "1642204800000000000,100.00,99.00,hard,armed",
                        "1642204801000000000,101.00,99.00,take-profit,take-profit-1",
                        "1642204801000000000,101.00,99.00,take-profit,take-profit-2",
                        "1642204801000000000,101.00,99.00,hard,closed"),
                out.toString().lines().skip(1).toList());
    }

    @Test
    void shouldTakeACandlesLowBeforeItsClose() throws IOException {
        run(CANDLES, "{hard: {distance: 2%}, chandelier: {bars: 1, distance: 1 ATR 1m}}", "long", "100", "--atr", "1");

        // The second bar has a range of 1.40: 101.50 less 1.40, with the price of the third candle, whose low comes
        // first.
        assertEquals(
                List.of(
                        "1642204860000000000,100.0,98.0,hard,armed",
                        "1642204980000000000,101.0,100.1,chandelier,moved",
                        "1642205040000000000,90.9,100.1,chandelier,hit"),
                out.toString().lines().skip(1).toList());
    }

    @Test
    void shouldSayWhatIsWrong() throws IOException {
        assertEquals(ExitStatus.USAGE, run(TRADES, "{trigger: mark, hard: {distance: 1%}}", "long", "100"));
        assertTrue(err.toString().contains("price files hold no mark prices"), err.toString());
        assertEquals(ExitStatus.USAGE, run(TRADES, "{hard: {distance: 1%}}", "long", "0"));
        assertTrue(err.toString().contains("--entry=0: must be above 0"), err.toString());
        assertEquals(ExitStatus.USAGE, run(TRADES, "{hard: {distance: 1%}}", "long", "100.005"));
        assertTrue(err.toString().contains("--entry=100.005: the file's are of at most 2 decimals"), err.toString());
    }

    private int run(
            final String data, final String profile, final String side, final String entry, final String... more)
            throws IOException {
        final Path prices = Files.writeString(folder.resolve("prices.csv"), data);
        final Path rules = Files.writeString(folder.resolve("rules.yaml"), profile);
        final CommandLine line = Ringfence.commandLine(List.of(new StopsCommand()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        final List<String> arguments = new ArrayList<>(List.of(
                "stops", "--data", prices.toString(), "--profile", rules.toString(), "--side", side, "--entry", entry));
        arguments.addAll(List.of(more));
        return line.execute(arguments.toArray(String[]::new));
    }
}
