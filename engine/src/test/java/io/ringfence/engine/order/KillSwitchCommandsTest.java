package io.ringfence.engine.order;

import static io.ringfence.engine.testing.Market.BTC;
import static io.ringfence.engine.testing.Market.ETH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.CommandOrigin;
import io.ringfence.journal.message.KillLevel;
import io.ringfence.journal.message.KillSwitchChangedDecoder;
import io.ringfence.journal.message.OrderCancelledDecoder;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.message.Side;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What pause, reduce-only, cancel-all and flatten have in common, and what sets them apart. */
class KillSwitchCommandsTest {
    /** The account. */
    private static final String ALL = null;

    private final Desk desk = new Desk();
    private final Market market = desk.market;

    @Test
    void shouldActOnASignalOfAPauseWhenResumed() {
        market.command(Command.PAUSE, BTC);
        desk.signal(1);
        assertEquals(List.of("ENTRIES_STOPPED 0 1"), desk.refusals());

        market.command(Command.RESUME, BTC);

        assertEquals(1, desk.sent());
    }

    @ParameterizedTest
    @EnumSource(
            value = Command.class,
            names = {"REDUCE_ONLY", "CANCEL_ALL", "FLATTEN"})
    void shouldRefuseEntriesUntilLiftedAndThenWaitForANewSignal(final Command level) {
        market.command(level, BTC);
        desk.signal(1);
        market.command(Command.RESUME, BTC).tick();
        assertEquals(0, desk.sent());

        market.command(Command.LIFT, BTC).tick();
        desk.quote("61999.90", "62000.00");
        assertEquals(0, desk.sent());

        desk.signal(-1);
        assertEquals(1, desk.sent());
    }

    @Test
    void shouldNotEnterOnAReversalOfWhileItWasThrown() {
        desk.longPosition();
        market.command(Command.REDUCE_ONLY, BTC);
        desk.signal(-1);
        market.command(Command.LIFT, ALL).fill(desk.lastSent(), "61999.90");
        desk.quote("61999.90", "62000.00");

        assertEquals(0, desk.position());
        assertEquals(2, desk.sent());
        assertEquals(List.of("NONE REDUCE_ONLY OPERATOR", "REDUCE_ONLY NONE OPERATOR"), changes());
    }

    /** It stood before, and nothing was thrown for it. */
    @Test
    void shouldLeaveTheSignalsOfOthersWhenOneIsLifted() {
        market.command(Command.PAUSE, BTC);
        desk.signal(1);
        market.command(Command.REDUCE_ONLY, ETH)
                .command(Command.LIFT, ALL)
                .command(Command.RESUME, BTC)
                .tick();

        assertEquals(1, desk.sent());
    }

    @ParameterizedTest
    @EnumSource(
            value = Command.class,
            names = {"REDUCE_ONLY", "CANCEL_ALL", "FLATTEN"})
    void shouldStayThrownThroughAStartOfAnyKind(final Command level) {
        market.command(level, BTC);
        for (final RecoveryOutcome recovery : List.of(RecoveryOutcome.CLEAN, RecoveryOutcome.REPLAYED)) {
            market.generationStarted(recovery, false)
                    .orderEntry(ChannelState.UP)
                    .reconciled();
            desk.quote("61999.90", "62000.00");
            market.trade(BTC, "62000.00", "0.001", Side.BUY);
            desk.signal(1).signal(-1);
        }

        assertEquals(0, desk.sent());
        assertTrue(market.stages().orders().isEntriesStopped(1));
    }

    @Test
    void shouldStayPausedThroughAStart() {
        market.command(Command.PAUSE, BTC);
        market.generationStarted(RecoveryOutcome.CLEAN, false);

        assertTrue(market.stages().orders().isEntriesStopped(1));
        assertFalse(market.stages().orders().isEntriesStopped(2));
    }

    @Test
    void shouldLeaveEntriesUnderWayWhenPausedOrReduceOnlyAndCancelThemOtherwise() {
        desk.signal(1);
        market.answer(desk.lastSent(), 0);
        market.command(Command.PAUSE, BTC).command(Command.REDUCE_ONLY, BTC);
        assertEquals(0, market.decisions(new OrderCancelledDecoder()).size());

        market.command(Command.CANCEL_ALL, BTC);
        assertEquals(1, market.decisions(new OrderCancelledDecoder()).size());
    }

    @Test
    void shouldLeavePositionsUnlessFlattened() {
        desk.longPosition();
        market.command(Command.CANCEL_ALL, BTC).tick();
        assertEquals(1, desk.sent());

        market.command(Command.FLATTEN, BTC);

        assertEquals(2, desk.sent());
        assertTrue(desk.isExit());
    }

    @Test
    void shouldSayWhoThrewItAndHowFar() {
        market.command(Command.REDUCE_ONLY, CommandOrigin.FILE, BTC)
                .command(Command.REDUCE_ONLY, BTC)
                .command(Command.FLATTEN, CommandOrigin.SIGNAL, BTC)
                .command(Command.LIFT, BTC);

        assertEquals(
                List.of("NONE REDUCE_ONLY FILE", "REDUCE_ONLY FLATTEN SIGNAL", "FLATTEN NONE OPERATOR"), changes());
        assertEquals(List.of("KILL_SWITCH 0 1", "KILL_SWITCH 1 3"), desk.alarms());
    }

    private List<String> changes() {
        return market.decisions(new KillSwitchChangedDecoder()).stream()
                .map(decision -> decision.as(new KillSwitchChangedDecoder()))
                .map(change -> change.from() + " " + change.to() + " " + change.origin())
                .toList();
    }

    @Test
    void shouldThrowItselfAtALossOfTheDay() {
        final Desk guarded = new Desk(TestSettings.settings(TestSettings.RISK.with(RiskLimit.KILL_DAILY_LOSS, "0.09")));
        guarded.market.tick();
        guarded.longPosition();
        // 0.016 BTC lose 9.60 of 10,000: a stop 1 % away has not fired yet.
        guarded.quote("61400.00", "61400.10");
        guarded.market.tick();

        final KillSwitchChangedDecoder change = guarded.market.last(new KillSwitchChangedDecoder());
        assertEquals("REDUCE_ONLY", change.to().name());
        assertEquals("LIMIT", change.origin().name());
        assertEquals("DAILY_LOSS", change.rule().name());
        assertEquals(9_00000000L, change.bound());
        assertEquals(9_59920000L, change.value());

        guarded.market.tick().tick();
        assertEquals(1, guarded.market.decisions(new KillSwitchChangedDecoder()).size());
        assertEquals(1, guarded.sent());
    }

    @Test
    void shouldCountLossesFromWhereItWasLifted() {
        final Desk guarded = new Desk(TestSettings.settings(TestSettings.RISK.with(RiskLimit.KILL_DRAWDOWN, "0.09")));
        guarded.market.tick();
        guarded.longPosition();
        guarded.quote("61400.00", "61400.10");
        guarded.market.tick();

        guarded.market.command(Command.LIFT, ALL).tick().tick();

        assertFalse(guarded.market.stages().orders().isEntriesStopped(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Command.class,
            names = {"REDUCE_ONLY", "CANCEL_ALL", "FLATTEN"})
    void shouldNotReopenOneInstrumentWhileTheAccountIsShut(final Command level) {
        market.command(level, ALL).command(Command.LIFT, BTC).tick();
        desk.signal(1);
        market.tick();

        assertEquals(0, desk.sent());
        assertEquals(List.of("KILL_SWITCH 0 " + KillLevel.valueOf(level.name()).value()), desk.refusals());

        market.command(Command.LIFT, ALL).tick();
        desk.signal(-1);
        assertEquals(1, desk.sent());
    }
}
