package io.ringfence.gateway.session;

import io.ringfence.gateway.loop.PollingLoop;
import io.ringfence.gateway.websocket.WebSocketSettings;
import java.util.concurrent.Executor;

/**
 * Where a session lives.
 *
 * @param loop         owns its sockets and state
 * @param blockingSide does what may wait, e.g. a {@link BlockingSide}
 * @param budget       of all who talk to the venue from this address: a socket that is refused for too many requests closes it
 */
public record SessionHost(
        PollingLoop loop,
        Executor blockingSide,
        WebSocketSettings sockets,
        ReconnectPolicy reconnecting,
        RequestBudget budget) {

    void runOnLoop(final Runnable task) {
        if (!loop.isShuttingDown()) {
            loop.execute(task);
        }
    }
}
