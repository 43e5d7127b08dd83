package io.ringfence.engine.scan;

import io.ringfence.engine.config.ScannerSettings;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.stage.ChoiceBySymbol;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Section;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.InstrumentRankedEncoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.SeriesValuesDecoder;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Feeds the scanner with quotes, closed candles and the strengths of what strategies want, and writes the ranks. Without a scanner
 * it does nothing, and everything is selected. Owned by {@code signals}; allocates nothing after it was made.
 */
public final class Ranking {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int EXCLUDED = 1;

    /** What one event may write: the instrument's rank, that of one that trades no more, and of whoever each of them changed. */
    public static final int MOST_BYTES = 4 * (HEADER + InstrumentRankedEncoder.BLOCK_LENGTH + 2 * Integer.BYTES);

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder eventHeader = new MessageHeaderDecoder();
    private final InstrumentRankedEncoder ranked = new InstrumentRankedEncoder();
    private final BarClosedDecoder bar = new BarClosedDecoder();
    private final SeriesValuesDecoder known = new SeriesValuesDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final Scanner scanner;
    private final ChoiceBySymbol exclusions;
    private final int timeframe;
    private final boolean on;

    public Ranking(final StageSettings settings) {
        final ScannerSettings scan = settings.scanner();
        final int instruments = scan.isOn() ? settings.maxInstruments() : 0;
        on = scan.isOn();
        scanner = new Scanner(scan, instruments);
        exclusions = new ChoiceBySymbol(
                scan.exclude().stream().collect(Collectors.toMap(Function.identity(), symbol -> EXCLUDED)),
                0,
                instruments);
        timeframe = settings.scannerTimeframe();
    }

    /** Takes the {@code InstrumentDefinition} in {@code slot}. */
    public void learn(final Slot slot) {
        if (on) {
            exclusions.learn(slot);
        }
    }

    /** Takes the {@code Quote} in {@code slot}. */
    public void onQuote(final Slot slot) {
        if (on) {
            quote.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            scanner.quote(slot.instrument(), quote.bidPrice(), quote.askPrice());
        }
    }

    /** A strategy has said what it wants of {@code instrument}; 0: nothing. */
    public void onStrength(final int instrument, final double strength) {
        if (on) {
            scanner.strength(instrument, strength);
        }
    }

    /** Ranks by the candles of {@code bars} that have values, or by the newest of a past that was told, and writes what comes of it into {@code section}. */
    public void onBars(
            final Section bars, final Section section, final Instruments instruments, final Membership membership) {
        if (!on) {
            return;
        }
        for (int at = bars.first(); at != Section.END; at = bars.next(at)) {
            if (bars.templateId(at) == BarClosedDecoder.TEMPLATE_ID) {
                bar.wrap(bars.buffer(), at + HEADER, BarClosedDecoder.BLOCK_LENGTH, BarClosedDecoder.SCHEMA_VERSION);
                if (bar.timeframe() == timeframe && !missesTrades()) {
                    rank(bars.instrument(at), section, instruments, membership);
                }
            } else if (bars.templateId(at) == SeriesValuesDecoder.TEMPLATE_ID) {
                known.wrap(
                        bars.buffer(),
                        at + HEADER,
                        SeriesValuesDecoder.BLOCK_LENGTH,
                        SeriesValuesDecoder.SCHEMA_VERSION);
                rankKnown(bars.instrument(at), section, instruments, membership);
            }
        }
    }

    /** By the newest candle of a past that was told, unless it was ranked by before a restart. */
    private void rankKnown(
            final int instrument, final Section section, final Instruments instruments, final Membership membership) {
        final long number = known.openTimeNs() / known.timeframeNs();
        if (known.timeframe() == timeframe && !scanner.hasRanked(instrument, number)) {
            scanner.close(
                    instrument,
                    isExcluded(instrument, membership),
                    number,
                    known.close(),
                    worth(instrument, instruments, known.close(), known.volume()),
                    known.atr(),
                    known.emaFast(),
                    known.emaSlow(),
                    known.rsi());
            writeChanges(section, instrument);
        }
    }

    /** As of a series that waits for the venue's candles. */
    private boolean missesTrades() {
        return bar.gapped() == Flag.YES && Double.isNaN(bar.atr());
    }

    /** {@code instrument} isn't traded any more: its place is another's. */
    public void drop(final int instrument, final Section section) {
        if (on && scanner.rank(instrument) > 0) {
            scanner.drop(instrument);
            writeChanges(section, instrument);
        }
    }

    private void rank(
            final int instrument, final Section section, final Instruments instruments, final Membership membership) {
        scanner.close(
                instrument,
                isExcluded(instrument, membership),
                bar.openTimeNs() / bar.timeframeNs(),
                bar.close(),
                worth(instrument, instruments, bar.close(), bar.volume()),
                bar.atr(),
                bar.emaFast(),
                bar.emaSlow(),
                bar.rsi());
        writeChanges(section, instrument);
        dropSilent(section);
    }

    /** A halted instrument closes nothing, so others' candles tell that its place is free. */
    private void dropSilent(final Section section) {
        final int silent = scanner.silent();
        if (silent != Scanner.NOBODY) {
            drop(silent, section);
        }
    }

    private boolean isExcluded(final int instrument, final Membership membership) {
        return exclusions.of(instrument) == EXCLUDED || membership.isDropped(instrument);
    }

    /** Of what was traded, quote asset. */
    private static double worth(
            final int instrument, final Instruments instruments, final long close, final long volume) {
        return close
                * (double) volume
                / powerOfTen(instruments.priceScale(instrument) + instruments.quantityScale(instrument));
    }

    private void writeChanges(final Section section, final int instrument) {
        write(section, instrument);
        if (scanner.displaced() != Scanner.NOBODY) {
            write(section, scanner.displaced());
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
        section.concern(instrument, 0);
        ranked.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .score(scanner.scoreOf(instrument))
                .volume(scanner.volume(instrument))
                .volatility(scanner.volatility(instrument))
                .spread(scanner.spread(instrument))
                .trend(scanner.trend(instrument))
                .momentum(scanner.momentum(instrument))
                .correlation(scanner.correlation(instrument))
                .rank(scanner.rank(instrument))
                .selected(scanner.isSelected(instrument) ? Flag.YES : Flag.NO)
                .signal(scanner.strength(instrument));
        section.end(HEADER + ranked.encodedLength());
    }

    /** Whether positions may be opened in {@code instrument}. */
    public boolean isSelected(final int instrument) {
        return !on || scanner.isSelected(instrument);
    }

    public long stateBytes(final int highestInstrument) {
        return on ? Scanner.stateBytes(highestInstrument) + ChoiceBySymbol.stateBytes(highestInstrument) : 0;
    }

    public void save(final StateWriter state, final int highestInstrument) {
        if (on) {
            exclusions.save(state, highestInstrument);
            scanner.save(state, highestInstrument);
        }
    }

    public void load(final StateReader state, final int highestInstrument) {
        if (on) {
            exclusions.load(state, highestInstrument);
            scanner.load(state, highestInstrument);
        }
    }
}
