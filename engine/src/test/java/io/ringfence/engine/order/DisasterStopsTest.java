package io.ringfence.engine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.OnDivergence;
import io.ringfence.engine.config.OnUnguarded;
import io.ringfence.engine.config.RecoverySettings;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.AlgoStatus;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.DisasterChangedDecoder;
import io.ringfence.journal.message.GuardedDecoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.SendFailureReason;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.Venue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stop that rests at the venue behind the engine's own: placed, followed, cancelled, lost, found, and fired. */
class DisasterStopsTest {
    /** 1 % below 62,000.00 is 61,380.00; 2 % below that 60,152.40. */
    private static final String FIRST = "SELL 16 at 6015240";

    private final Desk desk = new Desk(TestSettings.settings(TestSettings.stop("{hard: {distance: 1%},"
            + " trail: {activation: 0.5%, distance: 0.4%}, disaster: {distance: 2%, step: 0.5%, every: 10s}}")));
    private final Market market = desk.market;
    private final AlgoVenue venue = new AlgoVenue(market);

    @Test
    void shouldPlaceOneBehindTheEnginesStopWithTheFillThatOpensThePosition() {
        desk.longPosition();

        assertEquals(FIRST, venue.requests());
    }

    @Test
    void shouldPlaceNoneWhereTheProfileHasNone() {
        final Desk plain = new Desk();
        plain.longPosition();

        assertEquals("", new AlgoVenue(plain.market).requests());
    }

    @Test
    void shouldBuyBackAShortAboveItsStopRoundedAwayFromThePrice() {
        desk.signal(-1);
        market.answer(desk.lastSent(), 0).fill(desk.lastSent(), "61999.90");

        // The stop is 62,619.80 (1 %, rounded down to the tick); 2 % above it 63,872.196.
        assertEquals("BUY 16 at 6387220", venue.requests());
    }

    @Test
    void shouldCoverWhatTheEntryMayStillAdd() {
        desk.signal(1);
        market.answer(desk.lastSent(), 0);
        market.report(desk.lastSent(), OrderStatus.PARTIALLY_FILLED, 11, 6_200_000, 4, 4, 0);
        venue.answer(venue.last(), 0);
        market.report(desk.lastSent(), OrderStatus.FILLED, 12, 6_200_000, 12, 16, 0);

        assertEquals(FIRST, venue.requests());
    }

    /** The venue takes 10 at once. */
    @Test
    void shouldCoverAsMuchAsTheVenueTakesAndTellOnceOfTheRest() {
        market.define(new Instrument(1, Venue.SIMULATED, MarketKind.USDM, Market.BTC, 2, 3, 10, 1, 1, 10, 5_00000000L));
        market.foreignFill(Market.BTC, 901, 6_200_000, 8, 0);
        venue.answer(venue.last(), 0);
        market.foreignFill(Market.BTC, 902, 6_200_000, 8, 0);
        venue.answer(venue.last(), 0);
        market.tick();
        venue.answer(venue.last(), 0);
        waitSeconds(60);

        assertEquals("SELL 8 at 6015240, SELL 10 at 6015240, cancel", venue.requests());
        assertEquals(
                List.of("DISASTER_CAPPED 16 10"),
                desk.alarms().stream()
                        .filter(alarm -> alarm.startsWith("DISASTER"))
                        .toList());
    }

    @Test
    void shouldCancelItWhenThePositionIsGone() {
        guardedPosition();
        closePosition();

        assertEquals(FIRST + ", cancel", venue.requests());
        assertEquals(List.of(1), market.stages().orders().restingStops());
        venue.answer(venue.last(), 0);
        assertEquals(List.of("PLACED RESTING", "RESTING CANCELLING", "CANCELLING GONE"), changes());
        assertEquals(List.of(), market.stages().orders().restingStops());
        waitSeconds(60);
        assertEquals(FIRST + ", cancel", venue.requests());
    }

    @Test
    void shouldAskForTheCancelUntilTheVenueKnowsItNoMore() {
        guardedPosition();
        closePosition();
        waitSeconds(3);
        assertEquals(FIRST + ", cancel, cancel", venue.requests());
        venue.answer(venue.last(), 0, true);
        waitSeconds(3);
        assertEquals(FIRST + ", cancel, cancel, cancel", venue.requests());

        venue.answer(venue.last(), -2011);
        waitSeconds(60);

        assertEquals(FIRST + ", cancel, cancel, cancel", venue.requests());
    }

    /** The placement was slow, and the answers crossed: that it was unknown is older than that it was taken. */
    @Test
    void shouldCancelAgainWhatWasTakenBehindACancelThatFoundNothing() {
        desk.longPosition();
        closePosition();
        venue.answer(venue.placed(), 0);
        venue.tells(venue.placed(), AlgoStatus.NEW, ReportOrigin.STREAM);
        venue.answer(venue.last(), -2011);
        waitSeconds(3);
        assertEquals(FIRST + ", cancel, cancel", venue.requests());

        venue.answer(venue.last(), -2011);
        waitSeconds(60);

        assertEquals(FIRST + ", cancel, cancel", venue.requests());
        assertEquals(List.of("PLACED CANCELLING", "CANCELLING GONE"), changes());
    }

    @Test
    void shouldNotRepeatACancelWhileTheVenueWantsToHearNothing() {
        guardedPosition();
        closePosition();
        market.requestUse(2_400, 10_000_000_000L);
        waitSeconds(9);
        assertEquals(FIRST + ", cancel", venue.requests());

        waitSeconds(1);
        assertEquals(FIRST + ", cancel, cancel", venue.requests());
    }

    @Test
    void shouldNotPlaceAnotherWhileTheVenueWantsToHearNothing() {
        desk.longPosition();
        market.requestUse(2_400, 10_000_000_000L);
        venue.answer(venue.last(), -1003);
        waitSeconds(9);
        assertEquals(FIRST, venue.requests());

        waitSeconds(1);
        assertEquals(FIRST + ", " + FIRST, venue.requests());
    }

    @Test
    void shouldFollowAStopThatCameNearerByAStepAndLetTheNewOneRestBeforeTheOldOneGoes() {
        guardedPosition();
        desk.later(10_000).quote("62350.00", "62350.10");
        // It trails at 0.4 %: 62,100.60; 2 % below that 60,858.588.
        final String second = "SELL 16 at 6085850";
        assertEquals(FIRST + ", " + second, venue.requests());
        waitSeconds(1);
        assertEquals(FIRST + ", " + second, venue.requests());

        venue.answer(venue.last(), 0);
        market.tick();

        assertEquals(FIRST + ", " + second + ", cancel", venue.requests());
        assertEquals(List.of("PLACED RESTING", "PLACED RESTING", "RESTING CANCELLING"), changes());
    }

    @Test
    void shouldNotFollowAStopThatCameNearerByLessThanAStep() {
        guardedPosition();
        desk.later(10_000).quote("62350.00", "62350.10");
        venue.answer(venue.last(), 0);
        market.tick();
        venue.answer(venue.last(), 0);
        final String before = venue.requests();

        desk.later(20_000).quote("62500.00", "62500.10");

        assertEquals(before, venue.requests());
    }

    @Test
    void shouldFollowNoMoreOftenThanTheProfileAllows() {
        guardedPosition();
        desk.quote("62649.00", "62649.10");
        assertEquals(FIRST, venue.requests());

        waitSeconds(9);
        assertEquals(FIRST, venue.requests());
        waitSeconds(1);

        assertTrue(venue.requests().startsWith(FIRST + ", SELL 16 at "), venue.requests());
    }

    @Test
    void shouldFollowAPositionThatOutgrowsItAtOnce() {
        guardedPosition();
        market.foreignFill(Market.BTC, 901, 6_200_000, 4, 0);

        assertEquals(FIRST + ", SELL 20 at 6015240", venue.requests());
    }

    @Test
    void shouldTryARefusedOneAgainWithGrowingPausesAndCallForHelp() {
        desk.longPosition();
        venue.answer(venue.last(), -2021);
        assertEquals(List.of("DISASTER_REFUSED 6015240 -2021"), desk.alarms());
        waitSeconds(1);
        assertEquals(FIRST + ", " + FIRST, venue.requests());
        venue.answer(venue.last(), -2021);
        waitSeconds(1);
        assertEquals(FIRST + ", " + FIRST, venue.requests());
        waitSeconds(1);
        assertEquals(FIRST + ", " + FIRST + ", " + FIRST, venue.requests());
        waitSeconds(10);

        assertTrue(desk.alarms().stream().anyMatch(alarm -> alarm.startsWith("DISASTER_MISSING")));
    }

    @Test
    void shouldCloseAPositionThatTheVenueTakesNoStopForIfConfigured() {
        final Desk flattening = new Desk(TestSettings.settings(
                TestSettings.settings(TestSettings.stop("{hard: {distance: 1%}, disaster: {distance: 2%}}")),
                new RecoverySettings(
                        OnDivergence.SIGNALS_OFF,
                        Timeframe.valueOf("3s"),
                        OnUnguarded.FLATTEN,
                        Timeframe.valueOf("10s"))));
        final AlgoVenue refusing = new AlgoVenue(flattening.market);
        flattening.longPosition();
        refusing.answer(refusing.last(), -2021);
        final int before = flattening.sent();

        flattening.later(3_000).market.tick();
        assertEquals(before, flattening.sent());
        flattening.later(1).market.tick().tick();

        assertEquals(before + 1, flattening.sent());
        assertTrue(flattening.isExit());
        assertEquals(16, flattening.order().quantity());
    }

    @Test
    void shouldTryOneAgainThatDidNotLeave() {
        desk.longPosition();
        venue.sendFailure(venue.last(), SendFailureReason.NOT_WRITABLE);
        waitSeconds(1);

        assertEquals(FIRST + ", " + FIRST, venue.requests());
        assertEquals(List.of(), desk.alarms());
    }

    @Test
    void shouldTakeAWithheldOneForResting() {
        desk.longPosition();
        venue.sendFailure(venue.last(), SendFailureReason.WITHHELD);
        waitSeconds(60);

        assertEquals(FIRST, venue.requests());
        assertEquals(List.of(), desk.alarms());
    }

    @Test
    void shouldCancelOneThatDoesNotAnswerByItsNameAndReplaceIt() {
        desk.longPosition();
        venue.answer(venue.last(), -1007, true);
        waitSeconds(3);

        assertEquals(FIRST + ", cancel, " + FIRST, venue.requests());
    }

    @Test
    void shouldCancelOneThatTurnsUpAfterItWasGivenUp() {
        desk.longPosition();
        final Decision lost = venue.last();
        waitSeconds(3);
        venue.answer(venue.placed(), 0);
        venue.answer(market.disasters().get(1), -2011);
        assertEquals(FIRST + ", cancel, " + FIRST, venue.requests());

        venue.tells(lost, AlgoStatus.NEW, ReportOrigin.STREAM);

        assertEquals(FIRST + ", cancel, " + FIRST + ", cancel", venue.requests());
    }

    @Test
    void shouldFollowTheOrderThatItBecomesWhenItFiresFirst() {
        guardedPosition();
        venue.tells(venue.placed(), AlgoStatus.TRIGGERING, ReportOrigin.STREAM);
        desk.quote("60000.00", "60000.10");
        assertEquals(1, desk.sent(), "its own exit would only be refused");

        venue.fills(venue.placed(), 6_000_000, 16, OrderStatus.FILLED);
        venue.tells(venue.placed(), AlgoStatus.TRIGGERED, ReportOrigin.STREAM);
        venue.tells(venue.placed(), AlgoStatus.FINISHED, ReportOrigin.STREAM);
        waitSeconds(60);

        assertEquals(0, desk.position());
        assertEquals(1, desk.sent());
        assertEquals(FIRST, venue.requests());
        assertEquals(List.of("DISASTER_FIRED 6015240 16"), desk.alarms());
    }

    @Test
    void shouldKnowItsFillsWithoutHavingHeardThatItFired() {
        guardedPosition();
        venue.fills(venue.placed(), 6_000_000, 16, OrderStatus.FILLED);

        assertEquals(0, desk.position());
        assertEquals(List.of("DISASTER_FIRED 6015240 0"), desk.alarms());
    }

    @Test
    void shouldExitWhatItLeaves() {
        guardedPosition();
        venue.tells(venue.placed(), AlgoStatus.TRIGGERING, ReportOrigin.STREAM);
        venue.fills(venue.placed(), 6_000_000, 10, OrderStatus.EXPIRED);
        waitSeconds(1);

        assertEquals(2, desk.sent());
        assertEquals(6, desk.order().quantity());
        assertTrue(desk.isExit());
    }

    @Test
    void shouldExitWhenTheOrderThatItWasToBecomeIsRefused() {
        guardedPosition();
        venue.tells(venue.placed(), AlgoStatus.TRIGGERING, ReportOrigin.STREAM);
        venue.tells(venue.placed(), AlgoStatus.REJECTED, ReportOrigin.STREAM);
        waitSeconds(1);

        assertEquals(2, desk.sent());
        assertEquals(16, desk.order().quantity());
    }

    @Test
    void shouldReplaceOneThatSomebodyHasCancelled() {
        guardedPosition();
        venue.tells(venue.placed(), AlgoStatus.CANCELED, ReportOrigin.STREAM);

        assertEquals(FIRST + ", " + FIRST, venue.requests());
        assertEquals(List.of("DISASTER_GONE 6015240 16"), desk.alarms());
    }

    @Test
    void shouldTakeUpAgainWhatTheVenueListsAfterAStartAndBeGuardedByIt() {
        guardedPosition();
        restart();
        desk.quote("61999.90", "62000.00");
        assertEquals(0, market.count(new GuardedDecoder()));

        venue.tells(venue.placed(), AlgoStatus.NEW, ReportOrigin.HISTORY);
        market.reconciled().tick();

        assertEquals(1, market.count(new GuardedDecoder()));
        assertEquals(FIRST, venue.requests());
    }

    /** The crash took its answer: whether it rests the list tells, before anybody takes it away. */
    @Test
    void shouldKeepOneWithoutAnAnswerThatTheVenueListsAfterAStart() {
        desk.longPosition().later(60_000);
        restart();
        desk.quote("61999.90", "62000.00");
        waitSeconds(3);
        venue.tells(venue.placed(), AlgoStatus.NEW, ReportOrigin.HISTORY);
        market.reconciled().tick();

        assertEquals(1, market.count(new GuardedDecoder()));
        assertEquals(FIRST, venue.requests());
    }

    @Test
    void shouldPlaceAnotherWhereTheVenueListsNoneAfterAStart() {
        guardedPosition();
        restart();
        desk.quote("61999.90", "62000.00");
        market.reconciled().tick();
        assertEquals(FIRST + ", " + FIRST, venue.requests());
        assertEquals(0, market.count(new GuardedDecoder()));

        venue.answer(venue.last(), 0);
        market.tick();

        assertEquals(1, market.count(new GuardedDecoder()));
    }

    @Test
    void shouldCancelOneOfItsOwnThatNobodyKnows() {
        restart();
        venue.tellsOrphan(77, 5_900_000, 16, Side.SELL);
        assertEquals("cancel", venue.requests());

        venue.answer(venue.last(), 0);
        market.reconciled();
        waitSeconds(10);

        assertEquals("cancel", venue.requests());
    }

    @Test
    void shouldKeepOneOfItsOwnThatNobodyKnewIfThePositionNeedsIt() {
        guardedPosition();
        restart();
        venue.tellsOrphan(1, 6_015_240, 16, Side.SELL);
        market.reconciled();
        waitSeconds(1);

        assertEquals(FIRST, venue.requests());
    }

    @Test
    void shouldLeaveSomebodyElsesAloneAndSaySo() {
        restart();
        venue.tellsForeign();
        market.reconciled();
        waitSeconds(1);

        assertEquals("", venue.requests());
        assertEquals(List.of("UNKNOWN_ORDER 2 0"), desk.alarms());
    }

    @Test
    void shouldPlaceNoneWhileOrderEntryIsDown() {
        desk.signal(1);
        market.answer(desk.lastSent(), 0);
        market.orderEntry(ChannelState.DOWN);
        market.fill(desk.lastSent(), "62000.00");
        waitSeconds(6);
        assertEquals("", venue.requests());
        assertEquals(
                List.of("DISASTER_MISSING"),
                desk.alarms().stream()
                        .map(alarm -> alarm.substring(0, alarm.indexOf(' ')))
                        .toList());

        market.orderEntry(ChannelState.UP).tick();

        assertEquals(FIRST, venue.requests());
    }

    private void guardedPosition() {
        desk.longPosition();
        venue.answer(venue.last(), 0);
    }

    private void closePosition() {
        market.foreignFill(Market.BTC, 900, 6_200_000, -16, 0);
    }

    /** As after a crash: what the venue did meanwhile comes with the reconciliation. */
    private void restart() {
        market.generationStarted(RecoveryOutcome.REPLAYED, false);
        market.connection(ChannelKind.USER_DATA, ChannelState.UP).orderEntry(ChannelState.UP);
    }

    private void waitSeconds(final int seconds) {
        for (int tenth = 0; tenth < seconds * 10; tenth++) {
            desk.later(100);
            market.tick();
        }
    }

    private List<String> changes() {
        return market.decisions(new DisasterChangedDecoder()).stream()
                .map(change -> change.as(new DisasterChangedDecoder()))
                .map(change -> change.from() + " " + change.to())
                .toList();
    }
}
