package io.ringfence.engine.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.engine.config.IndicatorSettings;
import io.ringfence.engine.config.OnStop;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.ScriptedStrategy;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.HistoryState;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.SeriesChangedDecoder;
import io.ringfence.journal.message.SeriesState;
import io.ringfence.journal.message.Venue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of the decision log's candles gets into the store. */
class CandleTailTest {
    private static final int MINUTE = 60;
    private static final Instrument BTC =
            new Instrument(1, Venue.SIMULATED, MarketKind.USDM, Market.BTC, 2, 3, 10, 1, 1, 1_000_000, 5_00000000L);

    @TempDir
    private Path folder;

    /** Of candles of the venue that come late the newest alone is a bar: that says nothing about those before it. */
    @Test
    void shouldNotTakeForSilenceWhatTheVenueToldWithoutABar() throws Exception {
        final Market market = minutes();
        market.at(61).history(Market.BTC, MINUTE, HistoryState.BEGUN, -1);
        candle(market, 0);
        market.history(Market.BTC, MINUTE, HistoryState.TOLD, 60);
        candle(market.at(121), 1);
        candle(market.at(241), 2);
        candle(market, 3);
        final List<VenueFrame> frames =
                List.of(VenueFrame.of(MINUTE * Market.SECOND).orElseThrow());
        final PastCandle told = new PastCandle(openTimeNs(2), 1, 2, 3, 4, 5, 6, 7);

        try (CandleStore store = new CandleStore(folder, frames, 2, 100)) {
            store.write(0, BTC, told);
            tail(market, frames, store);

            assertEquals(Optional.of(told), store.read(0, BTC, openTimeNs(2)));
            assertEquals(
                    6_100_300, store.read(0, BTC, openTimeNs(3)).orElseThrow().close());
        }
    }

    private static Market minutes() {
        final IndicatorSettings minutes = new IndicatorSettings(
                List.of(Timeframe.valueOf("1s"), Timeframe.valueOf("1m")),
                2,
                4,
                3,
                3,
                Timeframe.valueOf("250ms"),
                Timeframe.valueOf("10s"));
        return new Market(
                        TestSettings.settings(
                                minutes,
                                TestSettings.STRATEGY,
                                TestSettings.STOP,
                                TestSettings.RISK,
                                OnStop.LEAVE_GUARDED),
                        new ScriptedStrategy())
                .open();
    }

    private static long openTimeNs(final int minute) {
        return Market.START + minute * MINUTE * Market.SECOND;
    }

    private static void candle(final Market market, final int minute) {
        final String close = "6100" + minute + ".00";
        market.candle(Market.BTC, MINUTE, minute * MINUTE, close, close, close, "1");
    }

    private void tail(final Market market, final List<VenueFrame> frames, final CandleStore store) throws Exception {
        try (Journal journal = Journal.open(folder.resolve("journal"))) {
            final Generation generation =
                    journal.start(GenerationOptions.defaults().withSegmentBytes(1 << 20));
            final List<Decision> all = new ArrayList<>(market.decisions(new SeriesChangedDecoder()));
            all.addAll(market.decisions(new BarClosedDecoder()));
            all.sort(Comparator.comparingLong(one -> one.id().sequence()));
            for (final Decision one : all) {
                append(generation, one);
            }
            generation.seal(generation.ended());
            final CandleTail tail = new CandleTail(
                    journal.read(generation.epoch()), List.of(BTC), frames, store, new CandleTail.Listener() {
                        @Override
                        public void onSeries(final int frame, final int instrument, final SeriesState state) {}

                        @Override
                        public void onOwn(final int frame, final int instrument, final long endNs) {}
                    });
            tail.start();
            tail.stop();
        }
    }

    private static void append(final Generation generation, final Decision one) {
        final byte[] bytes = one.bytes();
        final UnsafeBuffer record = new UnsafeBuffer(new byte[Integer.BYTES + ((bytes.length + 3) & -4)]);
        record.putInt(0, bytes.length);
        record.putBytes(Integer.BYTES, bytes);
        generation.decisions().append(one.id().sequence(), record, 0, record.capacity());
    }
}
