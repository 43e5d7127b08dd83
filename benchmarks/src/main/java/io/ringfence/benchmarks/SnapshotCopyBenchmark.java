package io.ringfence.benchmarks;

import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.stage.StatefulStage;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.QuoteEncoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TradeEncoder;
import io.ringfence.journal.message.Venue;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does a stage stop its lane for a snapshot of 400 instruments, and how long would a bare copy of as many bytes? The
 * stop is what happens at the request itself; what a stage leaves for the events behind it comes in parts. Run from the
 * repository's folder: it reads {@code config/engine.yaml}.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class SnapshotCopyBenchmark {
    private static final int INSTRUMENTS = 400;
    private static final int ROUNDS = 200;
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long STEP_NS = 1_000_000;

    /** One stage that has seen minutes of 400 instruments. */
    @State(Scope.Thread)
    public static class Saved {
        @Param({"portfolio", "indicators", "signals", "stops", "orders"})
        private String stage;

        private final Slot slot = new Slot();
        private final MessageHeaderEncoder header = new MessageHeaderEncoder();
        private StatefulStage stateful;
        private StateWriter memory;
        private long[] from;
        private long[] to;
        private long sequence;
        private boolean saved;

        /** Ready to be saved. */
        static Saved of(final String stage) {
            final Saved saved = new Saved();
            saved.stage = stage;
            saved.fill();
            return saved;
        }

        @Setup(Level.Trial)
        public void fill() {
            final StageSettings settings =
                    ConfigLoader.load(Path.of("config/engine.yaml")).engine().stages();
            final Stages stages = Stages.of(settings, Outbox.CLOSED, DecisionSink.NONE);
            for (int id = 1; id <= INSTRUMENTS; id++) {
                pass(stages, definition(id));
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (int id = 1; id <= INSTRUMENTS; id++) {
                    pass(stages, quote(id, round));
                    pass(stages, trade(id, round));
                }
            }
            stateful = stages.stateful().stream()
                    .filter(one -> one.name().equals(stage))
                    .findFirst()
                    .orElseThrow();
            memory = new StateWriter(stateful.maxStateBytes(INSTRUMENTS));
            saveAll();
            from = new long[memory.lengthBytes() / Long.BYTES];
            to = new long[from.length];
            System.out.printf("stage=%s stateBytes=%,d%n", stage, memory.lengthBytes());
        }

        /** What an invocation left. */
        @Setup(Level.Invocation)
        public void finish() {
            while (!saved) {
                saved = stateful.saveMore();
            }
        }

        private void saveAll() {
            memory.begin();
            stateful.save(memory);
            saved = false;
            finish();
        }

        private void pass(final Stages stages, final int lengthBytes) {
            slot.eventBytes(lengthBytes);
            sequence++;
            EventLayout.stamp(slot.event(), 0, 1, sequence, START_NS + sequence * STEP_NS);
            stages.row().forEach(one -> one.onEvent(slot));
        }

        private int definition(final int id) {
            return new Instrument(id, Venue.SIMULATED, MarketKind.USDM, "S" + id, 2, 3, 10, 1, 1, 1_000_000, 0)
                    .encode(slot.event(), 0);
        }

        private int quote(final int id, final int round) {
            final QuoteEncoder quote = new QuoteEncoder();
            quote.wrapAndApplyHeader(slot.event(), 0, header);
            EventLayout.describe(slot.event(), 0, id, 0, START_NS + sequence * STEP_NS);
            quote.updateId(sequence)
                    .bidPrice(price(id, round) - 10)
                    .bidQuantity(1_000)
                    .askPrice(price(id, round))
                    .askQuantity(1_000)
                    .lowestBid(price(id, round) - 10)
                    .highestAsk(price(id, round))
                    .conflated(0);
            return MessageHeaderEncoder.ENCODED_LENGTH + quote.encodedLength();
        }

        private int trade(final int id, final int round) {
            final TradeEncoder trade = new TradeEncoder();
            trade.wrapAndApplyHeader(slot.event(), 0, header);
            EventLayout.describe(slot.event(), 0, id, 0, START_NS + sequence * STEP_NS);
            trade.tradeId(sequence)
                    .price(price(id, round))
                    .quantity(100)
                    .firstTradeId(sequence)
                    .lastTradeId(sequence)
                    .takerSide(Side.BUY)
                    .aggregated(Flag.NO);
            return MessageHeaderEncoder.ENCODED_LENGTH + trade.encodedLength();
        }

        private static long price(final int id, final int round) {
            return 1_000_000 + 10L * id + 10L * (round % 20);
        }
    }

    /** The stop at the request. */
    @Benchmark
    public boolean stop(final Saved saved) {
        saved.memory.begin();
        saved.stateful.save(saved.memory);
        saved.saved = saved.stateful.saveMore();
        return saved.saved;
    }

    /** Everything at once, as at the end of a run. */
    @Benchmark
    public int whole(final Saved saved) {
        saved.saveAll();
        return saved.memory.lengthBytes();
    }

    /** The anchor: as many bytes as the whole state has. */
    @Benchmark
    public long[] bareCopy(final Saved saved) {
        System.arraycopy(saved.from, 0, saved.to, 0, saved.from.length);
        return saved.to;
    }
}
