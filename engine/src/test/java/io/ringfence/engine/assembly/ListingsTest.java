package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.session.InstrumentListing;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MarketStatus;
import io.ringfence.journal.message.Venue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldTakeTheDecimalsThatTheVenuePrints() {
        final List<Instrument> instruments = instruments(8, "AUSDT");

        assertEquals(2, instruments.get(0).priceScale());
        assertEquals(3, instruments.get(0).quantityScale());
        assertEquals(10, instruments.get(0).tickSize());
        assertEquals(1, instruments.get(0).lotSize());
    }

    @Test
    void shouldTakeTheVenuesBandAndWhetherItTrades() {
        final Instrument traded = instruments(8, "AUSDT").get(0);
        final Instrument halted = instruments(8, "HALTUSDT").get(0);

        assertEquals(105_000_000, traded.bandUp());
        assertEquals(95_000_000, traded.bandDown());
        assertTrue(traded.markPrices());
        assertEquals(MarketStatus.TRADING, traded.status());
        assertEquals(MarketStatus.HALTED, halted.status());
    }

    /** An id is never used again, so the journal's third symbol has the third id although it is the only one now. */
    @Test
    void shouldRefuseAnIdBeyondTheConfiguredRoom() {
        instruments(2, "AUSDT", "BUSDT");

        final Exception refusal = assertThrows(IllegalArgumentException.class, () -> instruments(2, "CUSDT"));

        assertTrue(refusal.getMessage().contains("CUSDT has id=3"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("maxInstruments=2"), refusal.getMessage());
    }

    @Test
    void shouldRefuseASymbolThatIsNotTradedYet() {
        final Exception refusal = assertThrows(IllegalArgumentException.class, () -> instruments(8, "SOONUSDT"));

        assertTrue(refusal.getMessage().contains("SOONUSDT isn't traded: status=PENDING"), refusal.getMessage());
    }

    @Test
    void shouldNameASymbolThatIsNotListed() {
        final Exception refusal = assertThrows(IllegalArgumentException.class, () -> instruments(8, "NOSUCH"));

        assertTrue(refusal.getMessage().contains("NOSUCH isn't listed"), refusal.getMessage());
    }

    /** A position has its id's scales, whatever the venue prints by now. */
    @Test
    void shouldKeepTheIdOfWhatIsHeldAndHaltWhatTheVenueListsOtherwise() {
        final Instrument now = instruments(8, "AUSDT").get(0).halted();
        final Instrument before = held(5, "BUSDT", 1);
        final Instrument gone = held(6, "GONEUSDT", 2);

        final List<Instrument> followed =
                instruments(8, List.of(now, before, gone), "AUSDT", "BUSDT", "CUSDT", "GONEUSDT");

        assertEquals(
                List.of("1 AUSDT TRADING", "5 BUSDT HALTED", "2 CUSDT TRADING", "6 GONEUSDT HALTED"),
                followed.stream()
                        .map(one -> one.id() + " " + one.symbol() + " " + one.status())
                        .toList());
        assertEquals(1, followed.get(1).priceScale());
    }

    @Test
    void shouldRefuseOneSymbolThatIsHeldUnderTwoIds() {
        final List<Instrument> both = List.of(held(5, "BUSDT", 1), held(6, "BUSDT", 2));

        final Exception refusal = assertThrows(IllegalArgumentException.class, () -> instruments(8, both, "BUSDT"));

        assertTrue(refusal.getMessage().contains("BUSDT is held as id=5 with 1 and as id=6 with 2 decimals"));
    }

    private static Instrument held(final int id, final String symbol, final int priceScale) {
        return new Instrument(
                id, Venue.SIMULATED, MarketKind.USDM, symbol, priceScale, 3, 1, 1, 1, 1_000, 0, MarketStatus.HALTED);
    }

    private List<Instrument> instruments(final int maxInstruments, final String... symbols) {
        return instruments(maxInstruments, List.of(), symbols);
    }

    private List<Instrument> instruments(
            final int maxInstruments, final List<Instrument> held, final String... symbols) {
        final List<InstrumentListing> listed = List.of(
                listing("AUSDT"),
                listing("BUSDT"),
                listing("CUSDT"),
                new InstrumentListing("HALTUSDT", "BREAK", "", "X", "USDT", "0.1", "1", "1", "9", "5", "0", "0"),
                new InstrumentListing("SOONUSDT", "PENDING", "", "X", "USDT", "0", "0", "0", "0", "0", "0", "0"));
        try (Journal journal = Journal.open(folder)) {
            return new Listings(Venue.SIMULATED, MarketKind.USDM, journal.instrumentIds(), true)
                    .instruments(listed, List.of(symbols), held, maxInstruments);
        }
    }

    private static InstrumentListing listing(final String symbol) {
        return new InstrumentListing(
                symbol, "TRADING", "PERPETUAL", "X", "USDT", "0.10", "0.001", "0.001", "1000", "5", "1.05", "0.95");
    }
}
