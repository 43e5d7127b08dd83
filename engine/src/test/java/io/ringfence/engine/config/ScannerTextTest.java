package io.ringfence.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScannerTextTest {
    @Test
    void shouldAddAScannerWhereThereIsNone() {
        assertEquals("venue: x\n\nscanner: {top: 7}\n", ScannerText.withTop("venue: x\n", 7));
    }

    @Test
    void shouldLeaveAScannerInCommentsAlone() {
        assertEquals(
                "# scanner:\n#   top: 0\n\nscanner: {top: 7}\n", ScannerText.withTop("# scanner:\n#   top: 0\n", 7));
    }

    @Test
    void shouldSetTheTopInBraces() {
        assertEquals("scanner: {top: 7, minVolume: 3}\n", ScannerText.withTop("scanner: {top: 12, minVolume: 3}\n", 7));
        assertEquals("scanner: {top: 7, minVolume: 3}\n", ScannerText.withTop("scanner: {minVolume: 3}\n", 7));
        assertEquals("scanner: {minVolume: 3, top: 7}\n", ScannerText.withTop("scanner: {minVolume: 3, top: 1}\n", 7));
    }

    @Test
    void shouldSetTheTopInLines() {
        assertEquals(
                "a: 1\nscanner: # best\n  minVolume: 3\n  top: 7 # of them\nb: {top: 2}\n",
                ScannerText.withTop("a: 1\nscanner: # best\n  minVolume: 3\n  top: 12 # of them\nb: {top: 2}\n", 7));
        assertEquals(
                "scanner:\n  top: 7\n  minVolume: 3\nb: {top: 2}\n",
                ScannerText.withTop("scanner:\n  minVolume: 3\nb: {top: 2}\n", 7));
    }
}
