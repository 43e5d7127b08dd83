package io.ringfence.gateway.simulated;

import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.concurrent.EventExecutor;
import io.ringfence.gateway.frames.Frame;
import io.ringfence.gateway.frames.FrameSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays frames at a pace, in chunks between which the event loop serves its sockets. Goes on by a timer, by a pong, or
 * when a socket takes bytes again; it never runs twice without the loop having looked at its sockets. Owned by the
 * venue's event loop.
 */
final class MarketPlayer {
    private static final Logger LOG = LoggerFactory.getLogger(MarketPlayer.class);
    /** The market clock advances, and followers are pinged, at least this often. */
    private static final long STEP_NS = 10_000_000;
    /** At full speed, how far the market may be ahead of the slowest follower's answer. */
    private static final long AHEAD_NS = 100_000_000;

    private static final int CHUNK = 64;
    private static final long SLOW_CLIENT_LIMIT_S = 10;

    private final EventExecutor loop;
    private final FrameSource source;
    private final PlayedMarket market;
    private final StreamHub hub;
    private final Speed speed;
    private final int startAfter;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private State state = State.WAITING;
    private Frame head;
    private long lastStepNs;
    private long paceMarketNs;
    private long paceNanoTime;
    private boolean blocked;
    private long blocks;
    private boolean due;

    enum State {
        /** Nobody has subscribed yet. */
        WAITING,
        PLAYING,
        FINISHED
    }

    MarketPlayer(
            final EventExecutor loop,
            final FrameSource source,
            final PlayedMarket market,
            final StreamHub hub,
            final VenueOptions options) {
        this.loop = loop;
        this.source = source;
        this.market = market;
        this.hub = hub;
        this.speed = options.speed();
        this.startAfter = options.startAfter();
        this.lastStepNs = source.startTimeNs();
        hub.onChange(this::onChange);
    }

    /** Completes when the last frame has been played and flushed; exceptionally if a frame can't be read. */
    CompletableFuture<Void> finished() {
        return finished;
    }

    /** Whether market time stands still, so that a latency would never pass. */
    boolean standsStill() {
        return state != State.PLAYING || (speed.isMax() && limitNs() == StreamHub.NOBODY);
    }

    /** A follower came, went or answered, or a socket takes bytes again. */
    void onChange() {
        if (state == State.WAITING && hub.followers() >= startAfter) {
            state = State.PLAYING;
            rebase();
        }
        if (state == State.PLAYING) {
            playAfter(0);
        }
    }

    private void playAfter(final long delayNs) {
        if (!due) {
            due = true;
            loop.schedule(this::playChunk, delayNs, TimeUnit.NANOSECONDS);
        }
    }

    private void playChunk() {
        due = false;
        if (state != State.PLAYING) {
            return;
        }
        try {
            play();
        } catch (final RuntimeException e) {
            fail(e);
        }
    }

    private void play() {
        head = head == null ? source.next() : head;
        if (hub.slowest() != null) {
            waitForSlowest();
            return;
        }
        if (blocked) {
            blocked = false;
            rebase();
        }
        final long limitNs = limitNs();
        int played = 0;
        while (head != null && played < CHUNK && nextNs() <= limitNs && hub.slowest() == null) {
            playOne();
            played++;
        }
        hub.flush();
        goOn(played == CHUNK, limitNs);
    }

    private void playOne() {
        if (head.receiveTimeNs() < lastStepNs + STEP_NS) {
            market.play(head);
            head = source.next();
        } else {
            lastStepNs += STEP_NS;
            market.advanceTo(lastStepNs);
            hub.ping(lastStepNs);
        }
    }

    private void goOn(final boolean chunkFull, final long limitNs) {
        if (head == null) {
            finish();
        } else if (hub.slowest() != null) {
            waitForSlowest();
        } else if (chunkFull) {
            playAfter(0);
        } else if (!speed.isMax()) {
            playAfter(Math.max(0, (long) ((nextNs() - limitNs) / speed.factor())));
        }
    }

    /** Its channel says when it takes bytes again; one that doesn't is cut off, as the venue does. */
    private void waitForSlowest() {
        if (blocked) {
            return;
        }
        blocked = true;
        final long number = ++blocks;
        loop.schedule(() -> cutOffSlowest(number), SLOW_CLIENT_LIMIT_S, TimeUnit.SECONDS);
    }

    private void cutOffSlowest(final long number) {
        if (blocked && blocks == number && hub.slowest() != null) {
            hub.slowest().close(WebSocketCloseStatus.POLICY_VIOLATION, "Client reads too slowly");
            onChange();
        }
    }

    private long nextNs() {
        return Math.min(head.receiveTimeNs(), lastStepNs + STEP_NS);
    }

    /** The market time up to which may be played now. */
    private long limitNs() {
        if (!speed.isMax()) {
            return paceMarketNs + (long) ((System.nanoTime() - paceNanoTime) * speed.factor());
        }
        final long answeredNs = hub.answeredTimeNs();
        if (answeredNs == StreamHub.NOBODY) {
            return startAfter == 0 ? Long.MAX_VALUE : StreamHub.NOBODY;
        }
        return answeredNs + AHEAD_NS;
    }

    private void rebase() {
        paceMarketNs = market.timeNs();
        paceNanoTime = System.nanoTime();
    }

    private void finish() {
        state = State.FINISHED;
        market.advanceTo(market.timeNs());
        market.settle();
        market.waitingDepth().giveUpAll();
        hub.ping(market.timeNs());
        hub.end(market.timeNs());
        finished.complete(null);
    }

    private void fail(final RuntimeException cause) {
        LOG.error("the market can't be played any further: {}", cause.getMessage(), cause);
        state = State.FINISHED;
        market.settle();
        market.waitingDepth().giveUpAll();
        hub.end(market.timeNs());
        finished.completeExceptionally(cause);
    }
}
