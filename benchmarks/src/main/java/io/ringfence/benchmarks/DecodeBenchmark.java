package io.ringfence.benchmarks;

import io.ringfence.gateway.binance.BookSyncs;
import io.ringfence.gateway.binance.DecodeCounters;
import io.ringfence.gateway.binance.DecodeErrors;
import io.ringfence.gateway.binance.InstrumentDirectory;
import io.ringfence.gateway.binance.MarketDecoder;
import io.ringfence.gateway.binance.UserDataDecoder;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.BookEventKind;
import io.ringfence.journal.message.DepthEncoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
 * What does a frame cost, from its bytes to exact longs? All three make the same longs of the same fields of the same bytes,
 * which is checked frame by frame before anything is measured; ours encodes an event of them besides, and keeps depth in
 * the venue's chain. What the peers read lies in an array that outlives the call, so no compiler can leave it out. Per frame.
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
    @Param({"TRADE", "BOOK_TICKER", "DEPTH", "REPORT"})
    private DecodeFrames.Kind kind;

    private DecodeFrames frames;
    private final DecodeDrain drain = new DecodeDrain();
    private final DecodedFields fields = new DecodedFields();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final DepthEncoder snapshot = new DepthEncoder();
    private final UnsafeBuffer snapshotBytes = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    /** By instrument, the id that its first frame follows; depth only. */
    private long[] firstIds;

    private BookSyncs books;
    private MarketDecoder market;
    private UserDataDecoder user;
    private JacksonDecoder jackson;
    private FastjsonDecoder fastjson2;

    /** Ready to decode frames of {@code kind}, without JMH. */
    public static DecodeBenchmark of(final DecodeFrames.Kind kind, final Optional<Path> recording) {
        final DecodeBenchmark benchmark = new DecodeBenchmark();
        benchmark.kind = kind;
        benchmark.load(recording);
        return benchmark;
    }

    @Setup
    public void load() {
        load(Optional.ofNullable(System.getProperty("ringfence.frames")).map(Path::of));
    }

    private void load(final Optional<Path> recording) {
        frames = DecodeFrames.of(kind, recording);
        final InstrumentDirectory directory = new InstrumentDirectory(frames.instruments());
        final DecodeErrors errors = new DecodeErrors(() -> 0, 4);
        final DecodeCounters counters = new DecodeCounters();
        books = new BookSyncs(
                frames.market(), directory.maxId(), drain, id -> {}, () -> 0, BookSyncs.DEFAULT_QUEUE_LENGTH);
        market = new MarketDecoder(frames.market(), directory, drain, books, time -> {}, counters, errors);
        user = new UserDataDecoder(directory, drain, 1, "USDT", () -> {}, counters, errors);
        jackson = new JacksonDecoder(frames.instruments());
        fastjson2 = new FastjsonDecoder(frames.instruments());
        try {
            check();
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All three have to read the same. */
    private void check() throws IOException {
        findFirstIds();
        beginBooks();
        final DecodedFields ours = new DecodedFields();
        drain.tell(ours);
        for (int i = 0; i < DecodeFrames.COUNT; i++) {
            ours.clear();
            decode(i);
            jackson.read(frames, i, fields);
            require(ours.isSame(fields), "Jackson", i, ours);
            fastjson2.read(frames, i, fields);
            require(ours.isSame(fields), "fastjson2", i, ours);
        }
        drain.forget();
    }

    private void require(final boolean same, final String peer, final int frame, final DecodedFields ours) {
        if (!same) {
            throw new IllegalStateException(
                    "kind=" + kind + " frame=" + frame + ": ours=" + ours + ", " + peer + "=" + fields);
        }
    }

    private void findFirstIds() throws IOException {
        firstIds = new long[frames.instruments().size() + 1];
        if (kind == DecodeFrames.Kind.DEPTH) {
            for (int i = DecodeFrames.COUNT - 1; i >= 0; i--) {
                jackson.read(frames, i, fields);
                firstIds[(int) fields.get(0)] = jackson.previousId();
            }
        }
    }

    /** Every book is lost, and found again by an empty snapshot that its first frame follows. */
    private void beginBooks() {
        for (int instrument = 1; instrument < firstIds.length; instrument++) {
            if (firstIds[instrument] != 0) {
                books.lose(instrument);
                snapshot.wrapAndApplyHeader(snapshotBytes, 0, header);
                EventLayout.describe(snapshotBytes, 0, instrument, 0, EventLayout.NO_TIME);
                snapshot.firstUpdateId(firstIds[instrument])
                        .lastUpdateId(firstIds[instrument])
                        .part(0)
                        .kind(BookEventKind.SNAPSHOT)
                        .lastPart(Flag.YES)
                        .levelsCount(0);
                books.onSnapshotPart(snapshotBytes, 0, MessageHeaderEncoder.ENCODED_LENGTH + snapshot.encodedLength());
            }
        }
    }

    private void decode(final int frame) {
        if (kind == DecodeFrames.Kind.REPORT) {
            user.onFrame(frames.buffer(), frames.offset(frame), frames.length(frame));
        } else {
            market.onFrame(frames.buffer(), frames.offset(frame), frames.length(frame));
        }
    }

    @Benchmark
    public long ours() {
        beginBooks();
        for (int i = 0; i < DecodeFrames.COUNT; i++) {
            decode(i);
        }
        return drain.events();
    }

    @Benchmark
    public long jackson() throws IOException {
        for (int i = 0; i < DecodeFrames.COUNT; i++) {
            jackson.read(frames, i, fields);
        }
        return fields.get(0);
    }

    @Benchmark
    public long fastjson2() {
        for (int i = 0; i < DecodeFrames.COUNT; i++) {
            fastjson2.read(frames, i, fields);
        }
        return fields.get(0);
    }
}
