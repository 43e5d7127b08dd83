package io.ringfence.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstrumentDirectoryTest {
    @Test
    void shouldFindEverySymbolOfAWholeVenue() {
        final List<String> symbols = new ArrayList<>(List.of(
                "A",
                "AB",
                "BTCUSDT",
                "BTCUSDC",
                "1000SHIBUSDT",
                "BTCUSDT_210129",
                "\uff11\uff12\uff13\uff14\uff15\uff16",
                "LONGLONGLONGAONGLONGLONG",
                "LONGLONGLONGBONGLONGLONG"));
        for (int i = 0; i < 600; i++) {
            symbols.add("COIN" + i + "USDT");
        }

        final InstrumentDirectory directory = Venues.wide(MarketKind.USDM, symbols);

        for (int i = 0; i < symbols.size(); i++) {
            assertEquals(i + 1, find(directory, symbols.get(i)));
            assertEquals(symbols.get(i), directory.symbol(i + 1));
        }
        assertEquals(symbols.size(), directory.maxId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "B", "BTC", "BTCUSD", "BTCUSDTX", "btcusdt", "LONGLONGLONGCONGLONGLONG"})
    void shouldNotFindWhatIsNotThere(final String symbol) {
        final InstrumentDirectory directory =
                Venues.wide(MarketKind.USDM, List.of("BTCUSDT", "LONGLONGLONGAONGLONGLONG"));

        assertEquals(InstrumentDirectory.NONE, find(directory, symbol));
    }

    @Test
    void shouldTakeInWhatComesLaterAsFarAsThereIsRoom() {
        final Instrument first = Venues.instrument(1, MarketKind.USDM, "BTCUSDT", 2, 3);
        final InstrumentDirectory directory = new InstrumentDirectory(List.of(first), 40, 32);

        for (int id = 2; id <= 33; id++) {
            directory.add(Venues.instrument(id, MarketKind.USDM, "COIN" + id + "USDT", 2, 3));
        }

        for (int id = 2; id <= 33; id++) {
            final byte[] symbol = ("COIN" + id + "USDT").getBytes(StandardCharsets.UTF_8);
            assertEquals(id, directory.find(new UnsafeBuffer(symbol), 0, symbol.length));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> directory.add(Venues.instrument(41, MarketKind.USDM, "BEYONDUSDT", 2, 3)));
        assertThrows(
                IllegalArgumentException.class,
                () -> directory.add(Venues.instrument(34, MarketKind.USDM, "BTCUSDT", 2, 3)));
    }

    @Test
    void shouldKnowScalesById() {
        final InstrumentDirectory directory =
                new InstrumentDirectory(List.of(Venues.instrument(3, MarketKind.USDM, "BTCUSDT", 2, 0)));

        assertTrue(directory.contains(3));
        assertFalse(directory.contains(2));
        assertFalse(directory.contains(0));
        assertFalse(directory.contains(4));
        assertEquals(2, directory.priceScale(3));
        assertEquals(0, directory.quantityScale(3));
    }

    @Test
    void shouldRefuseSymbolsThatCannotBeToldApartOrSent() {
        final Instrument first = Venues.instrument(1, MarketKind.USDM, "BTCUSDT", 2, 3);

        assertRefused(first, Venues.instrument(2, MarketKind.SPOT, "BTCUSDT", 8, 8));
        assertRefused(first, Venues.instrument(1, MarketKind.USDM, "ETHUSDT", 2, 3));
        assertRefused(Venues.instrument(2, MarketKind.USDM, "A\"B", 2, 3));
        assertRefused(Venues.instrument(2, MarketKind.USDM, "", 2, 3));
    }

    private static void assertRefused(final Instrument... instruments) {
        final IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> new InstrumentDirectory(List.of(instruments)));
        assertTrue(refusal.getMessage().startsWith("instrument id="), refusal.getMessage());
    }

    private static int find(final InstrumentDirectory directory, final String symbol) {
        final UnsafeBuffer text = Venues.frame("<" + symbol + ">");
        return directory.find(text, 1, text.capacity() - 2);
    }
}
