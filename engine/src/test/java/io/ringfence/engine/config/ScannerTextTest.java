package io.ringfence.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScannerTextTest {
    @Test
    void shouldAddAScannerWhereThereIsNone() {
        assertEquals("venue: x\nscanner: {top: 7}\n", withTop("venue: x\n"));
    }

    @Test
    void shouldLeaveAScannerInCommentsAlone() {
        assertEquals("a: 1\n# scanner:\n#   top: 0\nscanner: {top: 7}\n", withTop("a: 1\n# scanner:\n#   top: 0\n"));
    }

    @Test
    void shouldSetTheTopInBraces() {
        assertEquals("scanner: {top: 7, minVolume: 3}\n", withTop("scanner: {top: 12, minVolume: 3}\n"));
        assertEquals("scanner: {top: 7, minVolume: 3}\n", withTop("scanner: {minVolume: 3}\n"));
        assertEquals("scanner: {minVolume: 3, top: 7}\n", withTop("scanner: {minVolume: 3, top: 1}\n"));
    }

    @Test
    void shouldSetTheTopInLines() {
        assertEquals(
                "a: 1\nscanner: # best\n  minVolume: 3\n  top: 7 # of them\nb: {top: 2}\n",
                withTop("a: 1\nscanner: # best\n  minVolume: 3\n  top: 12 # of them\nb: {top: 2}\n"));
        assertEquals(
                "scanner:\n  top: 7\n  minVolume: 3\nb: {top: 2}\n",
                withTop("scanner:\n  minVolume: 3\nb: {top: 2}\n"));
    }

    @Test
    void shouldFindTheTopAmongOtherSections() {
        assertEquals(
                "scanner: {weights: {trend: 2, volume: 1}, top: 7}\n",
                withTop("scanner: {weights: {trend: 2, volume: 1}, top: 3}\n"));
        assertEquals(
                "scanner: {top: 7, weights: {trend: 2}, minVolume: 3}\nb: {top: 1}\n",
                withTop("scanner: {weights: {trend: 2}, minVolume: 3}\nb: {top: 1}\n"));
        assertEquals(
                "scanner:\n  weights: {volume: 1}\n  exclude:\n    - TOPUSDT\n  top: 7\n",
                withTop("scanner:\n  weights: {volume: 1}\n  exclude:\n    - TOPUSDT\n  top: 3\n"));
    }

    @Test
    void shouldFillAnEmptyScanner() {
        assertEquals("scanner: {top: 7}\nb: 1\n", withTop("scanner:\nb: 1\n"));
        assertEquals("scanner: {top: 7}\n", withTop("scanner: {}\n"));
    }

    @Test
    void shouldKeepTheTextAroundIt() {
        assertEquals("{scanner: {top: 7}, a: 1}", withTop("{a: 1}"));
        assertEquals("a: \"\uD83D\uDE80\"\nscanner: {top: 7}\n", withTop("a: \"\uD83D\uDE80\"\nscanner: {top: 1}\n"));
    }

    private static String withTop(final String text) {
        return ScannerText.withTop(new ConfigSource.Text("engine.yaml", text), 7);
    }
}
