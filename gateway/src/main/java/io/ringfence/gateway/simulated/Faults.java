package io.ringfence.gateway.simulated;

import io.netty.util.concurrent.EventExecutor;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does to requests and user data what the options say, drawn from their seed. Owned by the venue's event loop. */
final class Faults {
    private static final FaultKind[] KINDS = FaultKind.values();

    private final EventExecutor loop;
    private final VenueCounters counters;
    private FaultOptions options;
    private SplittableRandom random;

    /** Carries a request out. */
    interface Call {
        void run(Answer answer) throws VenueRefusal;
    }

    Faults(final EventExecutor loop, final VenueCounters counters, final FaultOptions options) {
        this.loop = loop;
        this.counters = counters;
        change(options);
    }

    /** From the next request on. */
    void change(final FaultOptions to) {
        options = to;
        random = new SplittableRandom(to.seed());
    }

    /** Carries {@code call} out, or not, and answers, or not. */
    void handle(final Call call, final Answer answer) {
        final FaultKind kind = draw();
        if (kind == null) {
            run(call, answer);
            return;
        }
        counters.faults++;
        switch (kind) {
            case DROP -> run(call, altered(answer, delivery -> answer.lose()));
            case DELAY -> run(call, altered(answer, delivery -> after(kind, delivery)));
            case LATE -> after(kind, () -> run(call, answer));
            case DUPLICATE -> run(call, altered(answer, delivery -> repeat(answer, delivery)));
            case DISCONNECT -> perhaps(call, answer, answer::cut);
            case UNKNOWN -> perhaps(call, answer, refusing(answer, VenueRefusal.unknownOutcome(random.nextBoolean())));
            case HTTP5XX -> serverError(call, answer);
            case OVERLOAD -> answer.refuse(VenueRefusal.overloaded());
        }
    }

    /** How a message of user data leaves: once, twice, or not at all because the connection goes. */
    void deliver(final Runnable send, final Runnable cut) {
        final double drawn = options.rates().isEmpty() ? 1 : random.nextDouble();
        final double cuts = options.probability(FaultKind.DISCONNECT);
        if (drawn < cuts) {
            counters.faults++;
            cut.run();
            return;
        }
        send.run();
        if (drawn < cuts + options.probability(FaultKind.DUPLICATE)) {
            counters.faults++;
            send.run();
        }
    }

    private FaultKind draw() {
        if (options.rates().isEmpty()) {
            return null;
        }
        double drawn = random.nextDouble();
        for (final FaultKind kind : KINDS) {
            drawn -= options.probability(kind);
            if (drawn < 0) {
                return kind;
            }
        }
        return null;
    }

    /** As if nothing could go wrong. */
    static void run(final Call call, final Answer answer) {
        try {
            call.run(answer);
        } catch (final VenueRefusal refusal) {
            answer.refuse(refusal);
        }
    }

    private static Answer altered(final Answer answer, final Consumer<Runnable> delivery) {
        return new AlteredAnswer(answer, delivery);
    }

    private static void repeat(final Answer answer, final Runnable delivery) {
        delivery.run();
        if (answer.mayRepeat()) {
            delivery.run();
        }
    }

    /** Ends the request with {@code end}, having carried it out or not. */
    private void perhaps(final Call call, final Answer answer, final Runnable end) {
        if (random.nextBoolean()) {
            run(call, altered(answer, delivery -> end.run()));
        } else {
            end.run();
        }
    }

    private void serverError(final Call call, final Answer answer) {
        if (random.nextInt(4) == 0) {
            answer.refuse(VenueRefusal.serviceUnavailable());
        } else {
            perhaps(call, answer, refusing(answer, VenueRefusal.serverError(random.nextInt(502, 505))));
        }
    }

    private static Runnable refusing(final Answer answer, final VenueRefusal refusal) {
        return () -> answer.refuse(refusal);
    }

    private void after(final FaultKind kind, final Runnable task) {
        loop.schedule(task, random.nextLong(options.atMostMs(kind) + 1), TimeUnit.MILLISECONDS);
    }
}
