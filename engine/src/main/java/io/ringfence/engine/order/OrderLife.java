package io.ringfence.engine.order;

import io.ringfence.journal.message.OrderState;

/**
 * The states of an order of ours, and the one transition between them. News may come in any order, twice, or not at
 * all; the state they lead to doesn't depend on their order:
 *
 * <pre>
 *              accepted,            part             all
 *   DECIDED ── reported new ──▶ ACKNOWLEDGED ──▶ PARTIALLY_FILLED ──▶ FILLED
 *      │ ▲          ▲                │                  │
 *      │ └ any news │                └──── report ──────┴──▶ CANCELED, EXPIRED, REJECTED
 *      ▼            │
 *   UNKNOWN ────────┘     refused or not sent: REJECTED, withheld: CANCELED, from DECIDED and UNKNOWN only
 *      │
 *      └── conclusively not found ──▶ NEVER_ARRIVED
 * </pre>
 *
 * <ul>
 *   <li>A state never goes back: an acknowledgement behind a fill changes nothing.
 *   <li>UNKNOWN is only for an order of which nothing was heard; any word of the venue resolves it.
 *   <li>An order that the venue had and knows no more, when asked late enough, has expired with what was filled. A report on
 *       one that never arrived shows it alive all the same.
 *   <li>Reports outweigh answers: a refusal of an order that a report has shown alive changes nothing.
 *   <li>FILLED outweighs every other end, since a late fill is real. A part filled late leaves CANCELED and EXPIRED as they are
 *       (its quantity counts all the same) and brings a REJECTED order back to life.
 * </ul>
 */
public enum OrderLife {
    /** On its way; nothing heard yet. */
    DECIDED(OrderState.DECIDED),
    /** The venue has it. */
    ACKNOWLEDGED(OrderState.ACKNOWLEDGED),
    PARTIALLY_FILLED(OrderState.PARTIALLY_FILLED),
    FILLED(OrderState.FILLED),
    CANCELED(OrderState.CANCELED),
    EXPIRED(OrderState.EXPIRED),
    /** Refused by the venue, or never sent. */
    REJECTED(OrderState.REJECTED),
    /** It may or may not be at the venue; never sent again, only asked for. */
    UNKNOWN(OrderState.UNKNOWN),
    /** The venue never got it, and can't get it any more. */
    NEVER_ARRIVED(OrderState.NEVER_ARRIVED);

    private static final OrderLife[] VALUES = values();

    private final OrderState state;

    OrderLife(final OrderState state) {
        this.state = state;
    }

    /** As records write it. */
    public OrderState state() {
        return state;
    }

    static OrderLife of(final int ordinal) {
        return VALUES[ordinal];
    }

    /** Whether the venue does nothing more with the order. */
    public boolean isEnded() {
        return this == FILLED || this == CANCELED || this == EXPIRED || this == REJECTED || this == NEVER_ARRIVED;
    }

    /** The state that {@code news} leads to; the same one if they change nothing. */
    public OrderLife after(final OrderNews news) {
        return switch (news) {
            case ACCEPTED, REPORTED_NEW -> isUnheard() || this == NEVER_ARRIVED ? ACKNOWLEDGED : this;
            case REFUSED, NOT_SENT -> isUnheard() ? REJECTED : this;
            case WITHHELD -> isUnheard() ? CANCELED : this;
            case OUTCOME_UNKNOWN, PERHAPS_SENT, TIMED_OUT -> this == DECIDED ? UNKNOWN : this;
            case NOT_FOUND -> isEnded() ? this : isUnheard() ? NEVER_ARRIVED : EXPIRED;
            case REPORTED_PART -> isEnded() && this != REJECTED && this != NEVER_ARRIVED ? this : PARTIALLY_FILLED;
            case REPORTED_FILLED -> FILLED;
            case REPORTED_CANCELED -> isEnded() ? this : CANCELED;
            case REPORTED_EXPIRED -> isEnded() ? this : EXPIRED;
            case REPORTED_REJECTED -> isEnded() || this == PARTIALLY_FILLED ? this : REJECTED;
        };
    }

    private boolean isUnheard() {
        return this == DECIDED || this == UNKNOWN;
    }
}
