package io.ringfence.engine.signal;

import io.ringfence.engine.stage.Section;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.SignalEncoder;
import io.ringfence.journal.message.SignalReason;
import io.ringfence.journal.message.StrategyFailedEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes what {@code signals} decides into its section. */
final class SignalRecords {
    /** Of an indicator's name; more is cut off. */
    static final int MOST_NAME_BYTES = 64;

    /** Values that a signal tells; those declared first. */
    static final int MOST_VALUES = 8;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int SHORT_NAME_BYTES = 32;
    private static final int MOST_ERROR_BYTES = 128;

    /** The longest record; a section must hold one. */
    static final int MOST_BYTES = HEADER
            + SignalEncoder.BLOCK_LENGTH
            + SignalEncoder.SeenEncoder.HEADER_SIZE
            + MOST_VALUES * (SignalEncoder.SeenEncoder.sbeBlockLength() + 1 + MOST_NAME_BYTES)
            + 2 * (1 + SHORT_NAME_BYTES)
            + 2 * Integer.BYTES;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SignalEncoder signal = new SignalEncoder();
    private final StrategyFailedEncoder failure = new StrategyFailedEncoder();

    /**
     * @param number      of the strategy, from 1
     * @param target      what is told of the intent's
     * @param timeframeNs of the candle that it was given at; 0 if it was something else
     */
    void signal(
            final Section section,
            final int number,
            final StrategyRun run,
            final StatedIntent intent,
            final int target,
            final InstrumentView view,
            final long timeframeNs) {
        signal.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .strategy(number)
                .target((byte) target)
                .reason(SignalReason.NAMED)
                .strength(intent.strength())
                .emaFast(SignalEncoder.emaFastNullValue())
                .emaSlow(SignalEncoder.emaSlowNullValue())
                .rsi(SignalEncoder.rsiNullValue())
                .atr(SignalEncoder.atrNullValue())
                .referencePrice(view.lastPrice())
                .timeframeNs(timeframeNs);
        final int values = Math.min(run.indicators(), MOST_VALUES);
        final SignalEncoder.SeenEncoder seen = signal.seenCount(values);
        for (int i = 0; i < values; i++) {
            final byte[] name = run.indicatorName(i);
            seen.next()
                    .value(view.valueAt(i))
                    .isPrice(run.isPrice(i) ? Flag.YES : Flag.NO)
                    .putName(name, 0, name.length);
        }
        final byte[] reason = intent.reason().ascii();
        signal.putReasonName(reason, 0, reason.length);
        signal.putStrategyName(run.ascii(), 0, run.ascii().length);
        section.end(HEADER + signal.encodedLength());
    }

    /** Once per strategy and run: allocates. */
    void failure(final Section section, final int number, final StrategyRun run, final Throwable error) {
        final byte[] type = error.getClass().getName().getBytes(StandardCharsets.US_ASCII);
        final byte[] told = Arrays.copyOf(type, Math.min(type.length, MOST_ERROR_BYTES));
        failure.wrapAndApplyHeader(section.buffer(), section.begin(), header).strategy(number);
        failure.putError(told, 0, told.length);
        failure.putStrategyName(run.ascii(), 0, run.ascii().length);
        section.end(HEADER + failure.encodedLength());
    }
}
