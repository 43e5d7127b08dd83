package io.ringfence.engine.order;

import static io.ringfence.engine.testing.Market.BTC;
import static io.ringfence.engine.testing.Market.ETH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.ExitOrder;
import io.ringfence.engine.config.ExitSettings;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MarketStatus;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TimeInForce;
import io.ringfence.journal.message.Venue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How an exit is pursued: collar, widening, market, and who is told when nothing helps. */
class ExitPursuitTest {
    private final Desk desk = new Desk(TestSettings.settings(collared(ExitOrder.MARKET)));
    private final Market market = desk.market;

    private static ExitSettings collared(final ExitOrder then) {
        return new ExitSettings(
                ExitOrder.LIMIT_IOC,
                0.5,
                0.25,
                2,
                then,
                Timeframe.valueOf("250ms"),
                Timeframe.valueOf("8s"),
                Timeframe.valueOf("5s"));
    }

    @Test
    void shouldSendAnExitAsALimitInsideItsCollarRoundedTowardsTheQuote() {
        desk.longPosition().quote("61000.01", "61000.10");

        final OrderPlacedDecoder order = desk.order();
        assertEquals(OrderType.LIMIT, order.type());
        assertEquals(TimeInForce.IOC, order.timeInForce());
        assertEquals(Flag.YES, order.reduceOnly());
        // 61,000.01 less 0.5 % is 60,695.00995; a tick is 0.10.
        assertEquals(6_069_510, order.price());
        assertEquals(16, order.quantity());
    }

    @Test
    void shouldBuyAShortBackNotAboveTheCollar() {
        desk.signal(-1);
        market.answer(desk.lastSent(), 0).fill(desk.lastSent(), "62000.00");

        desk.quote("63000.00", "63000.07");

        // 63,000.07 and 0.5 % are 63,315.07035.
        assertEquals(6_331_500, desk.order().price());
    }

    /** 0.95 to 1.05 of the mark price: what lies beyond the venue would refuse. */
    @Test
    void shouldSendNoLimitThatTheVenuesOwnBandWouldRefuse() {
        defineWithBand();
        desk.longPosition();
        market.markPrice(BTC, "64000.00");

        desk.quote("61000.01", "61000.10");

        // The collar ends at 60,695.01, the band at 60,800.00.
        assertEquals(6_080_000, desk.order().price());
        market.markPrice(BTC, "64100.03").report(desk.lastSent(), OrderStatus.EXPIRED, 0);
        desk.later(250).quote("61000.01", "61000.10");
        // 60,895.0285 up to the tick.
        assertEquals(6_089_510, desk.order().price());
    }

    @Test
    void shouldNotBuyAShortBackAboveTheVenuesOwnBand() {
        defineWithBand();
        desk.signal(-1);
        market.answer(desk.lastSent(), 0).fill(desk.lastSent(), "62000.00").markPrice(BTC, "60001.01");

        desk.quote("63000.00", "63000.07");

        // 63,001.0605 down to the tick.
        assertEquals(6_300_100, desk.order().price());
    }

    @Test
    void shouldNotHoldAnExitToABandAroundAnOldMarkPrice() {
        defineWithBand();
        desk.longPosition();
        market.markPrice(BTC, "64000.00");
        desk.later(10_001);

        desk.quote("61000.01", "61000.10");

        assertEquals(6_069_510, desk.order().price());
    }

    private void defineWithBand() {
        market.define(new Instrument(
                1,
                Venue.SIMULATED,
                MarketKind.USDM,
                BTC,
                2,
                3,
                10,
                1,
                1,
                1_000_000,
                5_00000000L,
                MarketStatus.TRADING,
                true,
                105_000_000,
                95_000_000));
        market.markPrice(BTC, "62000.00");
    }

    @Test
    void shouldWidenTheCollarWithEveryAttemptThatLeftSomethingAndThenTakeTheMarket() {
        desk.longPosition().quote("61000.00", "61000.10");
        assertEquals(6_069_500, desk.order().price());

        expireAfter(4);
        assertEquals(12, desk.order().quantity());
        assertEquals(6_054_250, desk.order().price());

        expireAfter(0);

        assertEquals(12, desk.order().quantity());
        assertEquals(OrderType.MARKET, desk.order().type());
        assertEquals(0, desk.order().price());
    }

    @Test
    void shouldStayInTheWidestCollarWhereThatIsConfigured() {
        final Desk desk = new Desk(TestSettings.settings(collared(ExitOrder.LIMIT_IOC)));
        desk.longPosition().quote("61000.00", "61000.10");
        for (int attempt = 0; attempt < 5; attempt++) {
            desk.market.report(desk.lastSent(), OrderStatus.EXPIRED, 0);
            desk.later(250).quote("61000.00", "61000.10");
        }

        assertEquals(OrderType.LIMIT, desk.order().type());
        assertEquals(6_054_250, desk.order().price());
    }

    @Test
    void shouldBeginTheNextExitInTheNarrowCollar() {
        desk.longPosition().quote("61000.00", "61000.10");
        expireAfter(0);
        expireAfter(0);
        market.fill(desk.lastSent(), "61000.00");
        desk.later(1_000).signal(-1);
        market.answer(desk.lastSent(), 0).fill(desk.lastSent(), "62000.00");

        desk.quote("63000.00", "63000.10");

        assertEquals(OrderType.LIMIT, desk.order().type());
    }

    @Test
    void shouldNotHoldTheRefusalsOfAnExitAgainstTheNextOne() {
        desk.longPosition().quote("61000.00", "61000.10");
        for (int refusal = 0; refusal < 6; refusal++) {
            desk.later(8_000).quote("61000.00", "61000.10");
            market.answer(desk.lastSent(), -2019);
        }
        market.foreignFill(BTC, 901, 6_100_000, -16, 0);
        desk.signal(-1);
        market.answer(desk.lastSent(), 0).fill(desk.lastSent(), "62000.00");

        desk.quote("63000.00", "63000.10");

        assertTrue(desk.isExit());
    }

    @Test
    void shouldNotCountAnAttemptThatNeverLeft() {
        desk.longPosition().quote("61000.00", "61000.10");
        market.sendFailure(desk.lastSent(), false);
        desk.later(250).quote("61000.00", "61000.10");

        assertEquals(6_069_500, desk.order().price());
    }

    @Test
    void shouldTakeARefusedCollarForAnAttempt() {
        desk.longPosition().quote("61000.00", "61000.10");
        market.answer(desk.lastSent(), -4024);
        desk.later(250).quote("61000.00", "61000.10");

        assertEquals(6_054_250, desk.order().price());
    }

    @Test
    void shouldAlarmFromTheSecondTimeOnThatThereIsNothingToReduce() {
        desk.longPosition().quote("61000.00", "61000.10");
        market.answer(desk.lastSent(), -2022);
        assertEquals(List.of(), desk.alarms());

        desk.later(250).quote("61000.00", "61000.10");
        market.answer(desk.lastSent(), -2022);

        assertEquals(List.of("EXIT_REFUSED 16 16"), desk.alarms());
    }

    /** As of an instrument that the venue has halted. */
    @Test
    void shouldAlarmEverMoreRarelyWhileTheVenueRefuses() {
        desk.longPosition().quote("61000.00", "61000.10");
        for (int refusals = 0; refusals < 20; refusals++) {
            market.answer(desk.lastSent(), -4140);
            desk.later(8_000).quote("61000.00", "61000.10");
        }

        assertEquals(22, desk.sent());
        // Of the 1st, 2nd, 4th, 8th and 16th.
        assertEquals(
                5,
                desk.alarms().stream()
                        .filter(alarm -> alarm.startsWith("EXIT_REFUSED"))
                        .count());
    }

    @Test
    void shouldTakeAThrottledExitForNoRefusalWhenThereIsNothingToReduce() {
        desk.longPosition().quote("61000.00", "61000.10");
        market.answer(desk.lastSent(), -1003);
        desk.later(250).quote("61000.00", "61000.10");
        market.answer(desk.lastSent(), -2022);

        assertEquals(List.of(), desk.alarms());
    }

    @Test
    void shouldEndAnExitThatSomebodyElseWasFasterWith() {
        desk.longPosition().quote("61000.00", "61000.10");
        market.answer(desk.lastSent(), -2022);

        market.foreignFill(BTC, 900, 6_100_000, -16, 0);
        desk.later(10_000).quote("61000.00", "61000.10");

        assertEquals(2, desk.sent());
        assertEquals(0, desk.position());
        assertEquals(List.of("UNEXPECTED_FILL 0 16"), desk.alarms());
    }

    @Test
    void shouldWaitWithAThrottledExitWithoutWideningAndHoldEntriesBack() {
        desk.longPosition().quote("61000.00", "61000.10");
        market.answer(desk.lastSent(), -1015);
        desk.later(249).quote("61000.00", "61000.10");
        assertEquals(2, desk.sent());
        desk.later(1).quote("61000.00", "61000.10");
        assertEquals(6_069_500, desk.order().price());
        market.answer(desk.lastSent(), -1003);
        desk.later(500).quote("61000.00", "61000.10");
        market.fill(desk.lastSent(), "61000.00");
        assertEquals(List.of(), desk.alarms());

        desk.later(1_000).signal(-1);
        assertEquals(4, desk.sent());
        assertTrue(desk.refusals().get(0).startsWith("THROTTLED 10000000000 "), desk.refusals()::toString);

        desk.later(10_000).quote("61999.90", "62000.00");
        assertEquals(5, desk.sent());
    }

    @Test
    void shouldKeepAThrottledExitBackForAsLongAsTheVenueHasSaid() {
        desk.longPosition();
        market.requestUse(2_400, 60_000_000_000L);
        desk.quote("61000.00", "61000.10");
        assertEquals(2, desk.sent(), "one that wasn't refused yet");
        market.answer(desk.lastSent(), -1003);
        desk.later(59_999).quote("61000.00", "61000.10");
        assertEquals(2, desk.sent());

        desk.later(1).quote("61000.00", "61000.10");

        assertEquals(3, desk.sent());
    }

    @Test
    void shouldCallForHelpWhileAnExitIsNotDoneEverMoreRarelyAndNeverStop() {
        desk.longPosition().quote("61000.00", "61000.10");
        for (int tenths = 0; tenths < 8_000; tenths++) {
            desk.later(100);
            market.tick();
        }

        final List<String> calls = desk.alarms().stream()
                .filter(alarm -> alarm.startsWith("EXIT_OVERDUE"))
                .toList();
        assertEquals(
                List.of(5, 15, 35, 75, 155, 315, 635).stream()
                        .map(seconds -> "EXIT_OVERDUE " + seconds * 1_000_000_000L + " 16")
                        .toList(),
                calls);
    }

    @Test
    void shouldSayNothingMoreOnceFlat() {
        desk.longPosition();
        market.orderEntry(ChannelState.DOWN);
        desk.quote("61000.00", "61000.10");
        market.sendFailure(desk.lastSent(), false);
        desk.later(5_000);
        market.tick();
        final int called = desk.alarms().size();
        market.orderEntry(ChannelState.UP).tick();
        market.fill(desk.lastSent(), "61000.00");

        desk.later(60_000);
        market.tick();

        assertTrue(called > 0);
        assertEquals(called, desk.alarms().size());
    }

    @Test
    void shouldDriveTheExitsOfATickBeforeItsEntries() {
        market.trade(ETH, "4000.00", "0.1", Side.BUY);
        market.quote(ETH, "3999.90", "4000.00");
        market.foreignFill(ETH, 901, 400_000, 100, 0);
        desk.strategy.want(1);
        market.orderEntry(ChannelState.DOWN);
        desk.signal(1);
        market.quote(ETH, "3900.00", "3900.10");
        market.sendFailure(desk.lastSent(), false);
        final int before = desk.sent();
        market.orderEntry(ChannelState.UP);

        market.tick();

        final OrderPlacedDecoder first = market.sent().get(before).as(new OrderPlacedDecoder());
        assertEquals(market.id(ETH), first.header().instrument());
        assertEquals(Flag.YES, first.reduceOnly());
        final OrderPlacedDecoder second = market.sent().get(before + 1).as(new OrderPlacedDecoder());
        assertEquals(market.id(BTC), second.header().instrument());
        assertEquals(Flag.NO, second.reduceOnly());
    }

    private void expireAfter(final long filled) {
        if (filled > 0) {
            market.report(desk.lastSent(), OrderStatus.EXPIRED, 700, 6_100_000, filled, filled, 0);
        } else {
            market.report(desk.lastSent(), OrderStatus.EXPIRED, 0);
        }
        desk.later(250).quote("61000.00", "61000.10");
    }
}
