package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskGroup;
import io.ringfence.engine.config.RiskLimit;
import io.ringfence.engine.config.RiskLimits;
import io.ringfence.engine.config.RiskSettings;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.stage.Symbols;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.number.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Every limit of every strategy in every instrument, looked up by one index: what configuration states by name is laid out once at the
 * start, and an instrument finds its row when it is defined. Owned by {@code orders}.
 */
public final class LimitTable {
    /** In no group. */
    static final int NO_GROUP = 0;

    private static final int LIMITS = RiskLimit.values().length;
    private static final int STANDARD = 0;

    private final long[] account;
    /** A row of limits per strategy and set of limits; set 0 is that of instruments without one of their own. */
    private final long[] rows;

    private final int sets;
    private final long[] symbolOfSet;
    private final long[] symbolOfMember;
    private final int[] groupOfMember;
    private final long[] groupBounds;

    private final Symbols symbols;
    private final int[] setOf;
    private final int[] groupOf;

    /** @param strategies by the index that their signals carry */
    LimitTable(final RiskSettings settings, final List<String> strategies, final int maxInstruments) {
        symbols = new Symbols(maxInstruments);
        setOf = new int[maxInstruments + 1];
        groupOf = new int[maxInstruments + 1];
        sets = settings.byInstrument().size() + 1;
        symbolOfSet = new long[sets];
        account = new long[LIMITS];
        rows = new long[Math.max(1, strategies.size()) * sets * LIMITS];
        write(account, 0, settings.limits());
        for (int strategy = 0; strategy < Math.max(1, strategies.size()); strategy++) {
            final RiskLimits ofStrategy = strategies.isEmpty()
                    ? RiskLimits.NONE
                    : settings.byStrategy().getOrDefault(strategies.get(strategy), RiskLimits.NONE);
            writeSets(strategy, ofStrategy.over(settings.limits()), settings.byInstrument());
        }
        groupBounds = new long[settings.groups().size() + 1];
        final List<String> grouped = new ArrayList<>();
        final List<Integer> groups = new ArrayList<>();
        int group = NO_GROUP;
        for (final RiskGroup one : settings.groups().values()) {
            group++;
            groupBounds[group] = one.maxNotional().movePointRight(Money.SCALE).longValueExact();
            for (final String symbol : one.instruments()) {
                grouped.add(symbol);
                groups.add(group);
            }
        }
        symbolOfMember = grouped.stream().mapToLong(Symbols::hash).toArray();
        groupOfMember = groups.stream().mapToInt(Integer::intValue).toArray();
    }

    private void writeSets(final int strategy, final RiskLimits standard, final Map<String, RiskLimits> byInstrument) {
        write(rows, strategy * sets * LIMITS, standard);
        int set = STANDARD;
        for (final Map.Entry<String, RiskLimits> one : byInstrument.entrySet()) {
            set++;
            symbolOfSet[set] = Symbols.hash(one.getKey());
            write(rows, (strategy * sets + set) * LIMITS, one.getValue().over(standard));
        }
    }

    private static void write(final long[] to, final int at, final RiskLimits limits) {
        for (final RiskLimit limit : RiskLimit.values()) {
            to[at + limit.ordinal()] = limits.of(limit);
        }
    }

    static long stateBytes(final int highestInstrument) {
        return Symbols.stateBytes(highestInstrument);
    }

    void save(final StateWriter state, final int highestInstrument) {
        symbols.save(state, highestInstrument);
    }

    void load(final StateReader state, final int highestInstrument) {
        symbols.load(state, highestInstrument);
        for (int i = 1; i <= highestInstrument; i++) {
            place(i);
        }
    }

    void learn(final int instrument, final InstrumentDefinitionDecoder definition) {
        symbols.learn(instrument, definition);
        place(instrument);
    }

    private void place(final int instrument) {
        final long symbol = symbols.of(instrument);
        setOf[instrument] = STANDARD;
        for (int set = 1; set < sets; set++) {
            setOf[instrument] = symbolOfSet[set] == symbol ? set : setOf[instrument];
        }
        groupOf[instrument] = NO_GROUP;
        for (int member = 0; member < symbolOfMember.length; member++) {
            groupOf[instrument] = symbolOfMember[member] == symbol ? groupOfMember[member] : groupOf[instrument];
        }
    }

    /** The account's. */
    long of(final RiskLimit limit) {
        return account[limit.ordinal()];
    }

    /** Of all that {@code strategy} does. */
    long ofStrategy(final RiskLimit limit, final int strategy) {
        return rows[strategy * sets * LIMITS + limit.ordinal()];
    }

    int strategies() {
        return rows.length / (sets * LIMITS);
    }

    /** Of what {@code entry} is about. */
    long of(final RiskLimit limit, final Entry entry) {
        return of(limit, entry.strategy(), entry.instrument());
    }

    long of(final RiskLimit limit, final int strategy, final int instrument) {
        return rows[(strategy * sets + setOf[instrument]) * LIMITS + limit.ordinal()];
    }

    /** Whether {@code limit} is more than a switch that is off. */
    boolean isOn(final RiskLimit limit, final Entry entry) {
        return of(limit, entry) != RiskLimit.OFF;
    }

    /** {@link #NO_GROUP} or a group's number from 1. */
    int groupOf(final int instrument) {
        return groupOf[instrument];
    }

    /** Money 1e-8. */
    long groupBound(final int group) {
        return groupBounds[group];
    }
}
