package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.VenueAddresses;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.MarketKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A venue whose clock is a minute ahead. */
class OffsetMeterTest {
    private static final long MINUTE_MS = 60_000;
    private static final long SECOND_NS = 1_000_000_000L;

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private RestClient rest;
    private int told;
    private long nanoTime;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            final byte[] answer = ("{\"serverTime\":" + MINUTE_MS + "}").getBytes();
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        rest = new RestClient(
                VenueAddresses.simulated(MarketKind.USDM, server.getAddress().getPort()),
                null,
                () -> 0,
                Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        rest.close();
        server.stop(0);
    }

    @Test
    void shouldMeasureAgainWhenDoubtedAtMostOnceInTenSeconds() {
        final VenueClock clock = new VenueClock(() -> 0);
        final OffsetMeter meter = new OffsetMeter(clock, rest, new Sink(), () -> nanoTime);

        meter.doubted(Runnable::run);
        assertTrue(clock.offsetNs() >= 60 * SECOND_NS);
        nanoTime += 10 * SECOND_NS - 1;
        meter.doubted(Runnable::run);
        assertEquals(VenueClock.ROUNDS, asked.get());

        nanoTime++;
        meter.doubted(Runnable::run);
        assertEquals(2 * VenueClock.ROUNDS, asked.get());
        assertEquals(1, told);
    }

    @Test
    void shouldKeepTheOffsetAndAskNothingDuringABan() {
        final VenueClock clock = new VenueClock(() -> 0);
        final OffsetMeter meter = new OffsetMeter(clock, rest, new Sink(), () -> nanoTime);
        meter.measureAgain();
        final long offsetNs = clock.offsetNs();
        rest.budget().closeForMs(60_000);

        meter.measureAgain();

        assertEquals(VenueClock.ROUNDS, asked.get());
        assertEquals(offsetNs, clock.offsetNs());
    }

    private final class Sink implements EventSink {
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);

        @Override
        public void received(final long nanoTime) {
            // No latency is measured here.
        }

        @Override
        public MutableDirectBuffer claim() {
            return buffer;
        }

        @Override
        public boolean commit(final int lengthBytes) {
            told++;
            return true;
        }
    }
}
