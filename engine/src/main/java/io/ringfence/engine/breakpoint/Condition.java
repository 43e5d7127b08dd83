package io.ringfence.engine.breakpoint;

/** Something that is so at a moment, or not. */
@FunctionalInterface
interface Condition {
    boolean holds(Moment moment);

    /** Both. */
    static Condition and(final Condition one, final Condition other) {
        return moment -> one.holds(moment) && other.holds(moment);
    }

    /** Either. */
    static Condition or(final Condition one, final Condition other) {
        return moment -> one.holds(moment) || other.holds(moment);
    }

    /** A field that isn't there at a moment stands in no relation to anything. */
    static Condition number(final Field field, final Comparison comparison, final Literal literal) {
        return moment -> moment.compares(field, comparison, literal);
    }

    /** A value of this name that a strategy declared, and that has changed with the event. */
    static Condition indicator(final String name, final Comparison comparison, final Literal literal) {
        return moment -> moment.compares(name, comparison, literal);
    }

    static Condition word(final Field field, final Comparison comparison, final String word) {
        return moment -> moment.compares(field, comparison, word);
    }

    /** An event or a decision of this type. */
    static Condition happened(final String type) {
        return moment -> moment.compares(Field.TYPE, Comparison.EQUAL, type)
                || moment.compares(Field.DECISION, Comparison.EQUAL, type);
    }
}
