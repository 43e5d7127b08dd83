package io.ringfence.engine.signal;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.stage.Section;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.SignalEncoder;
import java.util.Arrays;

/** Shows closed bars to the strategy and writes a {@code Signal} when its target for an instrument changes. */
public final class SignalsStage implements Stage {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final byte NO_TARGET = Byte.MIN_VALUE;
    private static final int STRATEGY = 1;

    private final BarClosedDecoder record = new BarClosedDecoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SignalEncoder signal = new SignalEncoder();
    private final Bar bar = new Bar();
    private final Intent intent = new Intent();

    private final Strategy strategy;
    private final int account;
    private final byte[] targets;

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
