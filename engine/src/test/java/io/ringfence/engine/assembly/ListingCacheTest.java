package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.session.InstrumentListing;
import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.RestException;
import io.ringfence.gateway.session.VenueAddresses;
import io.ringfence.journal.message.MarketKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingCacheTest {
    private static final String VENUE = "https://venue.example";
    private static final List<InstrumentListing> LISTINGS = List.of(listing("BTCUSDT"), listing("\u5e01USDT"));

    @TempDir
    private Path folder;

    private long nowMs = 1_700_000_000_000L;
    private int asked;

    @Test
    void shouldAskOnceAndKnowItAfterARestart() throws Exception {
        assertFalse(cache(VENUE).find(this::answer).isKept());
        nowMs += 600_000;

        final ListingCache.Found found = cache(VENUE).find(this::answer);

        assertEquals(1, asked);
        assertEquals(LISTINGS, found.listings());
        assertEquals(Duration.ofMinutes(10), found.age());
        assertEquals("10 min", ListingCache.text(found.age()));
    }

    @Test
    void shouldAskAgainWhenItIsOld() throws Exception {
        cache(VENUE).find(this::answer);
        nowMs += Duration.ofHours(2).toMillis();

        assertFalse(cache(VENUE).find(this::answer).isKept());

        assertEquals(2, asked);
    }

    @Test
    void shouldStandForAVenueThatCannotBeAskedButNotForEver() throws Exception {
        cache(VENUE).find(this::answer);
        nowMs += Duration.ofHours(30).toMillis();

        assertEquals(LISTINGS, cache(VENUE).find(ListingCacheTest::refuse).listings());

        nowMs += Duration.ofDays(8).toMillis();
        assertThrows(RestException.class, () -> cache(VENUE).find(ListingCacheTest::refuse));
    }

    @Test
    void shouldIgnoreWhatIsDamagedOrOfAnotherVenueAndReplaceIt() throws Exception {
        cache(VENUE).find(this::answer);
        final Path file = folder.resolve(ListingCache.FILE);
        Files.writeString(file, Files.readString(file).replace("0.10", "0.01"));
        assertFalse(cache(VENUE).find(this::answer).isKept());
        Files.writeString(file, "nothing of ours");
        assertFalse(cache(VENUE).find(this::answer).isKept());
        assertFalse(cache("https://other.example").find(this::answer).isKept());
        nowMs -= 1_000;
        assertFalse(cache("https://other.example").find(this::answer).isKept());
        nowMs += 1;

        assertTrue(cache("https://other.example").find(this::answer).isKept());
        assertEquals(5, asked);
    }

    private ListingCache cache(final String venue) {
        return new ListingCache(folder, venue, Duration.ofHours(1), () -> nowMs);
    }

    private List<InstrumentListing> answer() {
        asked++;
        return LISTINGS;
    }

    /** Nobody listens there. */
    private static List<InstrumentListing> refuse() throws RestException, InterruptedException {
        try (RestClient rest =
                new RestClient(VenueAddresses.simulated(MarketKind.USDM, 1), null, () -> 0, Duration.ofSeconds(1))) {
            return rest.exchangeInfo();
        }
    }

    private static InstrumentListing listing(final String symbol) {
        return new InstrumentListing(
                symbol, "TRADING", "PERPETUAL", "X", "USDT", "0.10", "0.001", "0.001", "1000", "5", "1.05", "0.95");
    }
}
