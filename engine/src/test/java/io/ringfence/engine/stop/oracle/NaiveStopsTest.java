package io.ringfence.engine.stop.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.engine.stop.oracle.Event.Bar;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The oracle itself, against figures worked out by hand: tick 10, entry 100,000 (1,000.00) unless said otherwise. */
class NaiveStopsTest {
    private static final Terms TERMS = new Terms(2, 3, 10, 1);
    /** 0.04 %. */
    private static final long TAKER_FEE = 400_000;

    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3_600 * SECOND;

    private final List<Decided> decided = new ArrayList<>();
    private NaiveStops stops;
    private long nowNs = 10 * HOUR;

    @Test
    void shouldRoundTheHardStopTowardsThePrice() {
        profile("hard: {distance: 1%}");

        hold(5, 100_005);
        hold(-5, 100_005);

        // 1 % is 1,000.05, down to 1,000; 99,005 up to the tick, 101,005 down to it.
        assertDecided(Decided.armed(5, 99_010, 100_005), Decided.disarmed(), Decided.armed(-5, 101_000, 100_005));
    }

    @Test
    void shouldLoseNoMoreMoneyThanTheProfileAllows() {
        profile("hard: {distance: 20 USDT}");
        hold(1_000, 100_000);
        hold(0, 0);

        profile("{hard: {distance: 20 USDT}, fees: included}");
        hold(1_000, 100_000);

        // 20 USDT on 1.000 are 20.00; fees of both sides are 0.80 of that.
        assertDecided(Decided.armed(1_000, 98_000, 100_000), Decided.disarmed(), Decided.armed(1_000, 98_080, 100_000));
    }

    @Test
    void shouldCountBreakEvenBehindTheFees() {
        profile("{hard: {distance: 1%}, fees: included, breakEven: {trigger: 0.5%, offset: 2 ticks}}");
        hold(5, 100_000);
        bids(100_579, 100_580);

        // B = 100,080; 500 ahead of it; two ticks are 20.
        assertDecided(Decided.armed(5, 99_000, 100_000), Decided.moved(Rule.BREAK_EVEN, 5, 100_100, 100_580));
    }

    @Test
    void shouldKeepWhatTheHighestRungOrTheShareKeeps() {
        profile("{hard: {distance: 1%}, profitLock: [{at: 1%, keep: 0.4%}, {at: 2%, keep: 1%}]}");
        hold(5, 100_000);
        bids(101_000, 102_300);
        hold(0, 0);

        profile("{hard: {distance: 1%}, giveBack: {activation: 1%, share: 40%}}");
        hold(-5, 100_000);
        asks(97_995);

        // 40 % of 2,005 are 802; 1,203 are kept, 98,797 down to the tick.
        assertDecided(
                Decided.armed(5, 99_000, 100_000),
                Decided.moved(Rule.PROFIT_LOCK, 5, 100_400, 101_000),
                Decided.moved(Rule.PROFIT_LOCK, 5, 101_000, 102_300),
                Decided.disarmed(),
                Decided.armed(-5, 101_000, 100_000),
                Decided.moved(Rule.GIVE_BACK, -5, 98_790, 97_995));
    }

    @Test
    void shouldTrailAndHangByTheAtrThatWasKnownLast() {
        profile("{hard: {distance: 2 ATR 5m, fallback: 1%}, trail: {activation: 1%, distance: 2.5 ATR 1m}}");
        hold(5, 100_000);
        bar(0, 100_000, 100_000, 100.5);
        bar(1, 100_000, 100_000, 300);
        bar(0, 100_000, 100_000, Double.NaN);
        bids(100_100, 101_000);

        // The first ATR of 5m fixes the hard stop at 99,400; 251.25 behind 101,000 is 251 behind it.
        assertDecided(
                Decided.armed(5, 99_000, 100_000),
                Decided.moved(Rule.HARD, 5, 99_400, 100_100),
                Decided.moved(Rule.TRAIL, 5, 100_750, 101_000));
    }

    @Test
    void shouldHangTheChandelierFromTheExtremeOfItsBars() {
        profile("{hard: {distance: 5%}, chandelier: {bars: 2, distance: 1 ATR 1m}}");
        bar(0, 109_000, 100_000, 200);
        bar(0, 101_500, 100_000, 200);
        bar(0, 101_000, 100_000, 300);
        hold(5, 100_000);
        bids(101_990);

        assertDecided(Decided.armed(5, 95_000, 100_000), Decided.moved(Rule.CHANDELIER, 5, 101_200, 101_990));
    }

    @Test
    void shouldFollowWildersExample() {
        profile("{hard: {distance: 1%}, sar: {timeframe: 1m}}");
        hold(5, 100_000);
        bar(0, 101_000, 100_200, Double.NaN);
        bar(0, 101_500, 100_900, Double.NaN);
        bids(101_000);
        bar(0, 103_000, 99_095, Double.NaN);
        bids(101_500);

        // 99,000 + 0.02 x 1,000; 99,020 + 0.04 x 1,980 = 99,099.2; then 0.06 x 2,400.8 more, but not above the low.
        assertDecided(Decided.armed(5, 99_000, 100_000), Decided.moved(Rule.SAR, 5, 99_100, 101_000));
    }

    @Test
    void shouldFireByTheWorstPriceAndTellTheSlip() {
        profile("{hard: {distance: 1%}, trail: {distance: 0.4%}}");
        hold(5, 100_000);
        quote(101_000, 99_500);
        quote(101_200, 100_590);

        // The first low meets 99,000 only; the second one meets 100,600.
        assertDecided(
                Decided.armed(5, 99_000, 100_000),
                Decided.moved(Rule.TRAIL, 5, 100_600, 101_000),
                Decided.hit(Rule.TRAIL, 5, 100_600, 100_590, 10));
    }

    @Test
    void shouldWaitForConfirmationExceptBeyondTheHardStop() {
        profile("{hard: {distance: 1%}, trail: {distance: 0.4%}, confirm: {events: 2}}");
        hold(5, 100_000);
        bids(101_000, 100_600, 100_610, 100_500);
        hold(2, 100_000);
        bids(98_990);

        profile("{hard: {distance: 1%}, trail: {distance: 0.4%}, confirm: {events: 3}}");
        hold(5, 100_000);
        bids(101_000, 100_500, 99_000);

        assertDecided(
                Decided.armed(5, 99_000, 100_000),
                Decided.moved(Rule.TRAIL, 5, 100_600, 101_000),
                Decided.hit(Rule.TRAIL, 2, 100_600, 98_990, 1_610),
                Decided.armed(5, 99_000, 100_000),
                Decided.moved(Rule.TRAIL, 5, 100_600, 101_000),
                Decided.hit(Rule.HARD, 5, 100_600, 99_000, 1_600));
    }

    @Test
    void shouldTakeProfitInPortionsOfTheLargestPosition() {
        profile("{hard: {distance: 1%}, takeProfit: [{at: 1%, portion: 50%}, {at: 2%, portion: 50%}]}");
        hold(5, 100_000);
        bids(100_999, 101_000);
        hold(3, 100_000);
        bids(103_000);

        profile("{hard: {distance: 1%}, takeProfit: [{at: 1%, portion: 10%}, {at: 2%, portion: 40%}]}");
        hold(5, 100_000);
        bids(102_000);

        // A tenth of 5 is less than a lot.
        assertDecided(
                Decided.armed(5, 99_000, 100_000),
                Decided.takeProfit(1, 2, 101_000),
                Decided.takeProfit(2, 3, 103_000),
                Decided.armed(5, 99_000, 100_000),
                Decided.takeProfit(2, 2, 102_000));
    }

    @Test
    void shouldLeaveInTime() {
        profile("{hard: {distance: 1%}, time: {maxAge: 1h, onlyInLoss: true}, sessionEnd: \"12:00\"}");
        hold(5, 100_000);
        nowNs += HOUR;
        bids(100_000);
        nowNs += HOUR - 1;
        bids(100_000);
        nowNs++;
        decided.addAll(stops.on(Event.tick(nowNs)));
        hold(0, 0);
        hold(5, 100_000);
        nowNs += HOUR;
        bids(99_990);

        assertDecided(
                Decided.armed(5, 99_000, 100_000),
                Decided.hit(Rule.SESSION_END, 5, 99_000, 100_000, 0),
                Decided.disarmed(),
                Decided.armed(5, 99_000, 100_000),
                Decided.hit(Rule.TIME, 5, 99_000, 99_990, 0));
    }

    private void profile(final String text) {
        stops = new NaiveStops(new ProfileText(List.of("1m", "5m")).read(text, TAKER_FEE), TERMS);
    }

    private void hold(final long quantity, final long entry) {
        decided.addAll(stops.on(Event.position(nowNs, quantity, entry)));
    }

    private void bids(final long... bids) {
        for (final long bid : bids) {
            quote(bid, bid);
        }
    }

    private void asks(final long... asks) {
        for (final long ask : asks) {
            decided.addAll(stops.on(Event.quote(nowNs, ask - 10, ask, ask - 10, ask)));
        }
    }

    private void quote(final long bid, final long lowestBid) {
        decided.addAll(stops.on(Event.quote(nowNs, bid, bid + 10, lowestBid, bid + 10)));
    }

    private void bar(final int timeframe, final long high, final long low, final double atr) {
        decided.addAll(stops.on(Event.boundary(nowNs, List.of(new Bar(timeframe, high, low, atr)))));
    }

    private void assertDecided(final Decided... expected) {
        assertEquals(List.of(expected), decided);
    }
}
