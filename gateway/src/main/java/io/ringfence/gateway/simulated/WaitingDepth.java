package io.ringfence.gateway.simulated;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** REST depth requests that came before the symbol's snapshot was played; bounded. */
final class WaitingDepth {
    private static final int MAX_WAITING = 256;

    private final List<Request> waiting = new ArrayList<>();

    record Request(PlayedSymbol symbol, Runnable answer, Runnable refusal) {}

    /** False if too many wait already. */
    boolean add(final Request request) {
        return waiting.size() < MAX_WAITING && waiting.add(request);
    }

    /** Called when the snapshot of {@code symbol} has been played. */
    void answer(final PlayedSymbol symbol) {
        final Iterator<Request> requests = waiting.iterator();
        final List<Request> ready = new ArrayList<>();
        while (requests.hasNext()) {
            final Request request = requests.next();
            if (request.symbol() == symbol) {
                requests.remove();
                ready.add(request);
            }
        }
        ready.forEach(request -> request.answer().run());
    }

    /** Waited too long: refuses it unless it has been answered. */
    void giveUp(final Request request) {
        if (waiting.remove(request)) {
            request.refusal().run();
        }
    }

    /** The market is over: no snapshot will come. */
    void giveUpAll() {
        List.copyOf(waiting).forEach(this::giveUp);
    }
}
