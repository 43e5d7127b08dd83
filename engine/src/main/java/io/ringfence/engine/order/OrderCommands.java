package io.ringfence.engine.order;

import io.ringfence.engine.risk.RiskControls;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Slot;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.CommandOrigin;
import io.ringfence.journal.message.KillLevel;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OperatorCommandDecoder;
import io.ringfence.journal.message.RiskRule;

/** What operators, signals, files and limits command: pause, the levels of the kill switch, lifting it, the end of the run. */
final class OrderCommands {
    private final MessageHeaderDecoder eventHeader = new MessageHeaderDecoder();
    private final OperatorCommandDecoder command = new OperatorCommandDecoder();

    private final Instruments instruments;
    private final EntryGate gate;
    private final OrderRecords records;
    private final RiskRecords riskRecords;
    private final RiskControls controls;
    private final Pursuit pursuit;
    private final boolean flattenOnStop;

    OrderCommands(final OrderParts parts, final boolean flattenOnStop) {
        instruments = parts.instruments();
        gate = parts.gate();
        records = parts.records();
        riskRecords = parts.riskRecords();
        controls = parts.controls();
        pursuit = parts.pursuit();
        this.flattenOnStop = flattenOnStop;
    }

    void onCommand(final Slot slot) {
        command.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final int instrument = slot.instrument();
        if (instrument != 0 && !instruments.knows(instrument)) {
            return;
        }
        if (!controls.isComplete()) {
            onFormerCommand(slot);
            return;
        }
        switch (command.command()) {
            case PAUSE -> pause(instrument);
            case RESUME -> gate.resume(instrument);
            case REDUCE_ONLY -> kill(slot, instrument, KillLevel.REDUCE_ONLY, origin(), RiskRule.NULL_VAL, 0, 0);
            case CANCEL_ALL -> kill(slot, instrument, KillLevel.CANCEL_ALL, origin(), RiskRule.NULL_VAL, 0, 0);
            case FLATTEN -> kill(slot, instrument, KillLevel.FLATTEN, origin(), RiskRule.NULL_VAL, 0, 0);
            case LIFT -> lift(instrument);
            case STOP -> stop(slot);
            default -> {}
        }
    }

    /** The engine's own pause is for the generation: what it is for is looked at again at the next start. */
    private void pause(final int instrument) {
        if (origin() == CommandOrigin.LIMIT && instrument != 0) {
            gate.hold(instrument);
        } else {
            gate.stop(instrument);
        }
    }

    private CommandOrigin origin() {
        return command.origin() == CommandOrigin.NULL_VAL ? CommandOrigin.OPERATOR : command.origin();
    }

    /** As in journals of schema versions before the kill switch. */
    private void onFormerCommand(final Slot slot) {
        final int instrument = slot.instrument();
        switch (command.command()) {
            case PAUSE, REDUCE_ONLY -> gate.stop(instrument);
            case RESUME -> gate.resume(instrument);
            case CANCEL_ALL -> cancelEntries(instrument);
            case FLATTEN -> {
                gate.stop(instrument);
                closeAll(slot, instrument);
            }
            case STOP -> stop(slot);
            default -> {}
        }
    }

    /** The limits that throw the kill switch; a consequence of what came in, so it needs no event of its own. */
    void checkLimits(final Slot slot) {
        final RiskRule hit = controls.tick(slot.receiveTimeNs());
        if (controls.hasOverflown()) {
            alarm(
                    controls.overflowOf(),
                    AlarmKind.WORTH_OVERFLOW,
                    Long.MAX_VALUE,
                    controls.middle(controls.overflowOf()));
        }
        if (hit != null) {
            kill(slot, 0, controls.killLevel(), CommandOrigin.LIMIT, hit, controls.hitBound(), controls.hitValue());
        }
    }

    /** Behind the orders of a tick, in the room that they leave. */
    void stateOwed() {
        controls.stateOwed(riskRecords);
    }

    /** What a level asks for is done whenever it is asked for again, too: what was cancelled or closed may have come back. */
    private void kill(
            final Slot slot,
            final int instrument,
            final KillLevel level,
            final CommandOrigin origin,
            final RiskRule rule,
            final long bound,
            final long value) {
        final KillLevel before = controls.killSwitch().level(instrument);
        if (controls.killSwitch().raise(instrument, level)) {
            riskRecords.onKillSwitch(instrument, before, level, origin, rule, bound, value);
            alarm(instrument, AlarmKind.KILL_SWITCH, before.value(), level.value());
        }
        switch (level) {
            case CANCEL_ALL -> cancelEntries(instrument);
            case FLATTEN -> closeAll(slot, instrument);
            default -> {}
        }
    }

    /** Signals given while it was thrown are void. One instrument stays shut as far as the account is, and that is said. */
    private void lift(final int instrument) {
        for (int i = first(instrument); i <= last(instrument); i++) {
            if (controls.killSwitch().level(i) != KillLevel.NONE) {
                pursuit.barTarget(i);
            }
            controls.lift(i);
        }
        final KillLevel before = controls.killSwitch().lift(instrument);
        if (before != KillLevel.NONE) {
            final KillLevel after = controls.killSwitch().level(instrument);
            riskRecords.onKillSwitch(instrument, before, after, origin(), RiskRule.NULL_VAL, 0, 0);
        }
        if (instrument == 0) {
            controls.liftAccount();
        }
    }

    private void stop(final Slot slot) {
        gate.end();
        if (flattenOnStop) {
            closeAll(slot, slot.instrument());
        }
    }

    /** Cancels entries, exits positions. */
    private void closeAll(final Slot slot, final int instrument) {
        cancelEntries(instrument);
        for (int i = first(instrument); i <= last(instrument); i++) {
            pursuit.exit(i, slot.sequence(), 0);
        }
    }

    private void cancelEntries(final int instrument) {
        for (int i = first(instrument); i <= last(instrument); i++) {
            pursuit.cancelEntries(i);
        }
    }

    /** Instrument 0 stands for all. */
    private static int first(final int instrument) {
        return instrument == 0 ? 1 : instrument;
    }

    private int last(final int instrument) {
        return instrument == 0 ? instruments.highest() : instrument;
    }

    private void alarm(final int instrument, final AlarmKind kind, final long expected, final long actual) {
        records.onAlarm(instrument, OrderTable.NO_ORDER, kind, expected, actual);
    }
}
