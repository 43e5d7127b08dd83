package io.ringfence.benchmarks;

import io.ringfence.gateway.frames.Frame;
import io.ringfence.gateway.frames.FrameKind;
import io.ringfence.gateway.frames.FrameSource;
import io.ringfence.gateway.frames.FramedSymbol;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.frames.MergedFrames;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames of one kind, one behind the other as a socket's buffer would hold them. */
public final class DecodeFrames {
    /** As many digits as no branch predictor learns by heart. */
    public static final int COUNT = 4_096;

    /** What is decoded. */
    public enum Kind {
        TRADE,
        BOOK_TICKER,
        DEPTH,
        /** An execution report. */
        REPORT
    }

    private final byte[] bytes;
    private final UnsafeBuffer buffer;
    private final int[] offsets;
    private final List<Instrument> instruments;
    private final MarketKind market;
    private final Kind kind;

    private DecodeFrames(
            final Kind kind, final List<byte[]> frames, final List<Instrument> instruments, final MarketKind market) {
        this.kind = kind;
        this.instruments = instruments;
        this.market = market;
        offsets = new int[frames.size() + 1];
        for (int i = 0; i < frames.size(); i++) {
            offsets[i + 1] = offsets[i] + frames.get(i).length;
        }
        bytes = new byte[offsets[frames.size()]];
        for (int i = 0; i < frames.size(); i++) {
            System.arraycopy(frames.get(i), 0, bytes, offsets[i], frames.get(i).length);
        }
        buffer = new UnsafeBuffer(bytes);
    }

    /** @param recording a frames file; without one, and for reports, they are made up */
    static DecodeFrames of(final Kind kind, final Optional<Path> recording) {
        try (FrameSource source = recording.isEmpty()
                ? new GeneratedMarket(1, 4, GeneratedMarket.ENDLESS)
                : MergedFrames.open(List.of(recording.get()))) {
            final List<FramedSymbol> symbols = source.symbols();
            final List<byte[]> frames =
                    kind == Kind.REPORT ? reports(symbols) : market(source, FrameKind.valueOf(kind.name()));
            return new DecodeFrames(
                    kind, frames, instruments(symbols), symbols.get(0).kind());
        }
    }

    private static List<byte[]> market(final FrameSource source, final FrameKind kind) {
        final List<byte[]> frames = new ArrayList<>();
        while (frames.size() < COUNT) {
            final Frame frame = source.next();
            if (frame == null) {
                throw new IllegalStateException("only " + frames.size() + " frames of kind " + kind);
            }
            if (frame.kind() == kind) {
                frames.add(Arrays.copyOfRange(frame.bytes(), frame.offset(), frame.offset() + frame.lengthBytes()));
            }
        }
        return frames;
    }

    private static List<byte[]> reports(final List<FramedSymbol> symbols) {
        final SplittableRandom random = new SplittableRandom(2);
        final List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            frames.add(report(symbols.get(0).symbol(), i, random).getBytes(StandardCharsets.US_ASCII));
        }
        return frames;
    }

    /** As recorded of USD-M in March 2026, key for key. */
    private static String report(final String symbol, final int i, final SplittableRandom random) {
        final long timeMs = 1_723_161_256_000L + random.nextInt(1_000_000);
        final String price = random.nextInt(10_000, 99_999) + "." + random.nextInt(10);
        final String quantity = "0." + random.nextInt(100, 999);
        return "{\"e\":\"ORDER_TRADE_UPDATE\",\"T\":" + timeMs + ",\"E\":" + timeMs + ",\"o\":{\"s\":\"" + symbol
                + "\",\"c\":\"" + new ClientOrderId().set(1, 2, i + 1, 3)
                + "\",\"S\":\"BUY\",\"o\":\"MARKET\",\"f\":\"GTC\","
                + "\"q\":\"" + quantity + "\",\"p\":\"0\",\"ap\":\"" + price
                + "\",\"sp\":\"0\",\"x\":\"TRADE\",\"X\":\"FILLED\","
                + "\"i\":" + random.nextLong(8_886_774_000L, 9_986_774_000L) + ",\"l\":\"" + quantity + "\",\"z\":\""
                + quantity
                + "\",\"L\":\"" + price + "\",\"n\":\"0.0" + random.nextInt(100_000, 999_999)
                + "\",\"N\":\"USDT\",\"T\":" + timeMs
                + ",\"t\":" + random.nextInt(1, Integer.MAX_VALUE) + ",\"b\":\"0\",\"a\":\"0\",\"m\":false,\"R\":false,"
                + "\"wt\":\"CONTRACT_PRICE\",\"ot\":\"MARKET\",\"ps\":\"BOTH\",\"cp\":false,\"rp\":\""
                + random.nextInt(100)
                + ".52\",\"pP\":false,\"si\":0,\"ss\":0,\"V\":\"NONE\",\"pm\":\"NONE\",\"gtd\":0,"
                + "\"er\":\"0\"}}";
    }

    private static List<Instrument> instruments(final List<FramedSymbol> symbols) {
        final List<Instrument> instruments = new ArrayList<>();
        for (final FramedSymbol symbol : symbols) {
            final Venue venue = symbol.kind() == MarketKind.USDM ? Venue.BINANCE_USDM : Venue.BINANCE_SPOT;
            instruments.add(new Instrument(
                    instruments.size() + 1,
                    venue,
                    symbol.kind(),
                    symbol.symbol(),
                    symbol.priceDecimals(),
                    symbol.quantityDecimals(),
                    1,
                    1,
                    1,
                    0,
                    0));
        }
        return instruments;
    }

    byte[] bytes() {
        return bytes;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    int offset(final int i) {
        return offsets[i];
    }

    int length(final int i) {
        return offsets[i + 1] - offsets[i];
    }

    List<Instrument> instruments() {
        return instruments;
    }

    Kind kind() {
        return kind;
    }

    MarketKind market() {
        return market;
    }
}
