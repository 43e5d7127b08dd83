package io.ringfence.gateway.json;

/** The few phrases that may stand in one place, the latest tried first. Whoever asks keeps what they mean by their places. */
public final class Phrases {
    /** How many there are at most; another one takes the place of the oldest. */
    public static final int COUNT = 8;
    /** No place. */
    public static final int NONE = -1;

    private final Phrase[] phrases = new Phrase[COUNT];
    private int latest;
    private int next;

    public Phrases() {
        for (int i = 0; i < COUNT; i++) {
            phrases[i] = Phrase.ofMany();
        }
    }

    /** Moves behind the phrase that comes next and gives its place; {@link #NONE}, and nothing moved, if it isn't known. */
    public int pass(final JsonScanner scanner) {
        return scanner.passes(phrases[latest]) ? latest : passOther(scanner);
    }

    private int passOther(final JsonScanner scanner) {
        for (int i = 0; i < COUNT; i++) {
            if (scanner.passes(phrases[i])) {
                latest = i;
                return i;
            }
        }
        return NONE;
    }

    /** The place that was found for what lies between {@code mark} and the scanner's, or {@link #NONE}. */
    public int learn(final JsonScanner scanner, final long mark) {
        if (!scanner.teach(phrases[next], mark, Phrase.NO_DECIMALS)) {
            return NONE;
        }
        latest = next;
        next = (next + 1) % COUNT;
        return latest;
    }

    /** The integer of the phrase just learned in {@code place}; null if it can't be read there: then the phrase is forgotten. */
    public Numeral integerOf(final int place, final String endOfKey) {
        final Numeral integer = phrases[place].integerOf(endOfKey);
        if (integer == null) {
            phrases[place].forget();
        }
        return integer;
    }
}
