package io.ringfence.benchmarks;

import io.ringfence.gateway.binance.InstrumentDirectory;
import io.ringfence.gateway.binance.OrderEncoder;
import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.credentials.HmacSha256;
import io.ringfence.gateway.credentials.ThrowAwayKeys;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderPlacedEncoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TimeInForce;
import io.ringfence.journal.message.Venue;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to write a decided order as its venue wants it: on a session that is logged on, and with a signature of
 * its own? With {@code -prof gc} also the bytes: 0, but for what the JDK's digest takes.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 250, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@State(Scope.Thread)
public class OrderBenchmark {
    private static final long TIME_MS = 1_723_161_256_322L;
    private static final long RECEIVE_WINDOW_MS = 5_000;
    private static final int MESSAGE_BYTES = 150;
    private static final int RECORD_BYTES = 256;

    private final UnsafeBuffer record = new UnsafeBuffer(new byte[RECORD_BYTES]);
    private final UnsafeBuffer target = new UnsafeBuffer(new byte[OrderEncoder.MAX_REQUEST_LENGTH]);
    private final byte[] message = new byte[MESSAGE_BYTES];
    private final byte[] signature = new byte[HmacSha256.LENGTH];
    private OrderEncoder loggedOn;
    private OrderEncoder signing;
    private HmacSha256 hmac;
    private long count;

    /** Keys are made up; nothing leaves the process. */
    @Setup
    public void prepare() {
        final InstrumentDirectory directory = new InstrumentDirectory(
                List.of(new Instrument(1, Venue.SIMULATED, MarketKind.USDM, "BTCUSDT", 2, 3, 10, 1, 1, 1_000_000, 0)));
        final Credentials shared = ThrowAwayKeys.make(Credentials.Kind.HMAC).credentials();
        loggedOn = new OrderEncoder(
                directory, ThrowAwayKeys.make(Credentials.Kind.ED25519).credentials(), RECEIVE_WINDOW_MS);
        signing = new OrderEncoder(directory, shared, RECEIVE_WINDOW_MS);
        hmac = shared.hmac();
        final OrderPlacedEncoder placed = new OrderPlacedEncoder();
        placed.wrapAndApplyHeader(record, 0, new MessageHeaderEncoder());
        placed.header().sequence(1).epoch(1).instrument(1).account(1);
        placed.orderId().engine(7).epoch(42).sequence(123_456).index(3);
        placed.side(Side.SELL)
                .type(OrderType.LIMIT)
                .timeInForce(TimeInForce.IOC)
                .price(6_180_030)
                .quantity(5)
                .purpose(OrderPurpose.ENTRY)
                .reduceOnly(Flag.NO);
    }

    /** On a session that is logged on. */
    @Benchmark
    public int encode() {
        return loggedOn.encodePlace(record, 0, TIME_MS + ++count, target, 0);
    }

    /** With a signature of its own. */
    @Benchmark
    public int encodeAndSign() {
        return signing.encodePlace(record, 0, TIME_MS + ++count, target, 0);
    }

    /** The signature by itself. */
    @Benchmark
    public byte[] sign() {
        message[0]++;
        hmac.sign(message, 0, MESSAGE_BYTES, signature, 0);
        return signature;
    }
}
