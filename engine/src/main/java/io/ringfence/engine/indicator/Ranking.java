package io.ringfence.engine.indicator;

import io.ringfence.engine.config.ScannerSettings;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.scan.Scanner;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Section;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.BarClosedEncoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.InstrumentRankedEncoder;
import io.ringfence.journal.message.MessageHeaderEncoder;

/** Feeds the scanner with what {@code indicators} has just written, and writes the rank. Without a scanner it does nothing. */
final class Ranking {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final InstrumentRankedEncoder ranked = new InstrumentRankedEncoder();
    private final BarClosedDecoder bar = new BarClosedDecoder();
    private final Scanner scanner;
    private final int timeframe;
    private final boolean on;

    Ranking(final StageSettings settings) {
        final ScannerSettings scan = settings.scanner();
        on = scan.isOn();
        scanner = new Scanner(scan, on ? settings.maxInstruments() : 0);
        timeframe = settings.scannerTimeframe();
    }

    boolean isOn() {
        return on;
    }

    void onQuote(final int instrument, final long bid, final long ask) {
        scanner.quote(instrument, bid, ask);
    }

    /** @param written what was just written of the bar */
    void onBar(
            final Section section,
            final Instruments instruments,
            final int instrument,
            final BarClosedEncoder written,
            final int ofTimeframe) {
        if (!on || ofTimeframe != timeframe) {
            return;
        }
        bar.wrap(written.buffer(), written.offset(), BarClosedDecoder.BLOCK_LENGTH, BarClosedDecoder.SCHEMA_VERSION);
        final double price = bar.close();
        final double worth = price
                * bar.volume()
                / powerOfTen(instruments.priceScale(instrument) + instruments.quantityScale(instrument));
        scanner.close(
                instrument,
                bar.openTimeNs() / bar.timeframeNs(),
                price,
                worth,
                bar.atr(),
                bar.emaFast(),
                bar.emaSlow(),
                bar.rsi());
        write(section, instrument);
        if (scanner.displaced() != Scanner.NOBODY) {
            section.concern(scanner.displaced(), 0);
            write(section, scanner.displaced());
            section.concern(instrument, 0);
        }
    }

    private static double powerOfTen(final int exponent) {
        double power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    private void write(final Section section, final int instrument) {
        ranked.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .score(scanner.scoreOf(instrument))
                .volume(scanner.volume(instrument))
                .volatility(scanner.volatility(instrument))
                .spread(scanner.spread(instrument))
                .trend(scanner.trend(instrument))
                .momentum(scanner.momentum(instrument))
                .correlation(scanner.correlation(instrument))
                .rank(scanner.rank(instrument))
                .selected(scanner.isSelected(instrument) ? Flag.YES : Flag.NO);
        section.end(HEADER + ranked.encodedLength());
    }

    long stateBytes(final int highestInstrument) {
        return on ? Scanner.stateBytes(highestInstrument) : 0;
    }

    void save(final StateWriter state, final int highestInstrument) {
        if (on) {
            scanner.save(state, highestInstrument);
        }
    }

    void load(final StateReader state, final int highestInstrument) {
        if (on) {
            scanner.load(state, highestInstrument);
        }
    }
}
