package io.ringfence.engine.order;

import io.ringfence.engine.risk.RiskControls;
import io.ringfence.engine.stage.Section;
import io.ringfence.journal.message.AccountChangedDecoder;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.BalanceReason;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.SeriesValuesDecoder;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopDisarmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.StopMovedDecoder;
import io.ringfence.journal.message.StrategyFailedDecoder;
import io.ringfence.journal.message.TakeProfitDecoder;

/** Takes over what the earlier stages decided in the same event: settled fills, bars, signals and stops. */
final class EarlierStages {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;

    private final PositionChangedDecoder position = new PositionChangedDecoder();
    private final SignalDecoder signal = new SignalDecoder();
    private final BarClosedDecoder bar = new BarClosedDecoder();
    private final SeriesValuesDecoder known = new SeriesValuesDecoder();
    private final StrategyFailedDecoder strategyFailed = new StrategyFailedDecoder();
    private final StopArmedDecoder stopArmed = new StopArmedDecoder();
    private final StopMovedDecoder stopMoved = new StopMovedDecoder();
    private final StopHitDecoder stopHit = new StopHitDecoder();
    private final TakeProfitDecoder takeProfit = new TakeProfitDecoder();
    private final AccountChangedDecoder accountChanged = new AccountChangedDecoder();

    private final EntryGate gate;
    private final EntrySize size;
    private final OrderRecords records;
    private final RiskRecords riskRecords;
    private final RiskControls controls;
    private final Pursuit pursuit;
    private final DisasterStops disasters;
    private final Guard guard;

    private long fillsSettled;
    private long positionBefore;
    private long walletDrift;

    EarlierStages(final OrderParts parts) {
        gate = parts.gate();
        size = parts.size();
        records = parts.records();
        riskRecords = parts.riskRecords();
        controls = parts.controls();
        pursuit = parts.pursuit();
        disasters = parts.disasters();
        guard = parts.guard();
    }

    void takePositions(final Section section, final long nowNs) {
        fillsSettled = 0;
        walletDrift = 0;
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            if (section.templateId(at) == PositionChangedDecoder.TEMPLATE_ID) {
                position.wrap(
                        section.buffer(),
                        at + HEADER,
                        PositionChangedDecoder.BLOCK_LENGTH,
                        PositionChangedDecoder.SCHEMA_VERSION);
                // Not worked out from the fill: a fee in the base asset and what is less than a lot lie between.
                positionBefore = pursuit.position(position.header().instrument());
                pursuit.position(position.header().instrument(), position.quantity());
                gate.settled(position.header().instrument(), position.quantity());
                disasters.position(position.header().instrument(), position.quantity());
                fillsSettled += Math.abs(position.fillQuantity());
                controls.dust(position.header().instrument(), position.dustCost());
                controls.settled(
                        position.header().instrument(),
                        position.quantity(),
                        position.openCost(),
                        Math.subtractExact(position.realizedProfit(), position.fees()),
                        Math.subtractExact(position.accountRealized(), position.accountFees()),
                        nowNs);
                if (controls.isComplete() && closed(positionBefore, position.quantity())) {
                    controls.stateProfit(position.header().instrument(), nowNs, riskRecords);
                }
            } else if (section.templateId(at) == AccountChangedDecoder.TEMPLATE_ID) {
                takeAccount(section, at);
            }
        }
    }

    /** Whether a position ended, be it that another began. */
    private static boolean closed(final long before, final long after) {
        return before != 0 && Long.signum(before) != Long.signum(after);
    }

    private void takeAccount(final Section section, final int at) {
        accountChanged.wrap(
                section.buffer(),
                at + HEADER,
                AccountChangedDecoder.BLOCK_LENGTH,
                AccountChangedDecoder.SCHEMA_VERSION);
        final boolean charged = accountChanged.reason() == BalanceReason.FUNDING
                || accountChanged.reason() == BalanceReason.LIQUIDATION;
        controls.wallet(accountChanged.wallet(), charged ? 0 : accountChanged.change());
        walletDrift = accountChanged.reason() == BalanceReason.OTHER ? accountChanged.change() : 0;
    }

    void takeBars(final Section section) {
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            if (section.templateId(at) == BarClosedDecoder.TEMPLATE_ID) {
                bar.wrap(section.buffer(), at + HEADER, BarClosedDecoder.BLOCK_LENGTH, BarClosedDecoder.SCHEMA_VERSION);
                size.atr(section.instrument(at), bar.timeframe(), bar.atr());
            } else if (section.templateId(at) == SeriesValuesDecoder.TEMPLATE_ID) {
                known.wrap(
                        section.buffer(),
                        at + HEADER,
                        SeriesValuesDecoder.BLOCK_LENGTH,
                        SeriesValuesDecoder.SCHEMA_VERSION);
                size.atr(section.instrument(at), known.timeframe(), known.atr());
            }
        }
    }

    void takeSignals(final Section section) {
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            if (section.templateId(at) == SignalDecoder.TEMPLATE_ID) {
                signal.wrap(section.buffer(), at + HEADER, SignalDecoder.BLOCK_LENGTH, SignalDecoder.SCHEMA_VERSION);
                controls.signal(signal.header().instrument(), signal.strategy() - 1);
                pursuit.target(
                        signal.header().instrument(),
                        signal.target(),
                        signal.header().sequence(),
                        section.index(at));
            } else if (section.templateId(at) == StrategyFailedDecoder.TEMPLATE_ID) {
                takeFailure(section, at);
            }
        }
    }

    /** Nobody knows what else is wrong with it: no entries for anybody until an operator has looked. */
    private void takeFailure(final Section section, final int at) {
        strategyFailed.wrap(
                section.buffer(),
                at + HEADER,
                StrategyFailedDecoder.BLOCK_LENGTH,
                StrategyFailedDecoder.SCHEMA_VERSION);
        gate.stop(0);
        records.onAlarm(
                section.instrument(at), OrderTable.NO_ORDER, AlarmKind.STRATEGY_FAILED, strategyFailed.strategy(), 0);
    }

    /** A stop that was hit guards its position still: by the exit that is pursued. */
    void takeStops(final Section section) {
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            switch (section.templateId(at)) {
                case StopHitDecoder.TEMPLATE_ID -> takeHit(section, at);
                case TakeProfitDecoder.TEMPLATE_ID -> takePortion(section, at);
                case StopArmedDecoder.TEMPLATE_ID -> takeArmed(section, at);
                case StopMovedDecoder.TEMPLATE_ID -> takeMoved(section, at);
                case StopDisarmedDecoder.TEMPLATE_ID -> takeDisarmed(section.instrument(at));
                default -> {}
            }
        }
    }

    private void takeArmed(final Section section, final int at) {
        stopArmed.wrap(section.buffer(), at + HEADER, StopArmedDecoder.BLOCK_LENGTH, StopArmedDecoder.SCHEMA_VERSION);
        guard.armed(section.instrument(at), true);
        disasters.stop(section.instrument(at), stopArmed.stopPrice());
    }

    private void takeMoved(final Section section, final int at) {
        stopMoved.wrap(section.buffer(), at + HEADER, StopMovedDecoder.BLOCK_LENGTH, StopMovedDecoder.SCHEMA_VERSION);
        disasters.stop(section.instrument(at), stopMoved.stopPrice());
    }

    private void takeDisarmed(final int instrument) {
        guard.armed(instrument, false);
        disasters.stop(instrument, 0);
    }

    private void takeHit(final Section section, final int at) {
        stopHit.wrap(section.buffer(), at + HEADER, StopHitDecoder.BLOCK_LENGTH, StopHitDecoder.SCHEMA_VERSION);
        pursuit.exit(stopHit.header().instrument(), stopHit.header().sequence(), section.index(at));
    }

    private void takePortion(final Section section, final int at) {
        takeProfit.wrap(
                section.buffer(), at + HEADER, TakeProfitDecoder.BLOCK_LENGTH, TakeProfitDecoder.SCHEMA_VERSION);
        pursuit.exitPortion(
                takeProfit.header().instrument(),
                takeProfit.quantity(),
                takeProfit.header().sequence(),
                section.index(at));
    }

    /** Quantity that this event's reports filled, in units; 0 if they brought nothing new. */
    long fillsSettled() {
        return fillsSettled;
    }

    /** Of the last position that changed with this event, before it did. */
    long positionBefore() {
        return positionBefore;
    }

    /** By how much the venue's wallet in this event differs from ours for no known reason, money; 0 if it doesn't. */
    long walletDrift() {
        return walletDrift;
    }
}
