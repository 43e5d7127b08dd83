package io.ringfence.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

/** The same question as {@link DecodeBenchmark}, of a peer that needs Java 24; it must read what Jackson reads. Per frame. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@State(Scope.Thread)
@OperationsPerInvocation(DecodeFrames.COUNT)
public class SimdjsonBenchmark {
    @Param({"TRADE", "BOOK_TICKER", "DEPTH", "REPORT"})
    private DecodeFrames.Kind kind;

    private final DecodedFields fields = new DecodedFields();
    private DecodeFrames frames;
    private DecodeBenchmark ours;
    private SimdjsonDecoder simdjson;

    @Setup
    public void load() throws IOException {
        final Optional<Path> recording =
                Optional.ofNullable(System.getProperty("ringfence.frames")).map(Path::of);
        frames = DecodeFrames.of(kind, recording);
        ours = DecodeBenchmark.of(kind, recording);
        simdjson = new SimdjsonDecoder(frames.instruments());
        check();
    }

    private void check() throws IOException {
        final JacksonDecoder jackson = new JacksonDecoder(frames.instruments());
        final DecodedFields expected = new DecodedFields();
        for (int i = 0; i < DecodeFrames.COUNT; i++) {
            jackson.read(frames, i, expected);
            simdjson.read(frames, i, fields);
            if (!expected.isSame(fields)) {
                throw new IllegalStateException(
                        "kind=" + kind + " frame=" + i + ": Jackson=" + expected + ", simdjson=" + fields);
            }
        }
    }

    @Benchmark
    public long ours() {
        return ours.ours();
    }

    @Benchmark
    public long simdjson() {
        for (int i = 0; i < DecodeFrames.COUNT; i++) {
            simdjson.read(frames, i, fields);
        }
        return fields.get(0);
    }
}
