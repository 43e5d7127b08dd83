package io.ringfence.gateway.session;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.order.OrderEntry;
import io.ringfence.gateway.websocket.FrameWriter;
import io.ringfence.journal.message.ChannelKind;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out for orders: a connection to the venue's websocket API, kept up, logged on where the key allows it. Answers
 * are decoded where they are read and handed over. Connects only while user data is up, so that no fill of an order that
 * it sends goes unheard, not during a ban, and only to this host ({@link LoopbackRule}).
 *
 * <p>When the session is lost, every request about an order that was written and not answered comes back as a
 * {@code SendFailure} event, perhaps sent ({@link UnansweredRequests}); then a {@code Connection} event says so. A session on which one of them
 * waits too long for its answer is given up ({@link ReconnectPolicy#answerWithin}).
 *
 * <p>Owned by the loop that runs {@code orders}; {@link #start}, {@link #stop} and {@link #isUp} may be called from any
 * thread. {@link #send} allocates nothing.
 */
public final class OrderEntrySession implements OrderEntry {
    /** The longest request, bytes. */
    public static final int MAX_REQUEST_LENGTH = 2048;
    /** {@code receivedNanos} of an order that no frame caused; its latency isn't recorded. */
    public static final long NOT_RECEIVED = 0;

    private static final Logger LOG = LoggerFactory.getLogger(OrderEntrySession.class);
    private static final int SUCCESS = 200;
    private static final int OUTSIDE_RECEIVE_WINDOW = -1021;
    private static final int BAD_SIGNATURE = -1022;
    private static final int BAD_KEY_FORMAT = -2014;
    private static final int KEY_REJECTED = -2015;
    private static final int LOGON_TIMEOUT_MS = 10_000;

    private final URI address;
    private final SessionHost host;
    private final OrderRequestEncoder encoder;
    private final FrameDecoder decoder;
    private final UnansweredRequests unanswered;
    private final ConnectionReport report;
    private final LatencyRecorder latency;
    private final BooleanSupplier userDataIsUp;
    private final LastingConnection connection;
    private final long answerWithinNanos;
    private final UnsafeBuffer request = new UnsafeBuffer(new byte[MAX_REQUEST_LENGTH]);
    private long logonId;
    private volatile boolean up;

    /**
     * @param account      the id that {@code Connection} events carry
     * @param decoders     makes the decoder of answers, given its sink and whom to tell of those that aren't about orders
     * @param sink         the one before the hand-over
     * @param userDataIsUp e.g. {@link UserDataSession#isUp}
     * @throws OrderEntryRefused    if the address isn't loopback
     * @throws UnknownHostException if the address has no such host
     */
    public OrderEntrySession(
            final VenueAddresses venue,
            final int account,
            final SessionHost host,
            final OrderRequestEncoder encoder,
            final BiFunction<EventSink, RequestAnswerListener, FrameDecoder> decoders,
            final EventSink sink,
            final LatencyRecorder latency,
            final BooleanSupplier userDataIsUp)
            throws UnknownHostException {
        LoopbackRule.resolve(venue.orderEntry());
        this.address = venue.orderEntry();
        this.host = host;
        this.encoder = encoder;
        this.unanswered = new UnansweredRequests(sink);
        this.decoder = decoders.apply(unanswered, this::onAnswer);
        this.report = new ConnectionReport(sink, venue.venue(), ChannelKind.ORDER_ENTRY, account);
        this.latency = latency;
        this.userDataIsUp = userDataIsUp;
        this.connection = new LastingConnection("order entry", host, new Link());
        this.answerWithinNanos = host.reconnecting().answerWithin().toNanos();
    }

    public void start() {
        connection.start();
    }

    /** Closes the connection for good. */
    public void stop() {
        connection.stop();
    }

    /** Part of the orders loop's duty: reads on where there was no room, and sees whether answers come. Returns the work done. */
    public int poll() {
        if (!settle()) {
            return 0;
        }
        if (unanswered.isAny() && connection.isListening()) {
            expireRequests();
        }
        return connection.poll();
    }

    /** A peer that vanished without a word must not keep an exit waiting that was written to it. */
    private void expireRequests() {
        final long waitedNanos = System.nanoTime() - unanswered.oldestNanos();
        if (waitedNanos > answerWithinNanos) {
            connection.giveUp("no answer for ms=" + TimeUnit.NANOSECONDS.toMillis(waitedNanos));
        }
    }

    /** Whether all that a loss left to tell has been told; no answer may pass it. */
    private boolean settle() {
        return unanswered.settle() && report.settle();
    }

    @Override
    public boolean isUp() {
        return up;
    }

    @Override
    public Outcome send(final DirectBuffer order, final int offset, final int lengthBytes, final long receivedNanos) {
        if (!up) {
            return Outcome.NOT_CONNECTED;
        }
        final int requestLength = encoder.encodeOrder(order, offset, lengthBytes, request);
        final FrameWriter.Outcome outcome = connection.writeText(request, 0, requestLength);
        if (outcome == FrameWriter.Outcome.WRITTEN) {
            final long writtenNanos = System.nanoTime();
            unanswered.written(order, offset, writtenNanos);
            if (receivedNanos != NOT_RECEIVED) {
                latency.record(writtenNanos - receivedNanos);
            }
        }
        return outcomeOf(outcome);
    }

    private static Outcome outcomeOf(final FrameWriter.Outcome outcome) {
        return switch (outcome) {
            case WRITTEN -> Outcome.WRITTEN;
            case NOT_CONNECTED -> Outcome.NOT_CONNECTED;
            case NOT_WRITABLE -> Outcome.NOT_WRITABLE;
        };
    }

    private void onAnswer(final long requestId, final int status, final int errorCode) {
        if (requestId != logonId || up) {
            return;
        }
        if (status == SUCCESS) {
            ready();
        } else {
            connection.giveUp("logon refused, status=" + status + " code=" + errorCode + meaning(errorCode));
        }
    }

    /** The venue's words for these would have to be looked up. */
    private static String meaning(final int errorCode) {
        return switch (errorCode) {
            case OUTSIDE_RECEIVE_WINDOW -> " (our clock and the venue's differ too much)";
            case BAD_KEY_FORMAT, KEY_REJECTED -> " (the venue doesn't know the key, or not for this)";
            case BAD_SIGNATURE -> " (the key's secret is wrong)";
            default -> "";
        };
    }

    private void expireLogon(final long id) {
        if (id == logonId && !up) {
            connection.giveUp("no answer to the logon within timeoutMs=" + LOGON_TIMEOUT_MS);
        }
    }

    private void ready() {
        up = true;
        report.up();
        LOG.info("order entry: up");
    }

    private void logOn() {
        logonId++;
        final int length = encoder.encodeLogon(logonId, request);
        if (length == OrderRequestEncoder.NO_LOGON) {
            ready();
            return;
        }
        if (connection.writeText(request, 0, length) != FrameWriter.Outcome.WRITTEN) {
            connection.giveUp("the logon was not written");
        }
        final long id = logonId;
        host.loop().schedule(() -> expireLogon(id), LOGON_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }

    /** What the connection says and asks. */
    private final class Link implements LastingConnection.Owner {
        @Override
        public LastingConnection.Location locate() throws UnknownHostException {
            return new LastingConnection.Location(address, LoopbackRule.resolve(address));
        }

        @Override
        public boolean mayConnect() {
            return userDataIsUp.getAsBoolean() && host.budget().closedForMs() == 0;
        }

        @Override
        public void received(final long nanoTime) {
            unanswered.received(nanoTime);
        }

        @Override
        public void onUp() {
            logOn();
        }

        @Override
        public boolean onText(final DirectBuffer buffer, final int offset, final int length) {
            return settle() && decoder.onFrame(buffer, offset, length);
        }

        @Override
        public void onDown() {
            if (up) {
                up = false;
                unanswered.lost();
                report.down();
            }
        }
    }
}
