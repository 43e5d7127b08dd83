package io.ringfence.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.engine.process.ExitStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("smoke")
class IndicatorsCommandTest {
    private static final int CANDLES = 30;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private CommandLine line;

    @BeforeEach
    void buildCommandLine() {
        line = Ringfence.commandLine(List.of(new IndicatorsCommand()));
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    }

    @Test
    void shouldPrintARowPerCandleWithAColumnPerValueEmptyWhileNotReady() throws IOException {
        assertEquals(ExitStatus.DONE, line.execute("indicators", "--data", candles(), "--timeframe", "1m"));

        final List<String[]> rows = rows(out.toString());
        assertEquals(1 + CANDLES, rows.size());
        assertEquals("2022-01-15T00:00:00Z", rows.get(1)[0]);
        assertEquals(
                List.of("100.5", "101.0", "100.0", "100.5", "2"),
                Arrays.asList(rows.get(1)).subList(1, 6));
        assertEquals("", cell(rows, "sma_20", 19));
        // The closes are 100.5 to 119.5.
        assertEquals("110.0", cell(rows, "sma_20", 20));
        assertEquals("1.5", cell(rows, "true_range", 20));
        assertEquals("", cell(rows, "spread_price", CANDLES));
        assertEquals("", err.toString());
    }

    @Test
    void shouldLeaveWhatIsThereWhenTheDataIsBadOrTheSame() throws IOException {
        final Path data = Path.of(candles());
        final Path table = folder.resolve("table.csv");
        Files.writeString(table, "before");
        final String bad = Files.readString(data)
                .replace("volume\n", "volume,count\n")
                .replace(",2.0\n", ",2.0,3\n")
                .replaceFirst(",3\\n$", ",1.5\n");
        Files.writeString(data, bad);

        line.execute("indicators", "--data", data.toString(), "--timeframe", "1m", "--out", table.toString());
        line.execute("indicators", "--data", data.toString(), "--timeframe", "1m", "--out", data.toString());

        assertTrue(err.toString().contains("candles.csv:31: trades=1.5: must be a whole number"), err::toString);
        assertEquals("before", Files.readString(table));
        assertEquals(bad, Files.readString(data));
        assertTrue(err.toString().contains("--out=" + data + ": is what --data reads"), err::toString);
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(2, left.count());
        }
    }

    @Test
    void shouldPrintTheSameTableAsAnObjectARow() throws IOException {
        line.execute("indicators", "--data", candles(), "--timeframe", "1m");
        final List<String[]> rows = rows(out.toString());
        out.getBuffer().setLength(0);

        assertEquals(ExitStatus.DONE, line.execute("indicators", "--data", candles(), "--timeframe", "1m", "--json"));

        final List<String> objects = out.toString().lines().toList();
        assertEquals(CANDLES, objects.size());
        for (int row = 1; row <= CANDLES; row++) {
            final JsonNode object = new ObjectMapper().readTree(objects.get(row - 1));
            assertEquals(rows.get(0).length, object.size());
            assertEquals(cell(rows, "time", row), object.get("time").asText());
            assertEquals(
                    cell(rows, "sma_20", row),
                    object.get("sma_20").isNull() ? "" : object.get("sma_20").asText());
            assertTrue(object.get("close").isNumber());
        }
    }

    @Test
    void shouldAddCandlesUpAndWriteToAFile() throws IOException {
        final Path file = folder.resolve("out.csv");

        assertEquals(
                ExitStatus.DONE,
                line.execute("indicators", "--data", candles(), "--timeframe", "15m", "--out", file.toString()));

        final List<String[]> rows = rows(Files.readString(file));
        assertEquals(3, rows.size());
        assertEquals(
                List.of("2022-01-15T00:15:00Z", "115.5", "130.0", "115.0", "129.5", "30"),
                Arrays.asList(rows.get(2)).subList(0, 6));
        assertEquals("", out.toString());
    }

    @Test
    void shouldSayThatNoCandleWasClosed() throws IOException {
        final Path file = Files.writeString(folder.resolve("t.csv"), "time,price,quantity\n60,1,1\n61,1,1\n59,1,1\n");

        assertEquals(ExitStatus.DONE, line.execute("indicators", "--data", file.toString(), "--timeframe", "1h"));

        assertEquals(1, rows(out.toString()).size());
        assertTrue(err.toString().contains("no candle was closed"), err.toString());
    }

    @Test
    void shouldTellOfLateTrades() throws IOException {
        final Path file = Files.writeString(folder.resolve("t.csv"), "time,price,quantity\n60,1,1\n120,1,1\n61,1,1\n");

        assertEquals(ExitStatus.DONE, line.execute("indicators", "--data", file.toString(), "--timeframe", "1m"));

        assertTrue(err.toString().contains("1 trades came after their candle was closed"), err.toString());
    }

    @Test
    void shouldNameFileLineAndValueAndLeaveNoFile() throws IOException {
        final Path file = Files.writeString(folder.resolve("t.csv"), "time,price,quantity\n60,1,1\n61,x,1\n");
        final Path result = folder.resolve("out.csv");

        final int status =
                line.execute("indicators", "--data", file.toString(), "--timeframe", "1m", "--out", result.toString());

        assertEquals(ExitStatus.FAILED, status);
        assertEquals(
                "ringfence indicators: " + file + ":3: price=x: no number",
                err.toString().strip());
        assertFalse(Files.exists(result));
    }

    @Test
    void shouldRefuseWrongUsage() throws IOException {
        assertEquals(ExitStatus.USAGE, line.execute("indicators", "--data", candles(), "--timeframe", "1x"));
        assertTrue(err.toString().contains("--timeframe=1x: '1x' is no length of time"), err.toString());
        assertEquals(ExitStatus.USAGE, line.execute("indicators", "--data", "nothing.csv", "--timeframe", "1m"));
        assertTrue(err.toString().contains("--data=nothing.csv: no such file"), err.toString());
        assertEquals(ExitStatus.USAGE, line.execute("indicators", "--timeframe", "1m"));
    }

    /** A rise of one a minute from the first of which 100.5 is the close. */
    private String candles() throws IOException {
        final StringBuilder text = new StringBuilder("time,open,high,low,close,volume\n");
        for (int i = 0; i < CANDLES; i++) {
            text.append("%d,%s,%s,%s,%s,2.0%n"
                    .formatted(1_642_204_800 + 60 * i, 100.5 + i, 101.0 + i, 100.0 + i, 100.5 + i));
        }
        return Files.writeString(folder.resolve("candles.csv"), text).toString();
    }

    private static List<String[]> rows(final String csv) {
        return csv.lines().map(row -> row.split(",", -1)).toList();
    }

    private static String cell(final List<String[]> rows, final String column, final int row) {
        return rows.get(row)[Arrays.asList(rows.get(0)).indexOf(column)];
    }
}
