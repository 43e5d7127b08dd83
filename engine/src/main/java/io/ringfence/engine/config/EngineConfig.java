package io.ringfence.engine.config;

import java.util.List;

/**
 * Everything that {@code config/engine.yaml} says.
 *
 * @param mode           what happens to a decided order
 * @param engineId       part of every client order id, 0 to 65535; distinct among engines on one account
 * @param venue          a file in the folder {@code venues} beside this one, without {@code .yaml}; or a path
 * @param instruments    symbols as the venue writes them, or an {@link InstrumentChoice} of them
 * @param maxInstruments what per-instrument state is sized for, 1 to 4096; ids run from 1 to this
 * @param bookLevels     depth kept per side and instrument, 1 to 1,000,000
 * @param account        the account that trades
 * @param journal        where the journal is kept
 * @param snapshots      when the state is written down
 * @param lanes          threads
 * @param indicators     what is computed per instrument
 * @param strategies     what opens positions
 * @param stop           what closes them: files in the folder {@code stops} beside this one
 * @param sizing         how large an entry is
 * @param risk           what an entry must pass
 * @param onStop         what becomes of positions when the engine is stopped
 * @param recovery       how it comes back
 * @param exits          how what was stopped is got rid of
 * @param alarms         where alarms go
 * @param warmUp         how the indicators get to know the past
 * @param scanner        how instruments are ranked
 * @param spareInstruments how many may be added while the engine runs, 0 to 1024: their memory is taken at the start
 * @param rehearsedOrders how many are made on a made-up market behind the start, 0 to 1,000,000, so that what an order needs is compiled
 * @param listingAge     how old what the venue listed may be when an engine starts without asking again; 0: it is asked
 */
public record EngineConfig(
        @Default("paper") Mode mode,
        @Default("0") int engineId,
        String venue,
        List<String> instruments,
        @Default("512") int maxInstruments,
        @Default("4096") int bookLevels,
        @Default("{}") AccountSettings account,
        @Default("{}") JournalSettings journal,
        @Default("{}") SnapshotSettings snapshots,
        @Default("{}") LaneSettings lanes,
        IndicatorSettings indicators,
        Strategies strategies,
        StopProfiles stop,
        SizingSettings sizing,
        RiskSettings risk,
        @Default("leave-guarded") OnStop onStop,
        @Default("{}") RecoverySettings recovery,
        @Default("{}") ExitSettings exits,
        @Default("{}") AlarmSettings alarms,
        @Default("{}") WarmUpSettings warmUp,
        @Default("{}") ScannerSettings scanner,
        @Default("16") int spareInstruments,
        @Default("0") int rehearsedOrders,
        @Default("1h") Interval listingAge) {
    private static final int MOST_SPARES = 1_024;
    private static final int MOST_REHEARSED = 1_000_000;

    public EngineConfig {
        instruments = List.copyOf(instruments);
        // Holds the ranges of what the stages get.
        new StageSettings(
                maxInstruments,
                engineId,
                account.id(),
                account.currency(),
                account.initialBalanceMoney(),
                bookLevels,
                indicators,
                strategies,
                stop,
                sizing,
                risk,
                onStop,
                recovery,
                exits,
                scanner);
        Range.check("spareInstruments", spareInstruments, 0, MOST_SPARES);
        Range.check("rehearsedOrders", rehearsedOrders, 0, MOST_REHEARSED);
        final InstrumentChoice choice = new InstrumentChoice(instruments);
        if (instruments.size() > maxInstruments) {
            throw new InvalidSetting(
                    "instruments", instruments.size() + " symbols", "must be at most maxInstruments=" + maxInstruments);
        }
        strategies.checkInstruments(choice);
        scanner.checkInstruments(choice);
        indicators.checkInstruments(choice);
        checkLayout(journal, lanes);
    }

    /** Whether anything is held against mark prices: a band around them, or a stop that they trigger; or candles are built of them. */
    public boolean needsMarkPrices() {
        return !indicators.markPrice().isEmpty()
                || risk.hasLimit(RiskLimit.MARK_BAND)
                || stop.standard().profile().trigger() == StopTrigger.MARK
                || stop.byInstrument().values().stream()
                        .anyMatch(choice -> choice.profile().trigger() == StopTrigger.MARK);
    }

    /** The layout on a machine with {@code cores}: a journal that is forced has a lane of its own. */
    public LaneLayout layoutOn(final int cores) {
        final boolean chosen = lanes.layout().layout().isPresent();
        return journal.durability() == Durability.DEVICE && !chosen
                ? LaneLayout.JOURNAL_APART
                : lanes.layout().on(cores);
    }

    /** What the lane called {@code lane} does while there is nothing to do. One that waits for the disk needn't spin. */
    public Idle idleOf(final String lane) {
        final boolean forcing = journal.durability() == Durability.DEVICE && lane.equals(LaneLayout.JOURNAL);
        return forcing ? lanes.idle().getOrDefault(lane, Idle.SLEEP) : lanes.idleOf(lane);
    }

    /** All that the stages are built from. */
    public StageSettings stages() {
        return new StageSettings(
                maxInstruments,
                engineId,
                account.id(),
                account.currency(),
                account.initialBalanceMoney(),
                bookLevels,
                indicators,
                strategies,
                stop,
                sizing,
                risk,
                onStop,
                recovery,
                exits,
                scanner);
    }

    /** Whoever forces waits for the disk, and no other stage may wait with it. */
    private static void checkLayout(final JournalSettings journal, final LaneSettings lanes) {
        final boolean apart = lanes.layout()
                .layout()
                .map(layout -> layout.rows().get(0).equals(List.of(LaneLayout.JOURNAL)))
                .orElse(true);
        if (journal.durability() == Durability.DEVICE && !apart) {
            throw new InvalidSetting(
                    "lanes.layout",
                    lanes.layout(),
                    "must give journal a lane of its own while journal.durability is device: journal-apart, each, auto,"
                            + " or rows with [journal] alone");
        }
    }

    /** The same with another mode. */
    public EngineConfig withMode(final Mode other) {
        return with(other, instruments, stop);
    }

    /** Which instruments are meant. */
    public InstrumentChoice choice() {
        return new InstrumentChoice(instruments);
    }

    /** The same with other instruments. */
    public EngineConfig withInstruments(final List<String> others) {
        return with(mode, others, stop);
    }

    /** The same with what the account pays, parts of 1e9 of the notional: some stop profiles count it. */
    EngineConfig withTakerFee(final long fee) {
        return with(mode, instruments, stop.withTakerFee(fee));
    }

    private EngineConfig with(final Mode otherMode, final List<String> otherInstruments, final StopProfiles otherStop) {
        return new EngineConfig(
                otherMode,
                engineId,
                venue,
                otherInstruments,
                maxInstruments,
                bookLevels,
                account,
                journal,
                snapshots,
                lanes,
                indicators,
                strategies,
                otherStop,
                sizing,
                risk,
                onStop,
                recovery,
                exits,
                alarms,
                warmUp,
                scanner,
                spareInstruments,
                rehearsedOrders,
                listingAge);
    }
}
