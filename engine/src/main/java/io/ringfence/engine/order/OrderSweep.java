package io.ringfence.engine.order;

import io.ringfence.engine.risk.RiskControls;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.TickDecoder;

/** Whose turn it is: behind an event its own instrument; on a tick all that have something under way, exits first. */
final class OrderSweep {
    private final Instruments instruments;
    private final EntryGate gate;
    private final OrderTable orders;
    private final OrderRecords records;
    private final RiskControls controls;
    private final Pursuit pursuit;
    private final OrderTracker tracker;
    private final DisasterStops disasters;
    private final Guard guard;
    private final QuoteWatch quotes;
    private final OrderCommands commands;

    private int sweepFrom = 1;
    private int exitsFrom = 1;
    private int disastersFrom = 1;
    private boolean exitsWait;

    OrderSweep(final OrderParts parts, final OrderCommands commands) {
        instruments = parts.instruments();
        gate = parts.gate();
        orders = parts.orders();
        records = parts.records();
        controls = parts.controls();
        pursuit = parts.pursuit();
        tracker = parts.tracker();
        disasters = parts.disasters();
        guard = parts.guard();
        quotes = parts.quotes();
        this.commands = commands;
    }

    void drive(final Slot slot) {
        final int instrument = slot.instrument();
        final boolean tick = slot.templateId() == TickDecoder.TEMPLATE_ID;
        if (!gate.isGuarded() && (tick || slot.templateId() == QuoteDecoder.TEMPLATE_ID)) {
            guard.check(slot.receiveTimeNs());
        }
        if (tick) {
            commands.checkLimits(slot);
            sweep(slot);
            commands.stateOwed();
        } else if (instruments.knows(instrument)) {
            driveOne(instrument);
        }
    }

    private void driveOne(final int instrument) {
        if (pursuit.isBusy(instrument)) {
            drive(instrument, !exitsWait);
        }
        if (disasters.isBusy(instrument)) {
            disasters.drive(instrument);
        }
    }

    private void drive(final int instrument, final boolean mayEnter) {
        pursuit.drive(instrument, mayEnter);
        controls.inFlight(instrument, orders.entriesInFlight(instrument));
    }

    /** Generations of versions before the alarm decided without it. */
    private void watchQuotes(final long nowNs) {
        if (controls.isComplete()) {
            quotes.check(nowNs);
        }
    }

    private void sweep(final Slot slot) {
        if (gate.isGuarded()) {
            guard.checkMarks(slot.receiveTimeNs());
            watchQuotes(slot.receiveTimeNs());
        } else {
            guard.checkTime(slot.sequence(), slot.receiveTimeNs());
        }
        tracker.tick();
        sweepExits(slot.receiveTimeNs());
        sweepDisasters();
        final int count = instruments.highest();
        for (int i = 0; i < count && records.hasRoom(); i++) {
            final int instrument = sweepFrom > count ? 1 : sweepFrom;
            sweepFrom = instrument + 1;
            if (pursuit.isBusy(instrument) && !pursuit.wantsOut(instrument)) {
                tracker.check(instrument, gate.isReconciling(), slot.receiveTimeNs());
                drive(instrument, !exitsWait);
            }
        }
    }

    /** Exits of all instruments come first; while one of them has found no room, no entry takes any. */
    private void sweepExits(final long nowNs) {
        final int count = instruments.highest();
        int seen = 0;
        while (seen < count && records.hasRoom()) {
            final int instrument = exitsFrom > count ? 1 : exitsFrom;
            exitsFrom = instrument + 1;
            seen++;
            if (pursuit.wantsOut(instrument)) {
                tracker.check(instrument, gate.isReconciling(), nowNs);
                drive(instrument, false);
            }
        }
        exitsWait = seen < count && anyWantsOut(count);
    }

    /** Behind the exits, before the entries. */
    private void sweepDisasters() {
        final int count = instruments.highest();
        for (int i = 0; i < count && records.hasRoom(); i++) {
            final int instrument = disastersFrom > count ? 1 : disastersFrom;
            disastersFrom = instrument + 1;
            if (disasters.isBusy(instrument)) {
                disasters.drive(instrument);
            }
        }
    }

    private boolean anyWantsOut(final int count) {
        for (int instrument = 1; instrument <= count; instrument++) {
            if (pursuit.wantsOut(instrument)) {
                return true;
            }
        }
        return false;
    }

    /** At most so many bytes of {@link #save}. */
    static int stateBytes() {
        return 4 * Long.BYTES;
    }

    void save(final StateWriter state) {
        state.putLong(sweepFrom);
        state.putLong(exitsFrom);
        state.putLong(disastersFrom);
        state.putFlag(exitsWait);
    }

    void load(final StateReader state, final int highest) {
        sweepFrom = state.getInt("sweepFrom", 1, highest + 1L);
        exitsFrom = state.getInt("exitsFrom", 1, highest + 1L);
        disastersFrom = state.getInt("disastersFrom", 1, highest + 1L);
        exitsWait = state.getFlag();
    }
}
