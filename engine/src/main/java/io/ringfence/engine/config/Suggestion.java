package io.ringfence.engine.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What somebody who mistyped a word probably meant. */
final class Suggestion {
    private static final int MAX_EDITS = 2;

    private Suggestion() {}

    /** {@code ; did you mean 'x'?}, or nothing if no allowed word is near. */
    static String of(final String written, final List<String> allowed) {
        return allowed.stream()
                .filter(word -> edits(written, word) <= Math.min(MAX_EDITS, word.length() / 2))
                .min(Comparator.comparingInt(word -> edits(written, word)))
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }

    /** Levenshtein's distance without regard to case. */
    private static int edits(final String left, final String right) {
        final String a = left.toLowerCase(Locale.ROOT);
        final String b = right.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            final int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                final int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
