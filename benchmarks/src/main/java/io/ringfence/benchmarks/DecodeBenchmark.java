package io.ringfence.benchmarks;

import com.alibaba.fastjson2.JSONReader;
import com.alibaba.fastjson2.util.Fnv;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ringfence.gateway.binance.BookSyncs;
import io.ringfence.gateway.binance.DecodeCounters;
import io.ringfence.gateway.binance.DecodeErrors;
import io.ringfence.gateway.binance.InstrumentDirectory;
import io.ringfence.gateway.binance.MarketDecoder;
import io.ringfence.gateway.binance.UserDataDecoder;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a frame cost, from its bytes to exact longs? Ours checks all of the grammar and encodes an event besides; the
 * others walk the same bytes and turn the same fields into the same longs, with a decimal parser of the plainest kind
 * where the library has none. Per frame.
 *
 * <p>Frames are of a generated market, or of a recording: {@code -Dringfence.frames=FILE}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@State(Scope.Thread)
@OperationsPerInvocation(DecodeFrames.COUNT)
public class DecodeBenchmark {
    private static final long PROFIT = Fnv.hashCode64("rp");

    @Param({"TRADE", "BOOK_TICKER", "DEPTH", "REPORT"})
    private DecodeFrames.Kind kind;

    private DecodeFrames frames;
    private final Drain drain = new Drain();
    private MarketDecoder market;
    private UserDataDecoder user;
    private final JsonFactory jackson = new JsonFactory();

    /** Counts and forgets. */
    private static final class Drain implements EventSink {
        private final UnsafeBuffer claimed = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        private long events;

        @Override
        public MutableDirectBuffer claim() {
            return claimed;
        }

        @Override
        public boolean commit(final int lengthBytes) {
            events++;
            return true;
        }

        @Override
        public void received(final long nanoTime) {
            // Nobody asks.
        }
    }

    /** Ready to decode frames of {@code kind}, without JMH. */
    public static DecodeBenchmark of(final DecodeFrames.Kind kind) {
        final DecodeBenchmark benchmark = new DecodeBenchmark();
        benchmark.kind = kind;
        benchmark.load();
        return benchmark;
    }

    @Setup
    public void load() {
        frames = DecodeFrames.of(kind);
        final InstrumentDirectory directory = new InstrumentDirectory(frames.instruments());
        final DecodeErrors errors = new DecodeErrors(() -> 0, 4);
        final DecodeCounters counters = new DecodeCounters();
        final BookSyncs books = new BookSyncs(
                frames.market(), directory.maxId(), drain, id -> {}, () -> 0, BookSyncs.DEFAULT_QUEUE_LENGTH);
        market = new MarketDecoder(frames.market(), directory, drain, books, time -> {}, counters, errors);
        user = new UserDataDecoder(directory, drain, 1, "USDT", () -> {}, counters, errors);
        ours();
        if (counters.malformed() != 0 || (kind != DecodeFrames.Kind.DEPTH && drain.events != DecodeFrames.COUNT)) {
            throw new IllegalStateException("malformed=" + counters.malformed() + " events=" + drain.events);
        }
    }

    @Benchmark
    public long ours() {
        for (int i = 0; i < DecodeFrames.COUNT; i++) {
            if (kind == DecodeFrames.Kind.REPORT) {
                user.onFrame(frames.buffer(), frames.offset(i), frames.length(i));
            } else {
                market.onFrame(frames.buffer(), frames.offset(i), frames.length(i));
            }
        }
        return drain.events;
    }

    @Benchmark
    public long jackson() throws IOException {
        long sum = 0;
        for (int i = 0; i < DecodeFrames.COUNT; i++) {
            try (JsonParser parser = jackson.createParser(frames.bytes(), frames.offset(i), frames.length(i))) {
                sum += read(parser);
            }
        }
        return sum;
    }

    private static long read(final JsonParser parser) throws IOException {
        long sum = 0;
        boolean decimal = false;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case FIELD_NAME -> decimal = isDecimal(parser.currentName());
                case VALUE_STRING -> sum += text(parser, decimal);
                case VALUE_NUMBER_INT -> sum += parser.getLongValue();
                case VALUE_TRUE -> sum++;
                default -> {}
            }
        }
        return sum;
    }

    private static long text(final JsonParser parser, final boolean decimal) throws IOException {
        final char[] text = parser.getTextCharacters();
        final int start = parser.getTextOffset();
        final int length = parser.getTextLength();
        return decimal ? decimal(text, start, start + length) : text[start];
    }

    private static long decimal(final char[] text, final int start, final int end) {
        long value = 0;
        for (int i = start; i < end; i++) {
            final char character = text[i];
            value = character == '.' ? value : 10 * value + character - '0';
        }
        return value;
    }

    @Benchmark
    public long fastjson2() {
        long sum = 0;
        for (int i = 0; i < DecodeFrames.COUNT; i++) {
            try (JSONReader reader =
                    JSONReader.of(frames.bytes(), frames.offset(i), frames.length(i), StandardCharsets.US_ASCII)) {
                sum += object(reader);
            }
        }
        return sum;
    }

    private static long object(final JSONReader reader) {
        long sum = 0;
        reader.nextIfObjectStart();
        while (!reader.nextIfObjectEnd()) {
            sum += value(reader, isDecimal(reader.readFieldNameHashCode()));
        }
        return sum;
    }

    private static long value(final JSONReader reader, final boolean decimal) {
        if (reader.isObject()) {
            return object(reader);
        }
        if (reader.isArray()) {
            return array(reader);
        }
        if (reader.isString()) {
            final String text = reader.readString();
            return decimal ? decimal(text) : text.charAt(0);
        }
        return reader.isNumber() ? reader.readInt64Value() : word(reader);
    }

    private static long array(final JSONReader reader) {
        long sum = 0;
        reader.nextIfArrayStart();
        while (!reader.nextIfArrayEnd()) {
            sum += value(reader, true);
        }
        return sum;
    }

    private static long word(final JSONReader reader) {
        return reader.readBoolValue() ? 1 : 0;
    }

    private static long decimal(final String text) {
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            final char character = text.charAt(i);
            value = character == '.' ? value : 10 * value + character - '0';
        }
        return value;
    }

    /** fastjson2's hash of a name of one byte is that byte; a name as text would cost it an object. */
    private static boolean isDecimal(final long nameHash) {
        return nameHash == PROFIT || (nameHash < Long.SIZE * 2 && isDecimal((char) nameHash));
    }

    /** Prices and quantities; depth has them in arrays under {@code b} and {@code a}. */
    private static boolean isDecimal(final String name) {
        if (name.length() != 1) {
            return name.equals("rp");
        }
        return isDecimal(name.charAt(0));
    }

    private static boolean isDecimal(final char name) {
        return switch (name) {
            case 'p', 'q', 'b', 'B', 'a', 'A', 'l', 'L', 'z', 'n' -> true;
            default -> false;
        };
    }
}
