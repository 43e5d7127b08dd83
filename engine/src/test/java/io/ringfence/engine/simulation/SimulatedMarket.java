package io.ringfence.engine.simulation;

import static io.ringfence.engine.simulation.SimulatedTime.MS;
import static io.ringfence.engine.simulation.SimulatedTime.SECOND;
import static io.ringfence.engine.simulation.SimulatedTime.US;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.BookEventKind;
import io.ringfence.journal.message.DepthEncoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MarkPriceEncoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.QuoteEncoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TradeEncoder;
import io.ringfence.journal.message.Venue;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;

/**
 * Random walks with trends, jumps, bursts and silences; trades, quotes (some conflated, one-sided or crossed), mark prices
 * and a little depth. What it quotes last is what orders are filled at. Allocates nothing per event.
 */
final class SimulatedMarket {
    /** Most instruments in a seed. */
    static final int MOST = 6;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final long TICK = 10;
    private static final long SPREAD = 2 * TICK;
    private static final long LOWEST = 1_000 * TICK;
    private static final long HIGHEST = 20_000_000L * TICK;
    private static final long CALM_GAP_NS = 4 * MS;
    private static final long PLENTY = 1_000_000;
    private static final int TREND_EVENTS = 700;

    private final Plan.Market plan;
    private final Dice dice;
    private final SimulatedTime time;
    private final List<Instrument> instruments = new ArrayList<>();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private final MarkPriceEncoder mark = new MarkPriceEncoder();
    private final DepthEncoder depth = new DepthEncoder();

    private final long[] prices;
    private final long[] trends;
    private final long[] bids;
    private final long[] asks;
    private final long[] quantities;

    private long nextNs;
    private long number;
    private int burst;
    private boolean wild = true;

    SimulatedMarket(final Plan plan, final Dice dice, final SimulatedTime time) {
        this.plan = plan.market();
        this.dice = dice;
        this.time = time;
        final int count = plan.setup().instruments();
        prices = new long[count + 1];
        trends = new long[count + 1];
        bids = new long[count + 1];
        asks = new long[count + 1];
        quantities = new long[count + 1];
        for (int i = 1; i <= count; i++) {
            instruments.add(instrument(i, plan.setup().maxQuantityLots()));
            prices[i] = dice.magnitude(20_000, 900_000) * TICK;
            quantities[i] = 1_000;
            bids[i] = prices[i] - SPREAD;
            asks[i] = prices[i];
        }
        nextNs = time.timeNs() + plan.market().gapNs();
    }

    static String symbol(final int id) {
        return "S" + id + "USDT";
    }

    private static Instrument instrument(final int id, final long maxQuantity) {
        return new Instrument(
                id, Venue.SIMULATED, MarketKind.USDM, symbol(id), 2, 3, TICK, 1, 1, maxQuantity, 5_00000000L);
    }

    List<Instrument> instruments() {
        return instruments;
    }

    /** From now on nothing extraordinary. */
    void calm() {
        wild = false;
        // A silence is a fault, too, and would outlast the calm.
        nextNs = Math.min(nextNs, time.timeNs() + gapNs());
        burst = 0;
    }

    /** When it has something to say next. */
    long nextNs() {
        return nextNs;
    }

    /** Of the last trade, and the mark price. */
    long price(final int instrument) {
        return prices[instrument];
    }

    /** Bid that can be hit; 0: none. */
    long bid(final int instrument) {
        return bids[instrument];
    }

    /** Ask that can be taken; 0: none. */
    long ask(final int instrument) {
        return asks[instrument];
    }

    /** What is there at the best price, quantity units. */
    long quantity(final int instrument) {
        return quantities[instrument];
    }

    /** Time passes while nobody listens. */
    void skipTo(final long timeNs) {
        for (int i = 1; i < prices.length; i++) {
            move(i, (dice.below(21) - 10) * plan.stepTicks());
            requote(i);
        }
        nextNs = timeNs + gapNs();
    }

    /** Says the next thing. Returns the instrument. */
    int emit(final EventSink sink) {
        final int instrument = 1 + dice.below(prices.length - 1);
        final int kind = dice.below(100);
        number++;
        final long trend = number % TREND_EVENTS == 0 ? turn(instrument) : trends[instrument];
        move(instrument, dice.below(2 * plan.stepTicks() + 1) - plan.stepTicks() + trend);
        if (kind < 50) {
            quote(sink, instrument);
        } else if (kind < 90) {
            trade(sink, instrument);
        } else if (kind < 94) {
            mark(sink, instrument);
        } else {
            depth(sink, instrument);
        }
        nextNs += gapNs();
        return instrument;
    }

    private long turn(final int instrument) {
        trends[instrument] = dice.below(3) - 1;
        return trends[instrument];
    }

    private void move(final int instrument, final long ticks) {
        long price = prices[instrument] + ticks * TICK;
        if (wild && dice.chance(plan.jump())) {
            price += price / 10_000 * dice.between(-100, 100) / TICK * TICK;
        }
        prices[instrument] = Math.max(LOWEST, Math.min(HIGHEST, price)) / TICK * TICK;
    }

    private long gapNs() {
        if (burst > 0) {
            burst--;
            return dice.below(20_000);
        }
        if (wild && dice.chance(plan.burst())) {
            burst = (int) dice.between(20, 600);
        }
        if (wild && dice.chance(plan.silence())) {
            return dice.magnitude(SECOND, 60 * SECOND);
        }
        return dice.between(US, 2 * (wild ? plan.gapNs() : Math.max(plan.gapNs(), CALM_GAP_NS)));
    }

    private void requote(final int instrument) {
        bids[instrument] = prices[instrument] - SPREAD;
        asks[instrument] = prices[instrument];
        quantities[instrument] = wild ? dice.between(1, 400) : PLENTY;
    }

    private void quote(final EventSink sink, final int instrument) {
        requote(instrument);
        if (wild) {
            spoil(instrument);
        }
        final long bid = bids[instrument];
        final long ask = asks[instrument];
        final boolean conflated = wild && dice.chance(plan.conflated());
        final long wider = conflated ? dice.between(0, 5L * plan.stepTicks()) * TICK : 0;
        final MutableDirectBuffer buffer = sink.claim();
        quote.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, instrument, 0, time.venueTimeNs());
        quote.updateId(number)
                .bidPrice(bid)
                .bidQuantity(quantities[instrument])
                .askPrice(ask)
                .askQuantity(quantities[instrument])
                .lowestBid(bid == 0 ? 0 : Math.max(TICK, bid - wider))
                .highestAsk(ask == 0 ? 0 : ask + wider)
                .conflated(conflated ? 1 + dice.below(50) : 0);
        commit(sink, HEADER + quote.encodedLength());
    }

    private void spoil(final int instrument) {
        if (dice.chance(plan.oneSided())) {
            if (dice.below(2) == 0) {
                bids[instrument] = 0;
            } else {
                asks[instrument] = 0;
            }
        } else if (dice.chance(plan.crossed())) {
            bids[instrument] = asks[instrument] + dice.below(3) * TICK;
        }
    }

    private void trade(final EventSink sink, final int instrument) {
        final MutableDirectBuffer buffer = sink.claim();
        trade.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, instrument, 0, tradeTimeNs());
        trade.tradeId(number)
                .price(prices[instrument])
                .quantity(1 + (number & 255))
                .firstTradeId(number)
                .lastTradeId(number)
                .takerSide((number & 1) == 0 ? Side.BUY : Side.SELL)
                .aggregated(Flag.NO);
        commit(sink, HEADER + trade.encodedLength());
    }

    /** Late, absent, or far ahead now and then. */
    private long tradeTimeNs() {
        if (wild && (number & 1023) == 0) {
            return EventLayout.NO_TIME;
        }
        if (wild && (number & 4095) == 1) {
            return time.venueTimeNs() + 120 * SECOND;
        }
        return time.venueTimeNs() - (number & 7) * MS;
    }

    private void mark(final EventSink sink, final int instrument) {
        final long price = prices[instrument];
        final MutableDirectBuffer buffer = sink.claim();
        mark.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, instrument, 0, time.venueTimeNs());
        mark.markPrice(price)
                .indexPrice(price)
                .lowestMark(price)
                .highestMark(price)
                .fundingRate(MarkPriceEncoder.fundingRateNullValue())
                .nextFundingTimeNs(MarkPriceEncoder.nextFundingTimeNsNullValue())
                .conflated(0);
        commit(sink, HEADER + mark.encodedLength());
    }

    private void depth(final EventSink sink, final int instrument) {
        final MutableDirectBuffer buffer = sink.claim();
        depth.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, instrument, 0, time.venueTimeNs());
        depth.firstUpdateId(number)
                .lastUpdateId(number)
                .part(0)
                .kind((number & 63) == 0 ? BookEventKind.SNAPSHOT : BookEventKind.DELTA)
                .lastPart(Flag.YES);
        depth.levelsCount(2)
                .next()
                .price(prices[instrument] - SPREAD)
                .quantity(number & 15)
                .side(Side.BUY)
                .next()
                .price(prices[instrument] + SPREAD)
                .quantity(number & 7)
                .side(Side.SELL);
        commit(sink, HEADER + depth.encodedLength());
    }

    private static void commit(final EventSink sink, final int lengthBytes) {
        if (!sink.commit(lengthBytes)) {
            throw new IllegalStateException("a ring that is worked off with every event is full");
        }
    }
}
