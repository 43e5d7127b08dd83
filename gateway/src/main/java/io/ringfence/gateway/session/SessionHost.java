package io.ringfence.gateway.session;

import io.ringfence.gateway.loop.PollingLoop;
import io.ringfence.gateway.websocket.WebSocketSettings;
import java.util.concurrent.Executor;

/**
 * Where a session lives.
 *
 * @param loop         owns its sockets and state
 * @param blockingSide does what may wait, e.g. a {@link BlockingSide}
 */
public record SessionHost(
        PollingLoop loop, Executor blockingSide, WebSocketSettings sockets, ReconnectPolicy reconnecting) {

    void runOnLoop(final Runnable task) {
        if (!loop.isShuttingDown()) {
            loop.execute(task);
        }
    }
}
