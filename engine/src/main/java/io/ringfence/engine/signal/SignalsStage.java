package io.ringfence.engine.signal;

import io.ringfence.engine.config.ConfigHash;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.stage.Section;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.stage.StatefulStage;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.SignalEncoder;
import java.util.Arrays;

/** Shows closed bars to the strategy and writes a {@code Signal} when its target for an instrument changes. */
public final class SignalsStage implements StatefulStage {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final byte NO_TARGET = Byte.MIN_VALUE;
    private static final int STRATEGY = 1;
    private static final int STATE_VERSION = 1;

    private final BarClosedDecoder record = new BarClosedDecoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SignalEncoder signal = new SignalEncoder();
    private final Bar bar = new Bar();
    private final Intent intent = new Intent();

    private final Strategy strategy;
    private final int account;
    private final byte[] targets;
    private final long settingsHash;

    /** The highest instrument that a bar has come of. */
    private int highest;

    /** With the strategy that {@code settings} name. */
    public SignalsStage(final StageSettings settings) {
        this(settings, emaCross(settings));
    }

    /** With a strategy of the caller's. */
    public SignalsStage(final StageSettings settings, final Strategy strategy) {
        this.strategy = strategy;
        account = settings.account();
        targets = new byte[settings.maxInstruments() + 1];
        Arrays.fill(targets, NO_TARGET);
        settingsHash = ConfigHash.of(
                Long.toString(strategy.settingsHash()), settings.indicators().toString());
    }

    private static Strategy emaCross(final StageSettings settings) {
        final int timeframe = settings.indicators().indexOf(settings.strategy().timeframe(), "strategy.timeframe");
        return new EmaCross(settings.strategy(), timeframe, settings.maxInstruments());
    }

    @Override
    public String name() {
        return "signals";
    }

    @Override
    public void onEvent(final Slot slot) {
        slot.signals().reset(slot);
        final Section bars = slot.indicators();
        for (int at = bars.first(); at != Section.END; at = bars.next(at)) {
            if (bars.templateId(at) == BarClosedDecoder.TEMPLATE_ID) {
                onBar(slot, at);
            }
        }
    }

    @Override
    public int stateVersion() {
        return STATE_VERSION;
    }

    @Override
    public long maxStateBytes(final int highestInstrument) {
        return 2 * Long.BYTES + highestInstrument + 1L + Long.BYTES + strategy.maxStateBytes(highestInstrument);
    }

    @Override
    public void save(final StateWriter state) {
        state.putLong(settingsHash);
        state.putLong(highest);
        state.putBytes(targets, 0, highest + 1);
        strategy.save(state, highest);
    }

    @Override
    public boolean load(final StateReader state) {
        if (state.getLong() != settingsHash) {
            return false;
        }
        highest = state.getInt("instruments (limit maxInstruments)", 0, targets.length - 1L);
        state.getBytes(targets, 0, highest + 1);
        strategy.load(state, highest);
        state.end();
        return true;
    }

    private void onBar(final Slot slot, final int at) {
        record.wrap(
                slot.indicators().buffer(),
                at + HEADER,
                BarClosedDecoder.BLOCK_LENGTH,
                BarClosedDecoder.SCHEMA_VERSION);
        if (record.timeframe() != strategy.timeframe()) {
            return;
        }
        bar.take(record);
        highest = Math.max(highest, bar.instrument());
        intent.clear();
        strategy.onBar(bar, intent);
        if (intent.isStated() && intent.target() != targets[bar.instrument()]) {
            targets[bar.instrument()] = (byte) intent.target();
            write(slot.signals());
        }
    }

    private void write(final Section section) {
        section.concern(bar.instrument(), account);
        signal.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .strategy(STRATEGY)
                .target((byte) intent.target())
                .reason(intent.reason())
                .strength(intent.strength())
                .emaFast(bar.emaFast())
                .emaSlow(bar.emaSlow())
                .rsi(bar.rsi())
                .atr(bar.atr())
                .referencePrice(bar.close());
        section.end(HEADER + signal.encodedLength());
    }
}
