package io.ringfence.journal.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.testing.FailingDisk;
import io.ringfence.journal.testing.Flips;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstrumentIdsTest {
    private static final String HEADING = "venue,symbol,priceScale,quantityScale,id\n";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("instruments.csv");
    }

    @Test
    void shouldKeepIdsForEver() {
        final InstrumentIds ids = InstrumentIds.read(folder, true);
        assertEquals(1, ids.idOf(Venue.BINANCE_USDM, "BTCUSDT", 2, 3));
        assertEquals(2, ids.idOf(Venue.BINANCE_SPOT, "BTCUSDT", 2, 3));
        assertEquals(1, ids.idOf(Venue.BINANCE_USDM, "BTCUSDT", 2, 3));

        final InstrumentIds later = InstrumentIds.read(folder, true);

        assertEquals(3, later.idOf(Venue.BINANCE_USDM, "ETHUSDT", 2, 3));
        assertEquals(2, later.idOf(Venue.BINANCE_SPOT, "BTCUSDT", 2, 3));
        assertEquals(3, later.count());
    }

    /** A disk that refuses once must not leave a line that the next one stands behind. */
    @Test
    void shouldLeaveNothingOfAnIdThatCannotBeWritten() {
        final FailingDisk disk = new FailingDisk();
        final InstrumentIds ids = InstrumentIds.read(folder, true, disk);
        ids.idOf(Venue.BINANCE_USDM, "BTCUSDT", 2, 3);
        disk.refuseFrom(file);
        assertThrows(JournalFailure.class, () -> ids.idOf(Venue.BINANCE_USDM, "ETHUSDT", 2, 3));
        disk.allow();

        assertEquals(2, ids.idOf(Venue.BINANCE_USDM, "ETHUSDT", 2, 3));

        assertEquals(2, InstrumentIds.read(folder, true).count());
    }

    @Test
    void shouldGiveANewIdWhenAScaleChanges() {
        final InstrumentIds ids = InstrumentIds.read(folder, true);

        assertEquals(1, ids.idOf(Venue.BINANCE_USDM, "BTCUSDT", 2, 3));
        assertEquals(2, ids.idOf(Venue.BINANCE_USDM, "BTCUSDT", 1, 3));
        assertEquals(3, ids.idOf(Venue.BINANCE_USDM, "BTCUSDT", 1, 4));
        assertEquals(1, ids.idOf(Venue.BINANCE_USDM, "BTCUSDT", 2, 3));
    }

    @Test
    void shouldWritePlainCsv() throws Exception {
        InstrumentIds.read(folder, true).idOf(Venue.SIMULATED, "AAA", 2, 0);

        final CRC32C crc = new CRC32C();
        crc.update("SIMULATED,AAA,2,0,1".getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                "venue,symbol,priceScale,quantityScale,id,crc32c\nSIMULATED,AAA,2,0,1,"
                        + String.format("%08x", crc.getValue()) + "\n",
                Files.readString(file));
    }

    @Test
    void shouldGoOnWithAFileOfBeforeItHadChecksums() throws Exception {
        Files.writeString(file, HEADING + "SIMULATED,AAA,2,0,1\n");

        assertEquals(2, InstrumentIds.read(folder, true).idOf(Venue.SIMULATED, "BBB", 2, 0));

        assertEquals(HEADING + "SIMULATED,AAA,2,0,1\nSIMULATED,BBB,2,0,2\n", Files.readString(file));
    }

    @Test
    void shouldNameEveryFlippedBit() throws Exception {
        final InstrumentIds ids = InstrumentIds.read(folder, true);
        ids.idOf(Venue.BINANCE_USDM, "BTCUSDT", 2, 3);
        ids.idOf(Venue.BINANCE_USDM, "ETHUSDT", 2, 3);

        Flips.everyBit(file, flipped -> {
            final JournalFailure refused =
                    assertThrows(JournalFailure.class, () -> InstrumentIds.read(folder, true), flipped);
            assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SIMULATED,AAA,2,0|line 2: expected 5 fields",
                "MARS,AAA,2,0,1|line 2: no venue is called MARS",
                "SIMULATED,AAA,two,0,1|line 2: not a number: two",
                "SIMULATED,AAA,2,0,2|line 2: expected id 1",
            })
    void shouldNameTheMalformedLine(final String line, final String message) throws Exception {
        Files.writeString(file, HEADING + line + "\n");

        final JournalFailure refused = assertThrows(JournalFailure.class, () -> InstrumentIds.read(folder, true));

        assertTrue(refused.getMessage().contains(file + " " + message), refused.getMessage());
        assertTrue(refused.getMessage().contains(line), refused.getMessage());
    }

    @Test
    void shouldRefuseTheSameInstrumentTwice() throws Exception {
        Files.writeString(file, HEADING + "SIMULATED,AAA,2,0,1\nSIMULATED,AAA,2,0,2\n");

        final JournalFailure refused = assertThrows(JournalFailure.class, () -> InstrumentIds.read(folder, true));

        assertTrue(refused.getMessage().contains("line 3"), refused.getMessage());
    }

    @Test
    void shouldCutALineWhoseWriterDied() throws Exception {
        for (final String torn : new String[] {"venue,sym", HEADING, HEADING + "SIMULATED,AAA,2,0,1\nSIMUL"}) {
            Files.writeString(file, torn);
            final int known = InstrumentIds.read(folder, false).count();

            final InstrumentIds ids = InstrumentIds.read(folder, true);

            assertEquals(known + 1, ids.idOf(Venue.SIMULATED, "BBB", 2, 0));
            assertEquals(known + 1, InstrumentIds.read(folder, true).count());
        }
    }

    @Test
    void shouldRefuseWhatCanNotBeAnInstrument() {
        final InstrumentIds ids = InstrumentIds.read(folder, true);

        assertThrows(IllegalArgumentException.class, () -> ids.idOf(Venue.SIMULATED, "A,B", 2, 0));
        assertThrows(IllegalArgumentException.class, () -> ids.idOf(Venue.SIMULATED, "", 2, 0));
        assertThrows(IllegalArgumentException.class, () -> ids.idOf(Venue.SIMULATED, "AAA", 13, 0));
        assertEquals(0, ids.count());
    }
}
