package io.ringfence.engine.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.testing.Market;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.CandleEncoder;
import io.ringfence.journal.message.CandleHistoryEncoder;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.HistoryState;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.message.SeriesChangedDecoder;
import io.ringfence.journal.message.SeriesState;
import io.ringfence.journal.message.SeriesValuesDecoder;
import io.ringfence.journal.message.Side;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Candles of the venue beside own ones: which of them count, and that no interval is made of both. Timeframe: 5 s. */
class VenueCandlesTest {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int BTC = 1;
    private static final long FRAME_NS = 5 * Market.SECOND;
    private static final long[] CLOSES = {6_200_000, 6_200_100, 6_199_800, 6_200_300, 6_200_900, 6_200_400, 6_201_000};

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    @Test
    void shouldKnowThePastAsIfItHadBuiltIt() {
        final Market built = new Market().open();
        for (int i = 0; i < CLOSES.length; i++) {
            tradeCandle(built, i);
        }
        tradeCandle(built, CLOSES.length);
        final Market told = new Market().open();
        told.at(30).connection(ChannelKind.MARKET_DATA, ChannelState.UP);
        history(told, HistoryState.BEGUN, 0);
        for (int i = 0; i < CLOSES.length - 1; i++) {
            candle(told, i);
        }
        history(told, HistoryState.TOLD, 6);
        assertEquals(SeriesState.READY, lastSeries(told).state());
        final SeriesValuesDecoder known = told.last(new SeriesValuesDecoder());
        final BarClosedDecoder sixth = built.decisions(new BarClosedDecoder()).stream()
                .map(bar -> bar.as(new BarClosedDecoder()))
                .filter(bar -> bar.timeframe() == 1)
                .toList()
                .get(5);
        assertEquals(sixth.openTimeNs(), known.openTimeNs());
        assertEquals(sixth.close(), known.close());
        assertEquals(sixth.volume(), known.volume());
        assertEquals(sixth.emaFast(), known.emaFast());
        assertEquals(sixth.emaSlow(), known.emaSlow());
        assertEquals(sixth.atr(), known.atr());
        assertEquals(sixth.rsi(), known.rsi());
        assertEquals(0, bars(told));
        candle(told.at(35.5), 6);
        history(told, HistoryState.TOLD, 7);
        tradeCandle(told, 7);
        tradeCandle(built, 8);
        tradeCandle(told, 8);

        final BarClosedDecoder expected = lastBar(built);
        final BarClosedDecoder actual = lastBar(told);
        assertEquals(expected.openTimeNs(), actual.openTimeNs());
        assertEquals(expected.emaFast(), actual.emaFast());
        assertEquals(expected.emaSlow(), actual.emaSlow());
        assertEquals(expected.atr(), actual.atr());
        assertEquals(expected.rsi(), actual.rsi());
        assertEquals(Flag.NO, actual.gapped());
        assertEquals(1, told.count(new SeriesValuesDecoder()));
        assertEquals(
                List.of(SeriesState.WARMING, SeriesState.READY, SeriesState.OWN),
                told.decisions(new SeriesChangedDecoder()).stream()
                        .map(one -> one.as(new SeriesChangedDecoder()).state())
                        .toList());
    }

    @Test
    void shouldLeaveOutTheCandleThatItBeganToListenIn() {
        final Market market = new Market().open();
        market.at(2).connection(ChannelKind.MARKET_DATA, ChannelState.UP);
        history(market, HistoryState.BEGUN, 0);
        market.at(3).trade(Market.BTC, "62000.00", "0.001", Side.BUY);

        market.at(5.1).trade(Market.BTC, "62000.00", "0.001", Side.BUY);

        final BarClosedDecoder partial = lastBar(market);
        assertEquals(Flag.YES, partial.gapped());
        assertTrue(Double.isNaN(partial.emaFast()));
        history(market, HistoryState.TOLD, 0);
        assertEquals(SeriesState.WARMING, lastSeries(market).state());
        candle(market, 0);
        history(market, HistoryState.TOLD, 1);
        assertEquals(SeriesState.OWN, lastSeries(market).state());
        assertEquals(1, lastSeries(market).candles());
        market.at(10.1).trade(Market.BTC, "62000.00", "0.001", Side.BUY);
        assertEquals(Market.START + FRAME_NS, lastBar(market).openTimeNs());
        assertEquals(Flag.NO, lastBar(market).gapped());
    }

    @Test
    void shouldPutTheVenuesCandleInThePlaceOfOneThatMissedTrades() {
        final Market market = own();
        market.at(12).connection(ChannelKind.MARKET_DATA, ChannelState.DOWN);
        market.at(13).connection(ChannelKind.MARKET_DATA, ChannelState.UP);
        final int bars = bars(market);

        market.at(15.1).trade(Market.BTC, "62000.00", "0.001", Side.BUY);

        assertEquals(bars, bars(market));
        assertEquals(SeriesState.GAPPED, lastSeries(market).state());
        assertEquals(Market.START + 2 * FRAME_NS, lastSeries(market).knownUntilNs());
        candle(market, 2);
        assertEquals(bars + 1, bars(market));
        assertEquals(CLOSES[2], lastBar(market).close());
        assertEquals(Market.START + 2 * FRAME_NS, lastBar(market).openTimeNs());
        history(market, HistoryState.TOLD, 3);
        assertEquals(SeriesState.OWN, lastSeries(market).state());
    }

    @Test
    void shouldTellAfterAReconnectThatTradesWereMissedThoughNoneHasComeSince() {
        final Market market = own();
        market.at(12).connection(ChannelKind.MARKET_DATA, ChannelState.DOWN).tick();
        assertEquals(SeriesState.OWN, lastSeries(market).state());

        market.at(33).connection(ChannelKind.MARKET_DATA, ChannelState.UP).tick();

        assertEquals(SeriesState.GAPPED, lastSeries(market).state());
        assertEquals(Market.START + 2 * FRAME_NS, lastSeries(market).knownUntilNs());
        for (int i = 2; i < 6; i++) {
            candle(market, i);
        }
        history(market, HistoryState.TOLD, 6);
        assertEquals(SeriesState.GAPPED, lastSeries(market).state());
        candle(market.at(35.1), 6);
        history(market, HistoryState.TOLD, 7);
        assertEquals(SeriesState.OWN, lastSeries(market).state());
        final int told = market.count(new SeriesChangedDecoder());
        market.tick();
        assertEquals(told, market.count(new SeriesChangedDecoder()));
    }

    /** A candle that was cut off, because the instrument isn't followed any more, is no candle; nor is the one of its return. */
    @Test
    void shouldCountNoCandleThatWasNotHeardToItsEnd() {
        final Market market = own();
        final int bars = bars(market);

        market.at(12).listening(Market.BTC, ChannelState.DOWN).boundary(Market.BTC, 15);
        assertEquals(bars, bars(market));
        history(market.at(21), HistoryState.TOLD, 4);
        market.listening(Market.BTC, ChannelState.UP);
        market.at(22).trade(Market.BTC, "62000.00", "0.001", Side.BUY);
        history(market, HistoryState.TOLD, 4);
        market.boundary(Market.BTC, 25);

        assertEquals(bars, bars(market));
        candle(market.at(25.1), 4);
        assertEquals(bars + 1, bars(market));
        assertEquals(CLOSES[4], lastBar(market).close());
        history(market.at(26), HistoryState.TOLD, 5);
        market.at(30.1).trade(Market.BTC, "62000.00", "0.001", Side.BUY);
        assertEquals(bars + 1, bars(market));
        candle(market, 5);
        history(market, HistoryState.TOLD, 6);
        assertEquals(SeriesState.OWN, lastSeries(market).state());
    }

    /** Its stream begins some time after it was asked for: what it missed until then comes from the venue. */
    @Test
    void shouldCountOwnCandlesOfAnAddedInstrumentOnlyOnceItsStreamIsSurelyThere() {
        final Market market = own();

        market.at(11).listening(Market.BTC, ChannelState.UP);
        history(market, HistoryState.BEGUN, 2);
        history(market, HistoryState.TOLD, 2);
        market.at(15.5).trade(Market.BTC, "62000.00", "0.001", Side.BUY);
        candle(market, 2);
        history(market, HistoryState.TOLD, 3);
        assertEquals(SeriesState.READY, lastSeries(market).state());
        market.at(20.5).trade(Market.BTC, "62000.00", "0.001", Side.BUY);
        candle(market, 3);
        history(market, HistoryState.TOLD, 4);

        assertEquals(SeriesState.OWN, lastSeries(market).state());
    }

    @Test
    void shouldTellNoBarOfThePast() {
        final Market market = own();
        final int bars = bars(market);
        market.at(12).connection(ChannelKind.MARKET_DATA, ChannelState.DOWN);
        market.at(62).connection(ChannelKind.MARKET_DATA, ChannelState.UP);
        market.boundary(Market.BTC, 60);

        for (int i = 2; i < 12; i++) {
            candle(market, i);
        }
        history(market, HistoryState.TOLD, 12);

        assertEquals(bars + 1, bars(market));
        assertEquals(Market.START + 11 * FRAME_NS, lastBar(market).openTimeNs());
    }

    /** A run without warm-up, or whose venue couldn't be asked: what it built has holes, and begins where it began. */
    @Test
    void shouldForgetWhatWasBuiltWithoutAHistoryWhenOneIsTold() {
        final Market market = new Market().open();
        tradeCandle(market, 0);
        tradeCandle(market, 2);
        tradeCandle(market, 3);
        assertEquals(0, market.stages().indicators().knownUntilNs(BTC, FRAME_NS));
        final Market fresh = new Market().open();

        for (final Market one : List.of(market, fresh)) {
            one.at(20.5).generationStarted(RecoveryOutcome.CLEAN, false).open();
            one.history(Market.BTC, 5, HistoryState.BEGUN, -1);
            for (int i = 0; i < 4; i++) {
                candle(one, i);
            }
            history(one, HistoryState.TOLD, 4);
        }

        final SeriesValuesDecoder expected = fresh.last(new SeriesValuesDecoder());
        final SeriesValuesDecoder actual = market.last(new SeriesValuesDecoder());
        assertEquals(4, lastSeries(market).candles());
        assertEquals(expected.emaSlow(), actual.emaSlow());
        assertEquals(expected.atr(), actual.atr());
        assertEquals(Market.START + 4 * FRAME_NS, market.stages().indicators().knownUntilNs(BTC, FRAME_NS));
    }

    @Test
    void shouldCountNoCandleTwiceAndNoneWhileOwnOnesDo() {
        final Market market = own();
        final long taken = lastSeries(market).candles();

        candle(market, 0);
        candle(market, 5);
        market.at(12).connection(ChannelKind.MARKET_DATA, ChannelState.DOWN);
        market.at(13).connection(ChannelKind.MARKET_DATA, ChannelState.UP);
        market.at(15.1).trade(Market.BTC, "62000.00", "0.001", Side.BUY);
        candle(market, 1);
        candle(market, 2);
        candle(market, 2);
        history(market, HistoryState.TOLD, 3);

        assertEquals(taken + 1, lastSeries(market).candles());
        assertEquals(4, market.stages().indicators().unusedCandles());
    }

    @Test
    void shouldGoOnWithOwnCandlesWhenTheVenuesCannotBeHad() {
        final Market market = new Market().open();
        history(market, HistoryState.BEGUN, 0);
        history(market, HistoryState.GIVEN_UP, 0);

        for (int i = 0; i < CLOSES.length; i++) {
            tradeCandle(market, i);
        }

        assertEquals(SeriesState.GIVEN_UP, lastSeries(market).state());
        assertTrue(Double.isFinite(lastBar(market).emaSlow()));
    }

    /** Listens from the start on; candle 0 is the venue's, candle 1 an own one. */
    private Market own() {
        final Market market = new Market().open();
        market.at(1).connection(ChannelKind.MARKET_DATA, ChannelState.UP);
        history(market, HistoryState.BEGUN, 0);
        candle(market.at(5), 0);
        history(market, HistoryState.TOLD, 1);
        tradeCandle(market, 1);
        market.at(10.5).trade(Market.BTC, "62000.00", "0.001", Side.BUY);
        assertEquals(SeriesState.OWN, lastSeries(market).state());
        return market;
    }

    private static void tradeCandle(final Market market, final int index) {
        market.at(5 * index + 1).trade(Market.BTC, close(index), 1, Side.BUY, Market.START + index * FRAME_NS + 1);
        market.at(5 * index + 2)
                .trade(Market.BTC, close(index) + 500, 1, Side.SELL, Market.START + index * FRAME_NS + 2);
        market.at(5 * index + 3).trade(Market.BTC, close(index), 1, Side.BUY, Market.START + index * FRAME_NS + 3);
    }

    private static long close(final int index) {
        return CLOSES[index % CLOSES.length];
    }

    private void candle(final Market market, final int index) {
        final CandleEncoder candle = new CandleEncoder();
        candle.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, BTC, 0, EventLayout.NO_TIME);
        candle.timeframeNs(FRAME_NS)
                .openTimeNs(Market.START + index * FRAME_NS)
                .open(close(index))
                .high(close(index) + 500)
                .low(close(index))
                .close(close(index))
                .volume(3)
                .takerBuyVolume(2)
                .tradeCount(3)
                .closed(Flag.YES);
        market.event(buffer, HEADER + candle.encodedLength());
    }

    /** @param candles how many since the start */
    private void history(final Market market, final HistoryState state, final int candles) {
        final CandleHistoryEncoder history = new CandleHistoryEncoder();
        history.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, BTC, 0, EventLayout.NO_TIME);
        history.timeframeNs(FRAME_NS).untilNs(Market.START + candles * FRAME_NS).state(state);
        market.event(buffer, HEADER + history.encodedLength());
    }

    private static SeriesChangedDecoder lastSeries(final Market market) {
        return market.last(new SeriesChangedDecoder());
    }

    private static int bars(final Market market) {
        return (int) market.decisions(new BarClosedDecoder()).stream()
                .filter(bar -> bar.as(new BarClosedDecoder()).timeframe() == 1)
                .count();
    }

    private static BarClosedDecoder lastBar(final Market market) {
        final List<BarClosedDecoder> all = market.decisions(new BarClosedDecoder()).stream()
                .map(bar -> bar.as(new BarClosedDecoder()))
                .filter(bar -> bar.timeframe() == 1)
                .toList();
        return all.get(all.size() - 1);
    }
}
