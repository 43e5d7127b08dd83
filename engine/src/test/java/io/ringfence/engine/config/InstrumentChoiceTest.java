package io.ringfence.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class InstrumentChoiceTest {
    private static final List<InstrumentChoice.Listed> LISTED = List.of(
            new InstrumentChoice.Listed("ETHUSDT", "PERPETUAL", "USDT", true),
            new InstrumentChoice.Listed("BTCUSDT", "PERPETUAL", "USDT", true),
            new InstrumentChoice.Listed("BTCUSDC", "PERPETUAL", "USDC", true),
            new InstrumentChoice.Listed("BTCUSDT_260327", "CURRENT_QUARTER", "USDT", true),
            new InstrumentChoice.Listed("OLDUSDT", "PERPETUAL", "USDT", false),
            new InstrumentChoice.Listed("\u5e01USDT", "PERPETUAL", "USDT", true),
            new InstrumentChoice.Listed("SOLUSDT", "", "USDT", true));

    @Test
    void shouldTakeNamesAsTheyAreListedOrNot() {
        assertEquals(List.of("OLDUSDT", "NEWUSDT"), symbols("OLDUSDT", "NEWUSDT"));
    }

    @Test
    void shouldTakeAllThatIsTradedInTheAccountsCurrency() {
        assertEquals(List.of("ETHUSDT", "BTCUSDT", "SOLUSDT"), symbols("all"));
    }

    @Test
    void shouldTakeWhatAPatternMeans() {
        assertEquals(List.of("BTCUSDT", "BTCUSDC"), symbols("BTC*"));
        assertEquals(List.of("SOLUSDT", "ETHUSDT", "BTCUSDT"), symbols("SOLUSDT", "*USDT"));
    }

    @Test
    void shouldLeaveOutWhatIsNotMeant() {
        assertEquals(List.of("ETHUSDT", "SOLUSDT"), symbols("all", "!BTC*"));
        assertEquals(List.of("ETHUSDT", "BTCUSDT"), symbols("all", "!SOLUSDT"));
    }

    @Test
    void shouldSayWhatMayBeMeantBeforeTheVenueWasAsked() {
        assertTrue(new InstrumentChoice(List.of("all")).takes("XRPUSDT"));
        assertTrue(new InstrumentChoice(List.of("X*")).takes("XRPUSDT"));
        assertFalse(new InstrumentChoice(List.of("all", "!XRP*")).takes("XRPUSDT"));
        assertFalse(new InstrumentChoice(List.of("BTCUSDT")).takes("XRPUSDT"));
    }

    @Test
    void shouldRefuseWhatNamesNothing() {
        assertThrows(InvalidSetting.class, () -> new InstrumentChoice(List.of()));
        assertThrows(InvalidSetting.class, () -> new InstrumentChoice(List.of("!BTCUSDT")));
        assertThrows(InvalidSetting.class, () -> new InstrumentChoice(List.of("all", "all")));
        assertThrows(InvalidSetting.class, () -> new InstrumentChoice(List.of("BTC.*")));
    }

    private static List<String> symbols(final String... entries) {
        return new InstrumentChoice(List.of(entries)).symbols(LISTED, "USDT");
    }
}
