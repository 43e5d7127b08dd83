package io.ringfence.benchmarks.subject;

import io.ringfence.gateway.frames.Frame;
import io.ringfence.gateway.frames.FrameKind;
import io.ringfence.gateway.frames.FrameSource;
import io.ringfence.gateway.frames.GeneratedMarket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;

/**
 * Prices of one instrument, each from its time until the next one's. Immutable.
 *
 * @param name    where they are from
 * @param timesNs ns since 1970, never falling
 * @param prices  in units of 1e-2, above 0
 */
public record PriceSeries(String name, long[] timesNs, long[] prices) {
    private static final int DECIMALS = 2;

    public PriceSeries {
        if (timesNs.length != prices.length || timesNs.length == 0) {
            throw new IllegalArgumentException(
                    name + ": times=" + timesNs.length + " prices=" + prices.length + ", must be as many, and some");
        }
    }

    /** The generated market's first instrument: its best bid, for so long. */
    public static PriceSeries generated(final int seconds) {
        final LongStream.Builder times = LongStream.builder();
        final LongStream.Builder prices = LongStream.builder();
        try (FrameSource frames = new GeneratedMarket(1, 1, seconds)) {
            for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
                if (frame.kind() == FrameKind.BOOK_TICKER) {
                    times.add(frame.receiveTimeNs());
                    prices.add(bid(
                            new String(frame.bytes(), frame.offset(), frame.lengthBytes(), StandardCharsets.US_ASCII)));
                }
            }
        }
        return new PriceSeries(
                "generated market, " + TimeUnit.SECONDS.toHours(seconds) + " h",
                times.build().toArray(),
                prices.build().toArray());
    }

    private static long bid(final String quote) {
        final String before = "\"b\":\"";
        final int from = quote.indexOf(before) + before.length();
        return units(quote.substring(from, quote.indexOf('"', from)));
    }

    /** Of a file with a line {@code ms,price,quantity} per trade below its heading. */
    public static PriceSeries ofTrades(final Path file) throws IOException {
        final List<long[]> trades = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                final String[] cells = line.split(",");
                trades.add(new long[] {TimeUnit.MILLISECONDS.toNanos(Long.parseLong(cells[0])), units(cells[1])});
            }
        }
        return new PriceSeries(
                "recorded trades, " + file.getFileName(),
                trades.stream().mapToLong(trade -> trade[0]).toArray(),
                trades.stream().mapToLong(trade -> trade[1]).toArray());
    }

    private static long units(final String price) {
        return new BigDecimal(price).movePointRight(DECIMALS).longValueExact();
    }

    public int count() {
        return prices.length;
    }

    /** The first at or after a time; {@link #count} if there is none. */
    public int firstFrom(final long timeNs) {
        int place = Arrays.binarySearch(timesNs, timeNs);
        if (place < 0) {
            return -place - 1;
        }
        while (place > 0 && timesNs[place - 1] == timeNs) {
            place--;
        }
        return place;
    }

    /** The price that holds at a time; the first one's if that is later. */
    public long priceAt(final long timeNs) {
        return prices[Math.max(0, firstFrom(timeNs + 1) - 1)];
    }
}
