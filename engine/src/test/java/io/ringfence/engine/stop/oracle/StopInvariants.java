package io.ringfence.engine.stop.oracle;

import io.ringfence.engine.stop.oracle.Decided.What;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What must hold of any decisions, without computing a single rule: the stop never loosens and fires once, on the first
 * price beyond it; quantities are the position's; an event has one full exit at most, and then no partial one.
 */
final class StopInvariants {
    private static final Set<Rule> BY_PRICE = EnumSet.of(
            Rule.HARD, Rule.BREAK_EVEN, Rule.PROFIT_LOCK, Rule.GIVE_BACK, Rule.TRAIL, Rule.CHANDELIER, Rule.SAR);

    private final Profile profile;
    private final Terms terms;

    private long quantity;
    private boolean armed;
    private boolean fired;
    private long stop;
    private int level;
    private boolean quoted;

    StopInvariants(final Profile profile, final Terms terms) {
        this.profile = profile;
        this.terms = terms;
    }

    /** @param decided what was decided on {@code event} */
    void check(final Event event, final List<Decided> decided) {
        final long before = quantity;
        if (event.is(Event.Kind.POSITION)) {
            quantity = event.quantity();
        }
        final boolean wasArmed = armed;
        final long stopBefore = stop;
        What last = null;
        for (final Decided decision : decided) {
            checkOrder(last, decision.what());
            last = decision.what();
            take(decision, event, before);
        }
        require(armed || fired || quantity == 0, "a position without stop");
        require(!(armed || fired) || quantity != 0, "a stop without position");
        quoted |= event.is(Event.Kind.QUOTE);
        if (armed && wasArmed && profile.confirm() == null) {
            checkNoPriceWasSkipped(event, stopBefore);
        }
    }

    private static void checkOrder(final What last, final What next) {
        require(last != What.HIT, "a decision behind a full exit");
        require(last != What.TAKE_PROFIT || next == What.TAKE_PROFIT, "a decision behind a partial exit: " + next);
        require(next != What.DISARMED || last == null, "disarmed behind " + last);
        require(next != What.ARMED || last == null || last == What.DISARMED, "armed behind " + last);
    }

    private void take(final Decided decision, final Event event, final long before) {
        switch (decision.what()) {
            case DISARMED -> {
                require(armed || fired, "nothing to disarm");
                require(quantity == 0 || turned(before), "disarmed while the position stands");
                armed = false;
                fired = false;
            }
            case ARMED -> arm(decision, event);
            case MOVED -> move(decision);
            case HIT -> hit(decision, event);
            case TAKE_PROFIT -> takeProfit(decision);
        }
    }

    private boolean turned(final long before) {
        return Long.signum(before) == -Long.signum(quantity);
    }

    private void arm(final Decided decision, final Event event) {
        require(!armed && !fired, "armed twice");
        require(decision.quantity() == quantity && quantity != 0, "armed for another quantity");
        require(s() * (event.entry() - decision.stop()) > 0, "armed ahead of the entry");
        require(decision.stop() % terms.tick() == 0, "stop between ticks");
        armed = true;
        stop = decision.stop();
        level = 0;
    }

    private void move(final Decided decision) {
        require(armed, "moved without being armed");
        require(decision.stop() % terms.tick() == 0, "stop between ticks");
        require(decision.quantity() == quantity, "moved for another quantity");
        require(s() * (decision.stop() - stop) >= profile.minStep() * terms.tick(), "loosened or too small a step");
        stop = decision.stop();
    }

    private void hit(final Decided decision, final Event event) {
        require(armed, "fired twice, or without being armed");
        require(decision.quantity() == Math.abs(quantity), "fired for another quantity");
        require(decision.stop() == stop, "fired at another stop");
        if (BY_PRICE.contains(decision.rule())) {
            require(isOwnPrice(event) || silenceConfirms(), "fired by a price of another trigger");
            require(beyond(decision.price()), "fired before the stop was reached");
            require(decision.slip() == Math.abs(decision.price() - stop), "slip");
        } else {
            require(decision.slip() == 0, "slip of an exit by time");
        }
        armed = false;
        fired = true;
    }

    private void takeProfit(final Decided decision) {
        require(armed, "partial exit without being armed");
        require(decision.level() > level, "a level twice or out of order");
        require(decision.quantity() >= terms.lot() && decision.quantity() % terms.lot() == 0, "not whole lots");
        require(decision.quantity() <= Math.abs(quantity), "more than is held");
        level = decision.level();
    }

    private void checkNoPriceWasSkipped(final Event event, final long stopBefore) {
        if (!isOwnPrice(event) || event.latest(quantity > 0) <= 0) {
            return;
        }
        require(!beyond(event.latest(quantity > 0)), "the latest price is beyond the stop, and it didn't fire");
        final long worst = event.worst(quantity > 0);
        final boolean counts = worst > 0 && s() * (event.latest(quantity > 0) - worst) > 0;
        require(!counts || s() * (worst - stopBefore) > 0, "the worst price met the stop, and it didn't fire");
    }

    private boolean isOwnPrice(final Event event) {
        return switch (profile.trigger()) {
            case QUOTE -> event.is(Event.Kind.QUOTE) || (event.is(Event.Kind.TRADE) && !quoted);
            case TRADE -> event.is(Event.Kind.TRADE);
            case MARK -> event.is(Event.Kind.MARK);
        };
    }

    private boolean silenceConfirms() {
        return profile.confirm() != null && profile.confirm().durationNs() > 0;
    }

    private boolean beyond(final long price) {
        return s() * (price - stop) <= 0;
    }

    private long s() {
        return Long.signum(quantity);
    }

    private static void require(final boolean holds, final String what) {
        if (!holds) {
            throw new AssertionError("invariant broken: " + what);
        }
    }
}
