package io.ringfence.engine.order;

import io.ringfence.engine.config.RiskConduct.ForeignChoice;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.FillCause;
import io.ringfence.journal.message.ForeignHandling;

/**
 * Explains and handles what others did to a position: a person at the venue, or the venue itself. Its stop guards it in any case.
 *
 * <ul>
 *   <li>opened from flat: left alone until a new signal, held as if a signal had wanted it, or closed, as configured;
 *   <li>made smaller or larger, or turned: still this engine's;
 *   <li>closed: not entered again in that direction until a new signal.
 * </ul>
 *
 * Owned by {@code orders}.
 */
final class ForeignPositions {
    private final ForeignHandling handling;
    private final Pursuit pursuit;
    private final RiskRecords records;
    private final OrderListener listener;

    ForeignPositions(
            final ForeignChoice choice,
            final Pursuit pursuit,
            final RiskRecords records,
            final OrderListener listener) {
        handling = switch (choice) {
            case LEAVE -> ForeignHandling.LEAVE;
            case ADOPT -> ForeignHandling.ADOPT;
            case FLATTEN -> ForeignHandling.FLATTEN;
        };
        this.pursuit = pursuit;
        this.records = records;
        this.listener = listener;
    }

    /** A fill that belongs to no order of ours was settled: {@code pursuit} knows the position after it. */
    void changed(
            final int instrument, final long before, final long after, final FillCause cause, final long sequence) {
        final boolean forced = cause == FillCause.LIQUIDATION || cause == FillCause.ADL;
        records.onForeign(instrument, before, after, known(cause), handling);
        if (forced) {
            listener.onAlarm(instrument, OrderTable.NO_ORDER, AlarmKind.LIQUIDATED, before, Math.abs(after - before));
        }
        if (after == 0) {
            pursuit.barTarget(instrument);
        } else if (Math.abs(after) > Math.abs(before) || Long.signum(after) != Long.signum(before)) {
            grown(instrument, before, after, sequence);
        }
    }

    private static FillCause known(final FillCause cause) {
        return cause == FillCause.NULL_VAL ? FillCause.ORDER : cause;
    }

    private void grown(final int instrument, final long before, final long after, final long sequence) {
        listener.onAlarm(instrument, OrderTable.NO_ORDER, AlarmKind.FOREIGN_POSITION, before, after);
        switch (handling) {
            case ADOPT -> pursuit.adopt(instrument);
            case FLATTEN -> pursuit.exit(instrument, sequence, 0);
            default -> {
                if (before == 0) {
                    pursuit.release(instrument);
                }
            }
        }
    }
}
