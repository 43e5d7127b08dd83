package io.ringfence.engine.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What {@code instruments} says: symbols; patterns, in which a star stands for any characters; {@code all}, the perpetual or spot
 * instruments that are settled in the account's currency; and with a {@code !} before it what is none of them. Immutable.
 */
public final class InstrumentChoice {
    /** Whatever the venue trades in the account's currency. */
    public static final String ALL = "all";

    private static final String NOT = "!";
    private static final String SYMBOL = "[A-Z0-9_]{1,32}";
    private static final String PERPETUAL = "PERPETUAL";

    private final List<String> entries;

    /** @throws InvalidSetting if an entry can't be, is there twice, or nothing is chosen */
    public InstrumentChoice(final List<String> entries) {
        this.entries = List.copyOf(entries);
        final HashSet<String> seen = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            final String entry = entries.get(i);
            final String key = "instruments[" + i + "]";
            if (!entry.equals(ALL) && !entry.matches("!?[A-Z0-9_*]{1,32}")) {
                throw new InvalidSetting(
                        key,
                        entry,
                        "must be 1 to 32 capitals, digits or _, as in BTCUSDT; a pattern, *USDT; all; or !BTCUSDT, not that");
            }
            if (!seen.add(entry)) {
                throw new InvalidSetting(key, entry, "is there twice");
            }
        }
        if (entries.stream().allMatch(entry -> entry.startsWith(NOT))) {
            throw new InvalidSetting("instruments", entries, "must name at least one symbol, a pattern, or all");
        }
    }

    /** Whether the venue must be asked what there is. */
    public boolean isOpen() {
        return entries.stream().anyMatch(entry -> entry.equals(ALL) || entry.indexOf('*') >= 0);
    }

    /** Whether {@code symbol} is chosen, or may be where that depends on what the venue says of it. */
    public boolean takes(final String symbol) {
        return entries.stream().anyMatch(entry -> entry.equals(ALL) || matches(entry, symbol)) && !excludes(symbol);
    }

    /**
     * A symbol that the venue lists.
     *
     * @param contract {@code PERPETUAL} and the like; empty on spot
     * @param quote    what it is settled in
     * @param trades   whether orders are taken
     */
    public record Listed(String symbol, String contract, String quote, boolean trades) {}

    /**
     * The symbols, those that are named as they are and in that order, then what {@code listed} has for patterns and {@code all}, in its
     * order; of these only what is traded, is no dated contract, and is written in capitals, digits and _.
     */
    public List<String> symbols(final List<Listed> listed, final String currency) {
        final Set<String> symbols = new LinkedHashSet<>();
        entries.stream().filter(InstrumentChoice::isName).forEach(symbols::add);
        for (final Listed one : listed) {
            final boolean lasting = one.contract().isEmpty() || one.contract().equals(PERPETUAL);
            if (one.trades() && lasting && one.symbol().matches(SYMBOL) && isMeant(one, currency)) {
                symbols.add(one.symbol());
            }
        }
        symbols.removeIf(this::excludes);
        return new ArrayList<>(symbols);
    }

    private boolean isMeant(final Listed one, final String currency) {
        return entries.stream()
                .anyMatch(entry -> entry.equals(ALL)
                        ? one.quote().equals(currency)
                        : !isName(entry) && matches(entry, one.symbol()));
    }

    private static boolean isName(final String entry) {
        return !entry.equals(ALL) && !entry.startsWith(NOT) && entry.indexOf('*') < 0;
    }

    private boolean excludes(final String symbol) {
        return entries.stream().anyMatch(entry -> entry.startsWith(NOT) && matches(entry.substring(1), symbol));
    }

    private static boolean matches(final String pattern, final String symbol) {
        return symbol.matches(pattern.toUpperCase(Locale.ROOT).replace("*", ".*"));
    }

    /** What may have been meant, as the end of a message; empty if nothing is like it. */
    String suggestion(final String symbol) {
        return Suggestion.of(symbol, entries);
    }

    @Override
    public String toString() {
        return String.join(", ", entries);
    }
}
