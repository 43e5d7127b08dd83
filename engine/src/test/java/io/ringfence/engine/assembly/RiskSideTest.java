package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.engine.config.RiskConduct.KillChoice;
import io.ringfence.engine.config.RiskLimits;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.session.RequestBudget;
import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.VenueAddresses;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.EngineLagDecoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.RequestUseDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lag limit 100 ms, half of a ring of 64 slots. */
class RiskSideTest {
    private static final long MS = 1_000_000;

    @TempDir
    private Path folder;

    private final RestClient rest =
            new RestClient(VenueAddresses.simulated(MarketKind.USDM, 1), null, () -> 0, Duration.ofSeconds(1));
    private final List<String> told = new ArrayList<>();
    private long newest;
    private long reached;

    @AfterEach
    void close() {
        rest.close();
    }

    @Test
    void shouldTellWhenTheStagesFallBehindAndWhenTheyHaveCaughtUp() {
        final RiskSide side = side();
        newest = 10;
        side.watchLag(0);
        reached = 9;
        side.watchLag(100 * MS);
        assertEquals(List.of(), told);

        side.watchLag(101 * MS);
        side.watchLag(150 * MS);
        reached = 10;
        side.watchLag(160 * MS);

        assertEquals(List.of("lag events=1 ns=101000000", "lag events=0 ns=0"), told);
    }

    @Test
    void shouldTellWhenTheRingIsMoreThanHalfFull() {
        final RiskSide side = side();
        newest = 32;
        side.watchLag(0);
        assertEquals(List.of(), told);

        newest = 33;
        side.watchLag(MS);

        assertEquals(List.of("lag events=33 ns=1000000"), told);
    }

    @Test
    void shouldTellEveryTenthOfTheRequestWeightFromTheFourthOnAndWhenTheVenueWantsToHearNothing() throws Exception {
        final RiskSide side = side();
        rest.budget().spend(900, RequestBudget.Purpose.ACCOUNT);
        side.watchRequests();
        assertEquals(List.of(), told);

        rest.budget().spend(100, RequestBudget.Purpose.ACCOUNT);
        side.watchRequests();
        side.watchRequests();
        rest.budget().closeForMs(60_000);
        side.watchRequests();

        assertEquals(List.of("requests 1000/2400 open", "requests 1000/2400 closed"), told);
    }

    @Test
    void shouldTellThatTheVenueWantsToHearNothingForLonger() throws Exception {
        final RiskSide side = side();
        rest.budget().closeForMs(60_000);
        side.watchRequests();
        rest.budget().closeForMs(60_500);
        side.watchRequests();
        assertEquals(1, told.size());

        rest.budget().closeForMs(120_000);
        side.watchRequests();
        side.watchRequests();

        assertEquals(List.of("requests 0/2400 closed", "requests 0/2400 closed"), told);
    }

    private RiskSide side() {
        return new RiskSide(
                new Sink(),
                rest.budget(),
                () -> 1,
                () -> newest,
                () -> reached,
                64,
                RiskLimits.standard(),
                new KillFile(folder.resolve("kill"), KillChoice.REDUCE_ONLY, level -> {}));
    }

    private final class Sink implements EventSink {
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();

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
            if (EventLayout.templateId(buffer, 0) == EngineLagDecoder.TEMPLATE_ID) {
                final EngineLagDecoder lag = new EngineLagDecoder().wrapAndApplyHeader(buffer, 0, header);
                told.add("lag events=" + lag.events() + " ns=" + lag.lagNs());
            } else {
                final RequestUseDecoder use = new RequestUseDecoder().wrapAndApplyHeader(buffer, 0, header);
                told.add("requests " + use.usedWeight() + "/" + use.weightLimit()
                        + (use.blockedUntilNs() > 0 ? " closed" : " open"));
            }
            return true;
        }
    }
}
