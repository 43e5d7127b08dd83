package io.ringfence.engine.order;

import static io.ringfence.engine.testing.Market.BTC;
import static io.ringfence.engine.testing.Market.ETH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.Market;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.GuardedDecoder;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders of unknown outcome, live and after a crash, and what entries wait for. */
class InDoubtTest {
    private final Desk desk = new Desk();
    private final Market market = desk.market;

    @Test
    void shouldAskAtOnceAndThenLessAndLessOften() {
        desk.signal(1);
        market.sendFailure(desk.lastSent(), true).tick();
        assertEquals(1, market.queries().size());

        int asked = 1;
        for (final int afterMs : new int[] {1_000, 2_000, 4_000}) {
            desk.later(afterMs - 1);
            market.tick();
            assertEquals(asked, market.queries().size(), "before ms=" + afterMs);
            desk.later(1);
            market.tick();
            assertEquals(++asked, market.queries().size(), "after ms=" + afterMs);
        }
        assertEquals(1, desk.sent());
    }

    /** The clock jumps by an hour, or the process stood still for it: every deadline has passed at once. */
    @Test
    void shouldAskAndNotResendAfterAJumpOfTime() {
        desk.signal(1);
        desk.later(3_600_000);
        market.tick().tick().tick();

        assertEquals(List.of(OrderState.UNKNOWN), desk.states());
        assertEquals(1, market.queries().size());
        assertEquals(1, desk.sent());
    }

    /** No time has passed since the last event of the engine before. */
    @Test
    void shouldAskAtOnceWhereTimeStandsStillAtAStart() {
        desk.signal(1);
        market.sendFailure(desk.lastSent(), true).tick();
        final int asked = market.queries().size();
        market.generationStarted(RecoveryOutcome.REPLAYED, false)
                .orderEntry(ChannelState.UP)
                .tick();

        assertEquals(asked + 1, market.queries().size());
    }

    @Test
    void shouldNotAskWhileOrderEntryIsDown() {
        desk.signal(1);
        market.sendFailure(desk.lastSent(), true);
        market.orderEntry(ChannelState.DOWN).tick().tick();
        assertEquals(0, market.queries().size());

        market.orderEntry(ChannelState.UP).tick();
        assertEquals(1, market.queries().size());
    }

    @Test
    void shouldNotAskWhileTheVenueWantsToHearNothing() {
        desk.signal(1);
        market.requestUse(2_400, 5_000_000_000L);
        market.sendFailure(desk.lastSent(), true).tick();
        desk.later(4_999);
        market.tick();
        assertEquals(0, market.queries().size());

        desk.later(1);
        market.tick();
        assertEquals(1, market.queries().size());
    }

    /** Before that it may still be on its way. */
    @Test
    void shouldTakeAnOrderForNeverArrivedOnlyWhenAskedTwiceAndLateEnough() {
        desk.signal(1);
        market.sendFailure(desk.lastSent(), true).tick();
        for (int i = 0; i < 3; i++) {
            market.notFound(lastQuery());
            assertEquals(
                    OrderState.UNKNOWN,
                    last(desk.states()),
                    "asked " + market.queries().size() + " times");
            desk.later(4_000);
            market.tick();
        }
        market.notFound(lastQuery());

        assertEquals(OrderState.NEVER_ARRIVED, last(desk.states()));
        assertTrue(desk.alarms().stream().anyMatch(alarm -> alarm.startsWith("ORDER_NEVER_ARRIVED")));
    }

    @Test
    void shouldPursueAnExitAgainThatNeverArrived() {
        desk.longPosition().quote("61000.00", "61000.10");
        market.sendFailure(desk.lastSent(), true).tick();
        desk.later(10_001);
        market.tick().notFound(lastQuery()).tick();
        assertEquals(2, desk.sent());
        desk.later(2_000);
        market.tick().notFound(lastQuery()).tick();

        assertEquals(3, desk.sent());
        assertTrue(desk.isExit());
    }

    /** It asks nothing itself: the reconciliation brings them. */
    @Test
    void shouldWaitForTheFillsOfAnOrderThatIsFoundFilled() {
        desk.signal(1);
        market.sendFailure(desk.lastSent(), true).tick();
        market.found(lastQuery(), ReportOrigin.QUERY, OrderStatus.FILLED, 0, 0, 16);
        assertEquals(OrderState.FILLED, last(desk.states()));
        assertEquals(0, desk.position());

        market.found(lastQuery(), ReportOrigin.HISTORY, OrderStatus.FILLED, 901, 16, 16);
        market.found(lastQuery(), ReportOrigin.HISTORY, OrderStatus.FILLED, 901, 16, 16);

        assertEquals(16, desk.position());
        assertEquals(1, desk.sent());
    }

    /** However long the venue takes to tell of them: without them the order is filled, and nothing has drifted. */
    @Test
    void shouldNotTakeFillsForLostBeforeTheAccountIsReconciled() {
        desk.signal(1);
        market.answer(desk.lastSent(), 0);
        market.generationStarted(RecoveryOutcome.REPLAYED, false)
                .orderEntry(ChannelState.UP)
                .tick();
        market.found(lastQuery(), ReportOrigin.QUERY, OrderStatus.FILLED, 0, 0, 16);
        desk.later(60_000);
        market.tick();
        assertEquals(List.of(), drifts());

        market.reconciled().tick();
        assertEquals(1, drifts().size());
    }

    /** Its silence was told already. */
    @Test
    void shouldTellOnceThatTheFillsOfASilentOrderWentUnheard() {
        desk.signal(1);
        market.answer(desk.lastSent(), 0);
        foundAfterSilence(OrderStatus.FILLED, 16);

        assertEquals(List.of("ORDER_UNKNOWN 16 0", "POSITION_DRIFT 16 0"), desk.alarms());
        assertEquals(0, desk.position());
    }

    @Test
    void shouldTellThatAPartOfASilentExitWentUnheard() {
        desk.longPosition().quote("61000.00", "61000.10");
        market.answer(desk.lastSent(), 0);
        foundAfterSilence(OrderStatus.EXPIRED, 4);

        assertEquals(List.of("POSITION_DRIFT 4 0"), drifts());
    }

    private void foundAfterSilence(final OrderStatus status, final long cumulative) {
        desk.later(30_000);
        market.tick().found(lastQuery(), ReportOrigin.QUERY, status, 0, 0, cumulative);
        desk.later(30_000);
        market.tick().tick();
    }

    private List<String> drifts() {
        return desk.alarms().stream()
                .filter(alarm -> alarm.startsWith("POSITION_DRIFT"))
                .toList();
    }

    @Test
    void shouldAskForEveryOrderThatACrashLeftWithoutAnEnd() {
        desk.signal(1);
        market.generationStarted(RecoveryOutcome.REPLAYED, false).tick();
        assertEquals(List.of(OrderState.UNKNOWN), desk.states());
        assertEquals(0, market.queries().size());

        market.orderEntry(ChannelState.UP).tick();
        assertEquals(1, market.queries().size());

        market.found(lastQuery(), ReportOrigin.QUERY, OrderStatus.EXPIRED, 0, 0, 0);
        assertEquals(OrderState.EXPIRED, last(desk.states()));
        desk.later(60_000);
        market.tick();
        assertEquals(1, market.queries().size());
    }

    @Test
    void shouldAskForAnOrderThatOnlyTheOldDecisionLogHas() {
        market.generationStarted(RecoveryOutcome.REPLAYED, false);
        market.inDoubt(77, 16).inDoubt(77, 16);
        market.orderEntry(ChannelState.UP).tick().tick();
        assertEquals(1, market.queries().size());

        market.found(lastQuery(), ReportOrigin.HISTORY, OrderStatus.FILLED, 5, 16, 16);

        assertEquals(16, desk.position());
        assertEquals(OrderState.FILLED, last(desk.states()));
        assertTrue(market.stages().stops().stops().isArmed(1));
    }

    @Test
    void shouldEnterNothingBeforeTheAccountIsReconciledAndEveryPositionIsGuarded() {
        desk.longPosition();
        market.generationStarted(RecoveryOutcome.REPLAYED, false).orderEntry(ChannelState.UP);
        market.quote(ETH, "2600.00", "2600.01").tick();
        assertEquals(0, market.count(new GuardedDecoder()));

        market.reconciled().tick();
        assertEquals(0, market.count(new GuardedDecoder()), "without a quote of the position's instrument");

        desk.quote("61999.90", "62000.00");
        assertEquals(1, market.last(new GuardedDecoder()).positions());
    }

    @Test
    void shouldNotEnterOnASignalOfAnEarlierGeneration() {
        desk.signal(1);
        market.answer(desk.lastSent(), -2019);
        market.generationStarted(RecoveryOutcome.REPLAYED, false)
                .orderEntry(ChannelState.UP)
                .reconciled();
        market.trade(BTC, "62000.00", "0.001", Side.BUY);
        desk.later(5_000).quote("61999.90", "62000.00");
        market.tick();
        assertEquals(1, desk.sent());

        desk.signal(-1);
        assertEquals(2, desk.sent());
    }

    @Test
    void shouldRefuseEntriesFromTheLossOfUserDataUntilReconciled() {
        market.generationStarted(RecoveryOutcome.CLEAN, false)
                .orderEntry(ChannelState.UP)
                .reconciled();
        desk.quote("61999.90", "62000.00");
        market.connection(ChannelKind.USER_DATA, ChannelState.DOWN);
        market.connection(ChannelKind.USER_DATA, ChannelState.UP);
        desk.signal(1);
        assertEquals(0, desk.sent());
        assertEquals(List.of("RECONCILING 0 1"), desk.refusals());

        market.reconciled();
        desk.quote("61999.90", "62000.00");
        assertEquals(1, desk.sent());
    }

    @Test
    void shouldHoldEntriesUntilAnOperatorResumesThem() {
        market.generationStarted(RecoveryOutcome.DIVERGED, true)
                .orderEntry(ChannelState.UP)
                .reconciled();
        desk.quote("61999.90", "62000.00").signal(1);
        assertEquals(List.of("DIVERGED 0 1"), desk.refusals());

        market.command(Command.RESUME, BTC);
        desk.quote("61999.90", "62000.00");
        assertEquals(1, desk.sent());
    }

    @Test
    void shouldEnterNothingWhereTheVenueHoldsSomethingElse() {
        market.generationStarted(RecoveryOutcome.CLEAN, false).orderEntry(ChannelState.UP);
        market.venuePosition(BTC, 5, ReportOrigin.HISTORY).reconciled();
        desk.quote("61999.90", "62000.00").signal(1);
        assertEquals(0, desk.sent());
        assertEquals(List.of("POSITION_DRIFT 5 0"), desk.alarms());

        market.venuePosition(BTC, 0);
        desk.quote("61999.90", "62000.00");
        assertEquals(1, desk.sent());
    }

    /** Of a fill by hand the venue states the position first. */
    @Test
    void shouldEnterAgainWhenTheFillComesThatExplainsAStatedPosition() {
        market.generationStarted(RecoveryOutcome.CLEAN, false).orderEntry(ChannelState.UP);
        market.reconciled();
        market.venuePosition(BTC, 5);

        market.foreignFill(BTC, 901, 6_200_000, 5, 0).foreignFill(BTC, 902, 6_200_000, -5, 0);
        desk.signal(1);

        assertEquals(1, desk.sent());
        assertEquals(List.of(), drifts());
    }

    @Test
    void shouldCallAStatedPositionThatNoFillExplainsADriftWithTheNextComparison() {
        market.generationStarted(RecoveryOutcome.CLEAN, false).orderEntry(ChannelState.UP);
        market.reconciled();
        market.venuePosition(BTC, 3).venuePosition(BTC, 5);
        assertEquals(List.of(), drifts());

        market.venuePosition(BTC, 5, ReportOrigin.QUERY).venuePosition(BTC, 5, ReportOrigin.QUERY);
        assertEquals(List.of("POSITION_DRIFT 5 0"), drifts());
    }

    /** The lists tell the fills of the last ten minutes again and again, with how far the order was filled then. */
    @Test
    void shouldNotTakeAFillOfLongAgoForAnOpenOrder() {
        market.foreignFill(BTC, 901, 6_200_000, 5, 0);
        market.listed(BTC, 901, 5, OrderStatus.PARTIALLY_FILLED);
        assertEquals(List.of(), unknownOrders());

        market.listed(BTC, 0, 0, OrderStatus.PARTIALLY_FILLED);
        assertEquals(1, unknownOrders().size());
    }

    private List<String> unknownOrders() {
        return desk.alarms().stream()
                .filter(alarm -> alarm.startsWith("UNKNOWN_ORDER"))
                .toList();
    }

    @Test
    void shouldRaiseOneAlarmForAPositionThatIsNotGuardedInTime() {
        desk.longPosition();
        market.generationStarted(RecoveryOutcome.REPLAYED, false)
                .orderEntry(ChannelState.UP)
                .reconciled();
        desk.later(30_001);
        market.tick().tick();

        assertEquals(
                1,
                desk.alarms().stream()
                        .filter(alarm -> alarm.startsWith("UNGUARDED"))
                        .count());
    }

    private Decision lastQuery() {
        return last(market.queries());
    }

    private static <T> T last(final List<T> list) {
        return list.get(list.size() - 1);
    }
}
