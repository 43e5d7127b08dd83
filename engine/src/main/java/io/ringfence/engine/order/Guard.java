package io.ringfence.engine.order;

import io.ringfence.engine.config.OnUnguarded;
import io.ringfence.engine.config.RecoverySettings;
import io.ringfence.engine.risk.RiskControls;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.message.AlarmKind;
import java.util.Arrays;

/**
 * Sees to it that after a generation's start every open position is guarded before the first entry: its stop is armed, a
 * quote of this generation has come that could fire it (and a mark price, where the stop listens to those), and where its profile has a stop at the venue, that is confirmed. What isn't guarded in time raises an alarm or is closed. Once all are
 * guarded this is done until the next generation, since a stop is armed with the event that opens its position; only mark prices may fail to come later on,
 * on a socket of their own, which raises an alarm. Owned by {@code orders}.
 */
final class Guard {
    private static final int ALL = 0;

    private final Instruments instruments;
    private final MarketPrices prices;
    private final EntryGate gate;
    private final Pursuit pursuit;
    private final DisasterStops disasters;
    private final RiskControls controls;
    private final OrderListener listener;
    private final long limitNs;
    private final boolean flatten;
    private final boolean[] armed;
    private final boolean[] alarmed;
    /** Whose stop hears nothing, which has been told. */
    private final boolean[] deaf;

    private long startedNs;

    Guard(
            final int maxInstruments,
            final RecoverySettings settings,
            final Instruments instruments,
            final MarketPrices prices,
            final EntryGate gate,
            final Pursuit pursuit,
            final DisasterStops disasters,
            final RiskControls controls,
            final OrderListener listener) {
        this.instruments = instruments;
        this.prices = prices;
        this.gate = gate;
        this.pursuit = pursuit;
        this.disasters = disasters;
        this.controls = controls;
        this.listener = listener;
        limitNs = settings.guardWithin().ns();
        flatten = settings.onUnguarded() == OnUnguarded.FLATTEN;
        armed = new boolean[maxInstruments + 1];
        alarmed = new boolean[maxInstruments + 1];
        deaf = new boolean[maxInstruments + 1];
    }

    static long stateBytes(final int highestInstrument) {
        return Long.BYTES + 3 * (Long.BYTES + highestInstrument + 1L);
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putLong(startedNs);
        state.putFlags(armed, 0, highestInstrument + 1);
        state.putFlags(alarmed, 0, highestInstrument + 1);
        state.putFlags(deaf, 0, highestInstrument + 1);
    }

    void load(final StateReader state, final int highestInstrument) {
        startedNs = state.getLong();
        state.getFlags(armed, 0, highestInstrument + 1);
        state.getFlags(alarmed, 0, highestInstrument + 1);
        state.getFlags(deaf, 0, highestInstrument + 1);
    }

    void generationStarted(final long nowNs) {
        startedNs = nowNs;
        Arrays.fill(alarmed, false);
        Arrays.fill(deaf, false);
    }

    /** {@code stops} has armed or moved the stop of {@code instrument}, or it has gone with its position. */
    void armed(final int instrument, final boolean isArmed) {
        armed[instrument] = isArmed;
    }

    /** Called while the gate isn't guarded yet, on quotes and ticks. */
    void check(final long nowNs) {
        if (gate.isReconciling()) {
            return;
        }
        if (firstUnguarded(1, nowNs) == ALL) {
            gate.guarded();
            listener.onGuarded(positions(), nowNs - startedNs);
        }
    }

    /** Called on ticks. */
    void checkTime(final long sequence, final long nowNs) {
        if (nowNs - startedNs <= limitNs) {
            return;
        }
        for (int i = firstUnguarded(1, nowNs); i != ALL && listener.hasRoom(); i = firstUnguarded(i + 1, nowNs)) {
            if (!alarmed[i]) {
                alarmed[i] = true;
                listener.onAlarm(i, OrderTable.NO_ORDER, AlarmKind.UNGUARDED, limitNs, nowNs - startedNs);
                if (flatten) {
                    pursuit.exit(i, sequence, 0);
                }
            }
        }
    }

    /** Called on ticks once all is guarded. */
    void checkMarks(final long nowNs) {
        for (int i = 1; i <= instruments.highest() && listener.hasRoom(); i++) {
            final boolean isDeaf = pursuit.isHeld(i) && !hearsMarks(i, nowNs);
            if (isDeaf && !deaf[i]) {
                listener.onAlarm(
                        i, OrderTable.NO_ORDER, AlarmKind.MARK_MISSING, controls.lastMark(i), pursuit.position(i));
            }
            deaf[i] = isDeaf;
        }
    }

    private int firstUnguarded(final int from, final long nowNs) {
        for (int i = from; i <= instruments.highest(); i++) {
            if (pursuit.isHeld(i) && !isGuarded(i, nowNs)) {
                return i;
            }
        }
        return ALL;
    }

    private boolean isGuarded(final int instrument, final long nowNs) {
        return armed[instrument]
                && prices.hasQuote(instrument)
                && hearsMarks(instrument, nowNs)
                && disasters.isGuarded(instrument);
    }

    private boolean hearsMarks(final int instrument, final long nowNs) {
        return !disasters.isOwnByMark(instrument) || !controls.lacksMark(instrument, nowNs);
    }

    private int positions() {
        int count = 0;
        for (int i = 1; i <= instruments.highest(); i++) {
            count += pursuit.isHeld(i) ? 1 : 0;
        }
        return count;
    }
}
