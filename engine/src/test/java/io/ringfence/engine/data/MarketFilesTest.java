package io.ringfence.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarketFilesTest {
    private static final String TIME_NS = "1642204800000000000";

    @TempDir
    private Path folder;

    @Test
    void shouldReadCandlesWithColumnsInAnyOrder() throws IOException {
        final MarketData data = open("""
                Volume,Close,LOW,high,open,Timestamp
                12.5,101.25,99,102,100,1642204800
                0,101.25,101.25,101.25,101.25,1642204860
                """);

        assertEquals(2, data.priceScale());
        assertEquals(1, data.quantityScale());
        assertEquals(
                List.of(
                        "candle " + TIME_NS + " 10000 10200 9900 10125 125 -1 -1",
                        "candle 1642204860000000000 10125 10125 10125 10125 0 -1 -1"),
                Heard.of(data).lines());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1642204800",
                "1642204800.0",
                "1642204800000",
                "1642204800000000",
                "1642204800000000000",
                "2022-01-15",
                "2022-01-15 00:00:00",
                "2022-01-15 00:00:00.000000",
                "2022-01-15T00:00:00Z",
                "2022-01-15T01:00:00+01:00",
                "2022-01-14 23:00:00-01:00"
            })
    void shouldUnderstandATimeHoweverItIsWritten(final String time) throws IOException {
        final MarketData data = open("time,price,quantity\n" + time + ",1,1\n");

        assertEquals(
                List.of("trade " + TIME_NS + " 1 1 UNKNOWN"), Heard.of(data).lines());
    }

    @Test
    void shouldReadTradesAndWhoTook() throws IOException {
        final String sides = "ts_ms;price;qty;side\n1642204800000;43059.97;0.00713;buy\n1642204800000;43060;1;SELL\n";
        final String makers = "time,price,qty,is_buyer_maker\n1642204800000,2,3,true\n";

        assertEquals(
                List.of("trade " + TIME_NS + " 4305997 713 BOUGHT", "trade " + TIME_NS + " 4306000 100000 SOLD"),
                Heard.of(open(sides)).lines());
        assertEquals(
                List.of("trade " + TIME_NS + " 2 3 SOLD"),
                Heard.of(open(makers)).lines());
    }

    /** The forms that Binance publishes, without a header and, since 2022 for futures, with one. */
    @Test
    void shouldReadBinancePublicData() throws IOException {
        final String kline = "1642204800000,100,103,99,101,5.5,1642204859999,550.5,42,3.5,350,0\n";
        final String candle = "candle " + TIME_NS + " 100 103 99 101 55 35 42";
        final String header = "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,"
                + "taker_buy_quote_volume,ignore\n";

        assertEquals(List.of(candle), Heard.of(open(kline)).lines());
        assertEquals(List.of(candle), Heard.of(open(header + kline)).lines());
        assertEquals(
                List.of("trade " + TIME_NS + " 100 2 BOUGHT"),
                Heard.of(open("7,100,2,200,1642204800000,false\n")).lines());
        assertEquals(
                List.of("trade " + TIME_NS + " 100 2 SOLD"),
                Heard.of(open("7,100.00000000,2.00,200,1642204800000000,True,True\n"))
                        .lines());
        assertEquals(
                List.of("trade " + TIME_NS + " 100 2 SOLD"),
                Heard.of(open("7,100,2,5,6,1642204800000,true\n")).lines());
        assertEquals(
                List.of("trade " + TIME_NS + " 100 2 BOUGHT"),
                Heard.of(open("7,100,2,5,6,1642204800000,false,true\n")).lines());
    }

    @Test
    void shouldUnpackWhateverTheFileIsCalled() throws IOException {
        final String text = "time,price,quantity\n1642204800,1,1\n";
        final Path zipped = folder.resolve("a.csv");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(zipped))) {
            zip.putNextEntry(new ZipEntry("BTCUSDT-trades.csv"));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        final Path gzipped = folder.resolve("b.csv");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(gzipped))) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }

        assertEquals(1, Heard.of(MarketFiles.open(zipped, null)).lines().size());
        assertEquals(1, Heard.of(MarketFiles.open(gzipped, null)).lines().size());
    }

    @Test
    void shouldRefuseAZipOfSeveralFiles() throws IOException {
        final Path zipped = folder.resolve("two.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(zipped))) {
            zip.putNextEntry(new ZipEntry("a.csv"));
            zip.putNextEntry(new ZipEntry("b.csv"));
        }

        final DataException e = assertThrows(DataException.class, () -> MarketFiles.open(zipped, null));
        assertEquals(zipped + ": a zip must hold one file, this one holds a.csv and b.csv", e.getMessage());
    }

    /** 2.3 million units with eleven decimals, the noise of a binary fraction, would not fit. */
    @Test
    void shouldRoundOnlyDecimalsThatThereIsNoRoomFor() throws IOException {
        final MarketData data = open("""
                time,open,high,low,close,volume
                0,61800.1,61800.1,61800.1,61800.1,218102.59507500002
                60,61800.1,61800.1,61800.1,61800.1,203889000000.5
                """);

        assertEquals(1, data.priceScale());
        assertEquals(7, data.quantityScale());
        assertEquals(2_181_025_950_750L, Heard.of(data).candles().get(0).volume());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "abc,2,1,1,1,1  | 2: time=abc: no time: neither a number since 1970 nor an ISO date",
                "2022-13-01,2,1,1,1,1  | 2: time=2022-13-01: no time: neither a number since 1970 nor an ISO date",
                "60,1,2,1,x,1   | 2: close=x: no number",
                "60,1,2,1,NaN,1 | 2: close=NaN: no number",
                "60,1,2,1,1e99,1 | 2: close=1e99: out of range: at most 18 digits before the point and 40 behind it",
                "60,1,2,0,1,1   | 2: low=0: must be above 0",
                "60,1,2,1,1,-1  | 2: volume=-1: must not be negative",
                "60,3,2,1,1,1   | 2: high=2: is not the highest of open, high, low and close",
                "60,2,3,2,1,1   | 2: low=2: is not the lowest of open, high, low and close",
                "60,1,2,1       | 2: there is no column 5, which holds close; the line has 4"
            })
    void shouldSayWhereWhatIsWrong(final String line, final String why) throws IOException {
        final String message = refused("time,open,high,low,close,volume\n" + line + "\n");

        assertEquals(folder.resolve("data.csv") + ":" + why.replaceFirst("^2: ", "2: "), message);
    }

    @Test
    void shouldRefuseCandlesThatGoBack() throws IOException {
        assertEquals(
                folder.resolve("data.csv") + ":4: time=60: must be later than that of the line above",
                refused("time,open,high,low,close,volume\n60,1,1,1,1,1\n120,1,1,1,1,1\n60,1,1,1,1,1\n"));
    }

    @Test
    void shouldRefuseWhatIsNeitherCandlesNorTrades() throws IOException {
        final Path file = folder.resolve("data.csv");
        assertEquals(
                file + ":1: these columns are neither candles (time, open, high, low, close, volume) nor trades (time,"
                        + " price, quantity): a,b,c",
                refused("a,b,c\n1,2,3\n"));
        assertEquals(
                file + ":1: there is no header, and 3 columns are none of Binance's klines, trades, aggTrades: 1,2,3",
                refused("1,2,3\n"));
        assertEquals(
                file + ":1: two columns for the same: 'time' and 'timestamp'",
                refused("time,timestamp,price,quantity\n1,1,1,1\n"));
        assertEquals(file + ": it is empty", refused(""));
        assertEquals(file + ": there is no record in it", refused("time,price,quantity\n"));
    }

    @Test
    void shouldRefuseATimeframeThatTheCandlesDontAddUpTo() throws IOException {
        final MarketData data = open("time,open,high,low,close,volume\n0,1,1,1,1,1\n180,1,1,1,1,1\n240,1,1,1,1,1\n");

        data.requireTimeframe(300_000_000_000L);
        final DataException e = assertThrows(DataException.class, () -> data.requireTimeframe(90_000_000_000L));
        assertEquals(
                folder.resolve("data.csv")
                        + ": its candles lie 60000 ms apart, which don't add up to candles of 90000 ms",
                e.getMessage());
    }

    @Test
    void shouldReadTradesQuotesAndDepthOfAFramesFile() throws IOException {
        final MarketData data = open("""
                1000 {"lastUpdateId":10,"E":1,"T":1,"bids":[["99.9","2.0"]],"asks":[["100.1","1.0"],["100.2","4.0"]]}
                1001 {"stream":"btcusdt@depth@0ms","data":{"e":"depthUpdate","E":5,"T":5,"s":"BTCUSDT","U":9,"u":10,"pu":8,"b":[["99.9","7.0"]],"a":[]}}
                1002 {"stream":"btcusdt@depth@0ms","data":{"e":"depthUpdate","E":6,"T":6,"s":"BTCUSDT","U":11,"u":12,"pu":10,"b":[],"a":[["100.1","0.0"]]}}
                1003 {"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":12,"s":"BTCUSDT","b":"99.9","B":"2.0","a":"100.2","A":"4.0","T":7,"E":7}}
                1004 {"stream":"btcusdt@trade","data":{"e":"trade","E":8,"T":8,"s":"BTCUSDT","t":1,"p":"100.2","q":"0.5","X":"MARKET","m":false}}
                """);

        final Heard heard = Heard.of(data);

        assertEquals(List.of("quote 999 20 1002 40", "trade 8000000 1002 5 BOUGHT"), heard.lines());
        assertEquals(3, heard.books());
        assertEquals(20, heard.book().quantity(true, 0));
        assertEquals(1_002, heard.book().price(false, 0));
    }

    @Test
    void shouldAskWhichOfSeveralSymbols() throws IOException {
        final String text = """
                1000 {"stream":"btcusdt@trade","data":{"e":"trade","E":8,"T":8,"s":"BTCUSDT","t":1,"p":"100.2","q":"0.5","X":"MARKET","m":false}}
                1001 {"stream":"ethusdt@trade","data":{"e":"trade","E":8,"T":8,"s":"ETHUSDT","t":1,"p":"10.25","q":"0.5","X":"MARKET","m":true}}
                """;
        final Path file = Files.writeString(folder.resolve("data.csv"), text);

        assertEquals(file + ": it is about several symbols, name one: BTCUSDT, ETHUSDT", refused(text));
        assertEquals(
                List.of("trade 8000000 1025 5 SOLD"),
                Heard.of(MarketFiles.open(file, "ethusdt")).lines());
    }

    private MarketData open(final String text) throws IOException {
        return MarketFiles.open(Files.writeString(folder.resolve("data.csv"), text), null);
    }

    private String refused(final String text) throws IOException {
        return assertThrows(DataException.class, () -> open(text)).getMessage();
    }
}
