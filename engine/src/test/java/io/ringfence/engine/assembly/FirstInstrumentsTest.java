package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.recovery.Recovered;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.session.InstrumentListing;
import io.ringfence.gateway.session.VenueAddresses;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine follows when the venue lists other symbols than it did. */
class FirstInstrumentsTest {
    private static final int PORT = 9080;

    @TempDir
    private Path folder;

    private EngineSetup setup;

    @BeforeEach
    void configure() {
        setup = new EngineSetup(
                new ShippedDemo().with("instruments", "[AUSDT, GONEUSDT]").configuration(),
                VenueAddresses.simulated(MarketKind.USDM, PORT),
                Optional.empty(),
                folder,
                Optional.empty());
    }

    @Test
    void shouldLeaveOutWhatTheJournalKnowsAndTheVenueListsNoMore() throws Exception {
        try (Journal journal = Journal.open(folder)) {
            journal.instrumentIds().idOf(Venue.SIMULATED, "GONEUSDT", 2, 3);

            final FirstInstruments first = find(journal);

            assertEquals(
                    List.of("AUSDT"),
                    first.followed().stream().map(Instrument::symbol).toList());
            assertEquals(List.of("GONEUSDT"), first.unlisted());
            assertEquals(List.of("AUSDT"), first.symbols());
        }
    }

    /** It may be a slip of the pen. */
    @Test
    void shouldRefuseWhatNobodyEverListed() {
        try (Journal journal = Journal.open(folder)) {
            final Exception refused = assertThrows(IllegalArgumentException.class, () -> find(journal));

            assertTrue(refused.getMessage().contains("GONEUSDT isn't listed"), refused.getMessage());
        }
    }

    private FirstInstruments find(final Journal journal) throws Exception {
        final List<InstrumentListing> listed = List.of(new InstrumentListing(
                "AUSDT", "TRADING", "PERPETUAL", "X", "USDT", "0.10", "0.001", "0.001", "1000", "5", "1.05", "0.95"));
        return FirstInstruments.find(
                setup,
                Recovered.NOTHING,
                journal.instrumentIds(),
                new ListingCache.Found(listed, Duration.ZERO),
                () -> listed);
    }
}
