package io.ringfence.gateway.binance;

import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.testing.SharedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.agrona.concurrent.UnsafeBuffer;

/** One recorded file: lines of receive time and frame, one of them a bare REST depth snapshot. */
enum RecordedMarket {
    USDM_BTC("usdm-btcusdt-20240808.gz", MarketKind.USDM, Venues.BTC, 66_089, 21_313, 6_551, 629),
    USDM_ETH("usdm-ethusdt-20240808.gz", MarketKind.USDM, Venues.ETH, 53_992, 14_076, 6_586, 551),
    SPOT_BTC("spot-btcusdt-20240808.gz", MarketKind.SPOT, Venues.BTC, 28_040, 9_757, 3_451, 564),
    SPOT_ETH("spot-ethusdt-20240808.gz", MarketKind.SPOT, Venues.ETH, 24_077, 6_106, 3_434, 577);

    private static final byte[] SNAPSHOT = "{\"lastUpdateId\"".getBytes(StandardCharsets.US_ASCII);

    private final String file;
    final MarketKind kind;
    final int instrument;
    final int quotes;
    final int trades;
    final int depths;
    /** Places where a quote and a depth update have one id. */
    final int sameIds;

    RecordedMarket(
            final String file,
            final MarketKind kind,
            final int instrument,
            final int quotes,
            final int trades,
            final int depths,
            final int sameIds) {
        this.file = file;
        this.kind = kind;
        this.instrument = instrument;
        this.quotes = quotes;
        this.trades = trades;
        this.depths = depths;
        this.sameIds = sameIds;
    }

    /** A frame's place in the file's bytes. */
    record Line(int offset, int length, boolean snapshot) {}

    /** All bytes, and where the frames are in them. */
    record Frames(UnsafeBuffer bytes, List<Line> lines) {
        String text(final Line line) {
            return bytes.getStringWithoutLengthUtf8(line.offset(), line.length());
        }
    }

    /** Skips the calling test where the file is absent. */
    Frames frames() {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(SharedFiles.require("data/frames/" + file)))) {
            return split(in.readAllBytes());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Frames split(final byte[] bytes) {
        final List<Line> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(line(bytes, start, i));
                start = i + 1;
            }
        }
        return new Frames(new UnsafeBuffer(bytes), lines);
    }

    private static Line line(final byte[] bytes, final int start, final int end) {
        int offset = start;
        while (bytes[offset] != ' ') {
            offset++;
        }
        offset++;
        final boolean snapshot = Arrays.equals(bytes, offset, offset + SNAPSHOT.length, SNAPSHOT, 0, SNAPSHOT.length);
        return new Line(offset, end - offset, snapshot);
    }
}
