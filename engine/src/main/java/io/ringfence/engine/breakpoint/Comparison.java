package io.ringfence.engine.breakpoint;

/** How a value may stand to another. */
enum Comparison {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String text;

    Comparison(final String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** @param order below, at or above 0: the value is less than, equal to or greater than the other */
    boolean holds(final int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }
}
