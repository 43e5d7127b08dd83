package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.gateway.session.InstrumentListing;
import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.VenueAddresses;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MarketStatus;
import io.ringfence.journal.message.Venue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstrumentReloadTest {
    private static final Instrument KNOWN = new Instrument(
            3,
            Venue.SIMULATED,
            MarketKind.USDM,
            "AUSDT",
            2,
            3,
            10,
            1,
            1,
            1_000_000,
            500_000_000,
            MarketStatus.TRADING,
            true,
            105_000_000,
            95_000_000);

    private final RestClient rest =
            new RestClient(VenueAddresses.simulated(MarketKind.USDM, 1), null, () -> 0, Duration.ofSeconds(1));
    private final List<Instrument> told = new ArrayList<>();
    private List<InstrumentListing> listings = List.of(listing("TRADING", "0.10", "5"));
    private final InstrumentReload reload =
            new InstrumentReload(() -> listings, rest.budget(), List.of(KNOWN), told::add);

    @AfterEach
    void close() {
        rest.close();
    }

    @Test
    void shouldTellNothingWhileAllIsAsBefore() {
        reload.reload();

        assertEquals(List.of(), told);
    }

    @Test
    void shouldTellAHaltAndTheEndOfItOnce() {
        listings = List.of(listing("BREAK", "0.10", "5"));
        reload.reload();
        reload.reload();
        assertEquals(List.of(KNOWN.halted()), told);

        listings = List.of(listing("TRADING", "0.10", "5"));
        reload.reload();
        assertEquals(List.of(KNOWN.halted(), KNOWN), told);
    }

    @Test
    void shouldTellOtherConstraints() {
        listings = List.of(listing("TRADING", "0.20", "7"));

        reload.reload();

        assertEquals(20, told.get(0).tickSize());
        assertEquals(700_000_000, told.get(0).minNotional());
        assertEquals(3, told.get(0).id());
    }

    @Test
    void shouldTakeOtherScalesAndAMissingListingForAHalt() {
        listings = List.of(listing("TRADING", "0.100", "5"));
        reload.reload();
        listings = List.of();
        reload.reload();

        assertEquals(List.of(KNOWN.halted()), told);
    }

    /** Nothing listens at that port. */
    @Test
    void shouldLeaveThingsAsTheyAreWhenTheVenueFails() {
        final InstrumentReload failing =
                new InstrumentReload(rest::exchangeInfo, rest.budget(), List.of(KNOWN), told::add);

        failing.reload();

        assertEquals(List.of(), told);
    }

    private static InstrumentListing listing(final String status, final String tick, final String minNotional) {
        return new InstrumentListing(
                "AUSDT", status, "PERPETUAL", "A", "USDT", tick, "0.001", "0.001", "1000", minNotional, "1.05", "0.95");
    }
}
