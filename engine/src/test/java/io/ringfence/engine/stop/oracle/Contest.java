package io.ringfence.engine.stop.oracle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Oracle and engine over the same path; the first difference ends it, with all that is needed to look at it alone. */
final class Contest {
    private record Seen(long number, Event event, List<Decided> decided) {
        @Override
        public String toString() {
            return number + " " + event + " -> " + decided;
        }
    }

    private static final int EVENTS_SHOWN = 10;

    private final String name;
    private final Terms terms;
    private final Profile profile;
    private final Function<Event, List<Decided>> engine;
    private final NaiveStops oracle;
    private final StopInvariants invariants;
    private final Tally tally;
    private final Deque<Seen> shown = new ArrayDeque<>();
    private long events;

    /** @param name how to run it again, for the message */
    Contest(
            final String name,
            final Terms terms,
            final Profile profile,
            final Function<Event, List<Decided>> engine,
            final Tally tally) {
        this.name = name;
        this.terms = terms;
        this.profile = profile;
        this.engine = engine;
        this.tally = tally;
        oracle = new NaiveStops(profile, terms);
        invariants = new StopInvariants(profile, terms);
    }

    /** @return what both decided */
    List<Decided> on(final Event event) {
        events++;
        final List<Decided> expected = oracle.on(event);
        remember(event, expected);
        final List<Decided> actual;
        try {
            actual = engine.apply(event);
            invariants.check(event, actual);
        } catch (final RuntimeException | AssertionError failure) {
            throw new AssertionError(report(failure.toString(), expected, List.of()), failure);
        }
        if (!expected.equals(actual)) {
            throw new AssertionError(report("oracle and engine differ", expected, actual));
        }
        tally.add(expected);
        return expected;
    }

    boolean hasFired() {
        return oracle.hasFired();
    }

    long quantity() {
        return oracle.quantity();
    }

    private void remember(final Event event, final List<Decided> expected) {
        if (shown.size() == EVENTS_SHOWN) {
            shown.removeFirst();
        }
        shown.addLast(new Seen(events, event, expected));
    }

    private String report(final String what, final List<Decided> expected, final List<Decided> actual) {
        return what + " at event " + events + " of " + name
                + "\n  oracle: " + expected
                + "\n  engine: " + actual
                + "\n  " + oracle
                + "\n  " + terms
                + "\n  " + profile
                + "\n  the last events, and what the oracle made of them:\n    "
                + shown.stream().map(Seen::toString).collect(Collectors.joining("\n    "));
    }

    /** How often what was decided, so that nobody takes a test for one that never meets its subject. */
    static final class Tally {
        private final Map<Rule, Long> moves = new EnumMap<>(Rule.class);
        private final Map<Rule, Long> hits = new EnumMap<>(Rule.class);
        private long armed;
        private long takeProfits;

        private void add(final List<Decided> decided) {
            for (final Decided decision : decided) {
                switch (decision.what()) {
                    case ARMED -> armed++;
                    case MOVED -> moves.merge(decision.rule(), 1L, Long::sum);
                    case HIT -> hits.merge(decision.rule(), 1L, Long::sum);
                    case TAKE_PROFIT -> takeProfits++;
                    case DISARMED -> {}
                }
            }
        }

        long moves(final Rule rule) {
            return moves.getOrDefault(rule, 0L);
        }

        long hits(final Rule rule) {
            return hits.getOrDefault(rule, 0L);
        }

        long takeProfits() {
            return takeProfits;
        }

        long armed() {
            return armed;
        }

        @Override
        public String toString() {
            return "armed=" + armed + " moves=" + moves + " hits=" + hits + " takeProfits=" + takeProfits;
        }
    }
}
