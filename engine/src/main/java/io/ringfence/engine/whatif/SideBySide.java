package io.ringfence.engine.whatif;

import java.util.ArrayList;
import java.util.List;

/** Two runs' choices merged by time. */
final class SideBySide {
    /**
     * What both did, or one of them.
     *
     * @param one   null if only the other did
     * @param other null if only the one did
     */
    record Pair(Choice one, Choice other) {
        boolean isSame() {
            return one != null && other != null;
        }

        Choice any() {
            return one == null ? other : one;
        }
    }

    private SideBySide() {}

    static List<Pair> merge(final List<Choice> one, final List<Choice> other) {
        final List<Pair> pairs = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < one.size() || j < other.size()) {
            if (i < one.size() && j < other.size() && one.get(i).isSame(other.get(j))) {
                pairs.add(new Pair(one.get(i++), other.get(j++)));
            } else if (j == other.size()
                    || i < one.size() && one.get(i).timeNs() <= other.get(j).timeNs()) {
                pairs.add(new Pair(one.get(i++), null));
            } else {
                pairs.add(new Pair(null, other.get(j++)));
            }
        }
        return pairs;
    }
}
