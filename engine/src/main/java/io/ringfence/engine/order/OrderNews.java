package io.ringfence.engine.order;

/** What can become known of an order; see {@link OrderLife} for what follows from it. */
public enum OrderNews {
    /** The venue's answer: taken. */
    ACCEPTED,
    /** The venue's answer: refused. */
    REFUSED,
    /** The venue's answer: it may or may not have acted. */
    OUTCOME_UNKNOWN,
    /** It never left. */
    NOT_SENT,
    /** It was never meant to leave: shadow mode. */
    WITHHELD,
    /** It may or may not have left. */
    PERHAPS_SENT,
    /** Nothing was heard of it for too long. */
    TIMED_OUT,
    /** Asked for late enough and more than once, and the venue knows no such order. */
    NOT_FOUND,
    /** A report: it rests or works. */
    REPORTED_NEW,
    /** A report with a part of its quantity filled. */
    REPORTED_PART,
    /** A report with all of its quantity filled. */
    REPORTED_FILLED,
    REPORTED_CANCELED,
    REPORTED_EXPIRED,
    REPORTED_REJECTED
}
