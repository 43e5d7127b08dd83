package io.ringfence.benchmarks.report;

/**
 * A ratio to an anchor of the same run, and what it has to be.
 *
 * @param ratio  NaN if it could not be measured
 * @param must   the least that is promised
 * @param aim    what would be good
 * @param atMost whether smaller is better
 * @param remark what to know before believing it; may be empty
 */
public record Goal(String name, double ratio, double must, double aim, boolean atMost, String remark) {
    public Goal {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a goal without a name");
        }
        if (atMost ? aim > must : aim < must) {
            throw new IllegalArgumentException("goal " + name + ": aim=" + aim + " is weaker than must=" + must);
        }
    }

    /** A ratio that must not be above {@code must}. */
    public static Goal atMost(
            final String name, final double ratio, final double must, final double aim, final String remark) {
        return new Goal(name, ratio, must, aim, true, remark);
    }

    /** A ratio that must not be below {@code must}. */
    public static Goal atLeast(
            final String name, final double ratio, final double must, final double aim, final String remark) {
        return new Goal(name, ratio, must, aim, false, remark);
    }

    /** One that could not be measured here; it doesn't hold, and the remark says why. */
    public static Goal unmeasured(final String name, final double must, final double aim, final String why) {
        return new Goal(name, Double.NaN, must, aim, aim <= must, why);
    }

    /** What it is about: its name up to the first comma. */
    public String kind() {
        final int comma = name.indexOf(',');
        return comma < 0 ? name : name.substring(0, comma);
    }

    /** Which one of its kind: the rest of its name; all of it where there is no more. */
    public String withinKind() {
        final int comma = name.indexOf(',');
        return comma < 0 ? name : name.substring(comma + 1).strip();
    }

    public boolean isMeasured() {
        return !Double.isNaN(ratio);
    }

    public boolean holds() {
        return reaches(must);
    }

    public boolean reachesAim() {
        return reaches(aim);
    }

    private boolean reaches(final double limit) {
        return isMeasured() && (atMost ? ratio <= limit : ratio >= limit);
    }
}
