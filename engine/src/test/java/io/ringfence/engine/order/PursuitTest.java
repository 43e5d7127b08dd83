package io.ringfence.engine.order;

import static io.ringfence.engine.testing.Market.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.OnStop;
import io.ringfence.engine.config.RiskSettings;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.ScriptedStrategy;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.AlarmDecoder;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.OrderCancelledDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.SelfTradePrevention;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.TakeProfitDecoder;
import io.ringfence.journal.message.Venue;
import java.util.List;
import org.junit.jupiter.api.Test;

class PursuitTest {
    private final Desk desk = new Desk();
    private final Market market = desk.market;

    @Test
    void shouldEnterWithTheSizeOfTheSettingsRoundedDownToTheLot() {
        desk.signal(1);

        final OrderPlacedDecoder order = desk.order();
        assertEquals(1, desk.sent());
        assertEquals(16, order.quantity());
        assertEquals(6_200_000, order.referencePrice());
        assertEquals(992_00000000L, order.notional());
        assertEquals(Side.BUY, order.side());
        assertEquals(OrderType.MARKET, order.type());
        assertEquals(Flag.NO, order.reduceOnly());
    }

    @Test
    void shouldNameTheSignalBehindAnOrder() {
        desk.signal(1);

        final SignalDecoder signal = market.last(new SignalDecoder());
        assertEquals(signal.header().sequence(), desk.order().causeSequence());
        assertEquals(signal.header().index(), desk.order().causeIndex());
    }

    @Test
    void shouldNameAnOrderByEngineEpochSequenceAndIndexOfItsDecision() {
        desk.signal(1);

        final OrderPlacedDecoder order = desk.order();
        assertEquals(TestSettings.ENGINE_ID, order.orderId().engine());
        assertEquals(Market.EPOCH, order.orderId().epoch());
        assertEquals(order.header().sequence(), order.orderId().sequence());
        assertEquals(order.header().index(), order.orderId().index());
    }

    /** An entry may end for an order that somebody left in the book; an exit gets through. */
    @Test
    void shouldSayWhatEndsWhereItWouldMeetAnotherOrderOfTheAccount() {
        desk.signal(1);
        assertEquals(SelfTradePrevention.EXPIRE_TAKER, desk.order().selfTradePrevention());

        market.answer(desk.lastSent(), 0).fill(desk.lastSent(), "62000.00");
        desk.quote("61000.00", "61000.10");
        assertEquals(SelfTradePrevention.EXPIRE_MAKER, desk.order().selfTradePrevention());
    }

    @Test
    void shouldNotEnterTwiceForOneTarget() {
        desk.longPosition();
        desk.signal(1).quote("62000.00", "62000.10");

        assertEquals(1, desk.sent());
        assertEquals(16, desk.position());
    }

    @Test
    void shouldDecideOneEntryPerSignalWhenEverythingIsWithheld() {
        desk.signal(1);
        market.withhold(desk.lastSent());
        for (int seconds = 0; seconds < 60; seconds++) {
            desk.later(1_000).quote("61999.90", "62000.00");
            market.tick();
        }
        assertEquals(1, desk.sent());
        assertEquals(List.of(), desk.refusals());

        desk.signal(-1);
        market.withhold(desk.lastSent());
        desk.later(10_000).quote("61999.90", "62000.00");

        assertEquals(2, desk.sent());
        assertEquals(Side.SELL, desk.order().side());
        assertFalse(desk.isExit());
        assertEquals(List.of(OrderState.CANCELED, OrderState.CANCELED), desk.states());
    }

    @Test
    void shouldNotTopUpAnEntryThatWasFilledInPart() {
        desk.signal(1);
        market.report(desk.lastSent(), OrderStatus.EXPIRED, 1, 6_200_000, 4, 4, 0);
        desk.quote("61999.90", "62000.00");

        assertEquals(1, desk.sent());
        assertEquals(4, desk.position());
    }

    @Test
    void shouldExitFirstAndEnterOnlyWhenFlatIsShown() {
        desk.longPosition().signal(-1);
        assertEquals(2, desk.sent());
        assertTrue(desk.isExit());
        assertEquals(Side.SELL, desk.order().side());
        assertEquals(16, desk.order().quantity());
        assertEquals(Flag.YES, desk.order().reduceOnly());

        market.answer(desk.lastSent(), 0);
        desk.quote("61999.90", "62000.00");
        assertEquals(2, desk.sent());

        market.fill(desk.lastSent(), "62000.00");

        assertEquals(3, desk.sent());
        assertFalse(desk.isExit());
        assertEquals(Side.SELL, desk.order().side());
    }

    @Test
    void shouldNotTakeAFilledReportForFlatBeforeItsFillsAreThere() {
        desk.longPosition().signal(-1);
        market.report(desk.lastSent(), OrderStatus.FILLED, 900, 6_200_000, 6, 16, 0);
        desk.quote("61999.90", "62000.00");
        assertEquals(10, desk.position());
        assertEquals(2, desk.sent());

        market.report(desk.lastSent(), OrderStatus.PARTIALLY_FILLED, 899, 6_200_000, 10, 10, 0);

        assertEquals(0, desk.position());
        assertEquals(3, desk.sent());
    }

    @Test
    void shouldExitOnAStopAndNotEnterTheSameWayUntilANewSignal() {
        desk.longPosition().quote("61000.00", "61000.10");

        assertEquals(1, market.count(new StopHitDecoder()));
        assertTrue(desk.isExit());
        assertEquals(
                market.last(new StopHitDecoder()).header().sequence(),
                desk.order().causeSequence());

        market.fill(desk.lastSent(), "61000.00");
        desk.later(10).quote("61000.00", "61000.10").quote("62000.00", "62000.10");
        assertEquals(2, desk.sent());

        desk.signal(-1);

        assertEquals(3, desk.sent());
        assertEquals(Side.SELL, desk.order().side());
    }

    @Test
    void shouldCloseThePortionOfATakeProfitAndLeaveTheRestToItsStop() {
        final Desk desk = takingProfit("50%");
        desk.quote("62620.00", "62620.10");

        final TakeProfitDecoder cause = desk.market.last(new TakeProfitDecoder());
        assertEquals(2, desk.sent());
        assertEquals(8, desk.order().quantity());
        assertEquals(Side.SELL, desk.order().side());
        assertEquals(Flag.YES, desk.order().reduceOnly());
        assertTrue(desk.isExit());
        assertEquals(cause.header().sequence(), desk.order().causeSequence());
        assertEquals(cause.header().index(), desk.order().causeIndex());

        desk.market.fill(desk.lastSent(), "62620.00");
        desk.later(300).quote("62620.00", "62620.10");

        assertEquals(8, desk.position());
        assertEquals(2, desk.sent());
    }

    @Test
    void shouldLetAStopTakeOverFromATakeProfitWithOneExitUnderWay() {
        final Desk desk = takingProfit("50%");
        desk.quote("62620.00", "62620.10").quote("61380.00", "61380.10");

        assertEquals(1, desk.market.count(new StopHitDecoder()));
        assertEquals(2, desk.sent());
        desk.market.fill(desk.lastSent(), "61380.00");
        desk.quote("61380.00", "61380.10");

        assertEquals(3, desk.sent());
        assertEquals(8, desk.order().quantity());
        assertEquals(
                desk.market.last(new StopHitDecoder()).header().sequence(),
                desk.order().causeSequence());
    }

    @Test
    void shouldTryAPortionAgainAndCountAPartOfItAsDone() {
        final Desk desk = takingProfit("50%");
        desk.quote("62620.00", "62620.10");
        final long price = desk.market.units(BTC, "62620.00");
        desk.market.report(desk.lastSent(), OrderStatus.PARTIALLY_FILLED, 900, price, 3, 3, 0);
        desk.market.report(desk.lastSent(), OrderStatus.EXPIRED, 3);

        desk.quote("62620.00", "62620.10");
        assertEquals(2, desk.sent());
        desk.later(300).quote("62620.00", "62620.10");

        assertEquals(3, desk.sent());
        assertEquals(5, desk.order().quantity());
    }

    @Test
    void shouldTakeProfitWhereEntriesAreRefused() {
        final Desk desk = takingProfit("50%");
        desk.market.command(Command.PAUSE, BTC);

        desk.quote("62620.00", "62620.10");

        assertEquals(2, desk.sent());
        assertTrue(desk.isExit());
    }

    @Test
    void shouldNotEnterAgainAfterAllWasTakenUntilANewSignal() {
        final Desk desk = takingProfit("100%");
        desk.quote("62620.00", "62620.10");
        desk.market.fill(desk.lastSent(), "62620.00");

        desk.later(2_000).quote("62620.00", "62620.10");
        assertEquals(0, desk.position());
        assertEquals(2, desk.sent());
        desk.signal(-1);

        assertEquals(3, desk.sent());
        assertFalse(desk.isExit());
    }

    /** A long position of 16 units from 62,000 that takes a portion of it at 62,620. */
    private static Desk takingProfit(final String portion) {
        return new Desk(TestSettings.settings(
                        TestSettings.stop("{hard: {distance: 1%}, takeProfit: [{at: 1%, portion: " + portion + "}]}")))
                .longPosition();
    }

    @Test
    void shouldFollowASignalThatTurnsWhileTheStopsExitIsUnderWay() {
        desk.longPosition().quote("61000.00", "61000.10").signal(-1);
        assertEquals(2, desk.sent());

        market.fill(desk.lastSent(), "61000.00");

        assertEquals(3, desk.sent());
        assertFalse(desk.isExit());
    }

    @Test
    void shouldNotEnterBesideAnExitThatAPositionClosedByHandLeftBehind() {
        final Desk wide = new Desk(TestSettings.settings(
                new RiskSettings(2_000, 3_000, 1, Timeframe.valueOf("5s"), 4, Timeframe.valueOf("2s"))));
        wide.longPosition().quote("61000.00", "61000.10");
        wide.market.answer(wide.lastSent(), 0).foreignFill(BTC, 900, 6_100_000, -16, 0);
        wide.signal(-1);
        assertEquals(2, wide.sent());

        wide.market.report(wide.lastSent(), OrderStatus.EXPIRED, 0);

        assertEquals(3, wide.sent());
        assertFalse(wide.isExit());
    }

    @Test
    void shouldExitWhatALateFillOfTheEntryAdds() {
        desk.signal(1);
        market.report(desk.lastSent(), OrderStatus.PARTIALLY_FILLED, 1, 6_200_000, 6, 6, 0);
        final var entry = desk.lastSent();
        desk.quote("61000.00", "61000.10");
        market.fill(desk.lastSent(), "61000.00");
        assertEquals(0, desk.position());

        market.report(entry, OrderStatus.FILLED, 2, 6_200_000, 10, 16, 0);

        assertEquals(3, desk.sent());
        assertTrue(desk.isExit());
        assertEquals(10, desk.order().quantity());
    }

    @Test
    void shouldExitInPiecesOfTheVenuesMaximum() {
        market.foreignFill(BTC, 1, 6_200_000, 2_500_000, 0);
        market.command(Command.FLATTEN, BTC);
        assertEquals(1_000_000, desk.order().quantity());

        market.fill(desk.lastSent(), "62000.00");
        market.fill(desk.lastSent(), "62000.00");
        market.fill(desk.lastSent(), "62000.00");

        assertEquals(3, desk.sent());
        assertEquals(0, desk.position());
    }

    @Test
    void shouldRepeatAnExitThatDidNotLeaveFourTimesASecond() {
        desk.longPosition().quote("61000.00", "61000.10");
        market.sendFailure(desk.lastSent(), false);
        desk.later(249).quote("61000.00", "61000.10");
        assertEquals(2, desk.sent());

        desk.later(1).quote("61000.00", "61000.10");

        assertEquals(3, desk.sent());
        assertTrue(desk.isExit());
        assertEquals(List.of(), desk.alarms());
    }

    @Test
    void shouldRepeatAnExitEverMoreSlowlyWhileOrderEntryIsDownAndAtOnceWhenItIsUp() {
        desk.longPosition();
        market.orderEntry(ChannelState.DOWN);
        desk.quote("61000.00", "61000.10");
        for (final int pauseMs : List.of(250, 500, 1_000, 2_000, 4_000, 8_000, 8_000)) {
            market.sendFailure(desk.lastSent(), false);
            final int sent = desk.sent();
            desk.later(pauseMs - 1).quote("61000.00", "61000.10");
            assertEquals(sent, desk.sent(), "pauseMs=" + pauseMs);

            desk.later(1).quote("61000.00", "61000.10");

            assertEquals(sent + 1, desk.sent(), "pauseMs=" + pauseMs);
        }
        market.sendFailure(desk.lastSent(), false);
        final int sent = desk.sent();

        market.orderEntry(ChannelState.UP);
        market.tick();

        assertEquals(sent + 1, desk.sent());
        assertTrue(desk.isExit());
        assertTrue(desk.alarms().stream().allMatch(alarm -> alarm.startsWith("EXIT_OVERDUE")), desk.alarms()::toString);
    }

    @Test
    void shouldRepeatARefusedExitWithGrowingPausesAndAlarms() {
        desk.longPosition().quote("61000.00", "61000.10");
        market.answer(desk.lastSent(), -4131);
        desk.later(250).quote("61000.00", "61000.10");
        assertEquals(3, desk.sent());

        market.answer(desk.lastSent(), -4131);
        desk.later(499).quote("61000.00", "61000.10");
        assertEquals(3, desk.sent());
        desk.later(1).quote("61000.00", "61000.10");

        assertEquals(4, desk.sent());
        assertEquals(List.of("EXIT_REFUSED 16 16", "EXIT_REFUSED 16 16"), desk.alarms());
    }

    @Test
    void shouldRepeatAnExitByTheTickWhenTheMarketIsSilent() {
        desk.longPosition().quote("61000.00", "61000.10");
        market.sendFailure(desk.lastSent(), false);

        desk.later(250);
        market.tick();

        assertEquals(3, desk.sent());
    }

    @Test
    void shouldNeverRepeatAnExitOfUnknownOutcome() {
        desk.longPosition().quote("61000.00", "61000.10");
        market.sendFailure(desk.lastSent(), true);
        desk.later(60_000).quote("61000.00", "61000.10");
        market.tick();

        assertEquals(2, desk.sent());
        assertEquals(List.of("ORDER_UNKNOWN 16 0", "EXIT_OVERDUE 60000000000 16"), desk.alarms());

        market.report(desk.lastSent(), OrderStatus.EXPIRED, 0);

        assertEquals(3, desk.sent());
    }

    @Test
    void shouldGiveUpAnEntryAfterThreeFailures() {
        desk.signal(1);
        for (int i = 0; i < 10; i++) {
            market.answer(desk.lastSent(), -2019);
            desk.later(3_000).quote("61999.90", "62000.00");
        }
        assertEquals(3, desk.sent());

        desk.signal(-1);

        assertEquals(4, desk.sent());
    }

    @Test
    void shouldCallAnUnansweredOrderUnknownAndEnterNoMoreBesideIt() {
        desk.signal(1).later(2_001);
        market.tick().tick();
        desk.quote("61999.90", "62000.00").signal(-1);

        assertEquals(1, desk.sent());
        assertEquals(List.of("ORDER_UNKNOWN 16 0"), desk.alarms());
        assertEquals(
                List.of("IN_FLIGHT 1 1"), desk.refusals().stream().distinct().toList());
    }

    @Test
    void shouldAlarmOnceAboutAnAcknowledgedOrderThatStaysSilent() {
        desk.signal(1);
        market.answer(desk.lastSent(), 0);
        desk.later(2_001);
        market.tick().tick();

        assertEquals(List.of("ORDER_UNKNOWN 16 0"), desk.alarms());
    }

    /** Its last report may be lost; while it counts as under way there is no further exit. */
    @Test
    void shouldAlarmAboutAnExitThatStaysFilledInPart() {
        desk.longPosition().quote("61000.00", "61000.10");
        market.report(desk.lastSent(), OrderStatus.PARTIALLY_FILLED, 901, 6_100_000, 3, 3, 0);
        desk.later(2_001);
        market.tick().tick();

        assertEquals(List.of("ORDER_UNKNOWN 16 3"), desk.alarms());
    }

    @Test
    void shouldNotTurnAPositionInWhatIsDroppedMeanwhile() {
        desk.longPosition().signal(-1);
        market.command(Command.DROP, BTC).answer(desk.lastSent(), 0).fill(desk.lastSent(), "62000.00");
        desk.later(1_000).quote("61999.90", "62000.00");

        assertEquals(0, desk.position());
        assertEquals(2, desk.sent());
    }

    @Test
    void shouldAlarmWhenFillsOfAFilledOrderStayAway() {
        desk.signal(1);
        market.report(desk.lastSent(), OrderStatus.FILLED, 16);
        desk.later(2_001);
        market.tick().tick();

        assertEquals(List.of("POSITION_DRIFT 16 0"), desk.alarms());
        assertEquals(1, desk.sent());
    }

    @Test
    void shouldAlarmAboutAFillOfNoOrderOfOurs() {
        market.foreignFill(BTC, 1, 6_200_000, 5, 0);

        assertEquals(List.of("UNEXPECTED_FILL 0 5", "FOREIGN_POSITION 0 5"), desk.alarms());
        assertEquals(0, desk.sent());
    }

    @Test
    void shouldFlattenOnCommandAndStayOut() {
        desk.longPosition();
        market.command(Command.FLATTEN, null);
        assertEquals(1, desk.sent());
        market.tick();
        assertTrue(desk.isExit());

        market.fill(desk.lastSent(), "62000.00");
        desk.signal(-1);

        assertEquals(2, desk.sent());
        assertEquals(List.of("KILL_SWITCH 0 3"), desk.refusals());
    }

    @Test
    void shouldFlattenAtTheEndOnlyIfConfigured() {
        desk.longPosition();
        market.command(Command.STOP, null).tick();
        assertEquals(1, desk.sent());

        final Desk flattening = new Desk(TestSettings.settings(
                TestSettings.INDICATORS, TestSettings.STRATEGY, TestSettings.STOP, TestSettings.RISK, OnStop.FLATTEN));
        flattening.longPosition();
        flattening.market.command(Command.STOP, null).tick();

        assertTrue(flattening.isExit());
    }

    @Test
    void shouldCancelEntriesOnCommandAndNotPlaceThemAgain() {
        desk.signal(1);
        market.answer(desk.lastSent(), 0).command(Command.CANCEL_ALL, BTC);
        assertEquals(1, market.count(new OrderCancelledDecoder()));
        assertEquals(
                new OrderCancelledDecoder().sbeTemplateId(), desk.lastSent().templateId());

        market.report(market.sent().get(0), OrderStatus.CANCELED, 0).command(Command.CANCEL_ALL, BTC);
        desk.later(5_000).quote("61999.90", "62000.00");

        assertEquals(2, desk.sent());
    }

    @Test
    void shouldSendExitsWhileEntriesArePaused() {
        desk.longPosition();
        market.command(Command.PAUSE, null);
        market.orderEntry(ChannelState.DOWN);

        desk.quote("61000.00", "61000.10");

        assertTrue(desk.isExit());
    }

    @Test
    void shouldLeaveAPositionAloneThatNoSignalConcerned() {
        market.foreignFill(BTC, 1, 6_200_000, 5, 0);
        desk.quote("62000.00", "62000.10");
        market.tick();

        assertEquals(0, desk.sent());
    }

    @Test
    void shouldSpreadWhatDoesNotFitOneTickOverTheFollowingOnes() {
        final int instruments = 60;
        final ScriptedStrategy strategy = new ScriptedStrategy();
        final Market many = new Market(TestSettings.withInstruments(instruments), strategy);
        for (int id = 1; id <= instruments; id++) {
            many.define(new Instrument(id, Venue.SIMULATED, MarketKind.USDM, "S" + id, 2, 3, 1, 1, 1, 1_000_000, 0));
        }
        many.orderEntry(ChannelState.UP);
        strategy.want(1);
        for (int second = 0; second < 2; second++) {
            many.at(second);
            for (int id = 1; id <= instruments; id++) {
                many.quote("S" + id, "61999.90", "62000.00").trade("S" + id, "62000.00", "1", Side.BUY);
            }
        }
        assertEquals(instruments, many.sent().size());

        many.at(10).tick();
        final int first = many.count(new AlarmDecoder());
        for (int i = 0; i < 10; i++) {
            many.tick();
        }

        assertTrue(first > 0 && first < instruments, () -> "alarms in the first tick: " + first);
        assertEquals(instruments, many.count(new AlarmDecoder()));
    }
}
