package io.ringfence.engine.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.ScannerSettings;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScannerTest {
    private static final int INSTRUMENTS = 60;
    private static final int TOP = 20;

    @Test
    void shouldKeepAllInTheOrderOfTheirScores() {
        final Scanner scanner = new Scanner(settings(TOP, 0), INSTRUMENTS);
        final Random random = new Random(7);

        for (int i = 0; i < 5_000; i++) {
            closeAny(scanner, random);

            final List<Integer> ranked = IntStream.rangeClosed(1, INSTRUMENTS)
                    .filter(instrument -> scanner.rank(instrument) > 0)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer one) -> -scanner.scoreOf(one))
                            .thenComparingInt(one -> one))
                    .toList();
            for (int place = 0; place < ranked.size(); place++) {
                assertEquals(place + 1, scanner.rank(ranked.get(place)));
            }
        }
    }

    @Test
    void shouldSelectTheBestWithoutChangingAtEveryClose() {
        final Scanner scanner = new Scanner(settings(TOP, 0), INSTRUMENTS);
        final Random random = new Random(8);
        int changes = 0;

        for (int i = 0; i < 5_000; i++) {
            final boolean[] before = selected(scanner);
            final int instrument = closeAny(scanner, random);

            for (int one = 1; one <= INSTRUMENTS; one++) {
                if (scanner.isSelected(one) != before[one]) {
                    changes++;
                    assertTrue(one == instrument || one == scanner.displaced());
                }
            }
            assertTrue(scanner.selectedCount() <= TOP);
        }
        assertEquals(TOP, scanner.selectedCount());
        assertTrue(changes > TOP);
    }

    @Test
    void shouldNeverSelectWhatTradesTooLittle() {
        final Scanner scanner = new Scanner(settings(2, 1_000), 3);

        scanner.close(1, false, 1, 100, 999, 1, 100, 99, 60);
        scanner.close(2, false, 1, 100, 5_000, 1, 100, 99, 60);

        assertFalse(scanner.isSelected(1));
        assertTrue(scanner.isSelected(2));
        assertEquals(2, scanner.rank(1));
    }

    @Test
    void shouldCountWhatOnlyOthersTradedAsNoVolume() {
        final Scanner scanner = new Scanner(settings(2, 10_000), 3);
        for (int minute = 0; minute <= 60; minute++) {
            scanner.close(2, false, minute, 100, 50_000, 1, 100, 99, 60);
            if (minute % 60 == 0) {
                scanner.close(1, false, minute, 100, 60_000, 1, 100, 99, 60);
            }
        }

        assertEquals(60_000 * Math.pow(31.0 / 32, 60) + 60_000.0 / 32, scanner.volume(1), 1e-6);
        assertEquals(50_000, scanner.volume(2), 1e-6);
        final double before = scanner.volume(1);
        scanner.close(1, false, 1_000_000, 100, before, 1, 100, 99, 60);
        assertEquals(before, scanner.volume(1), 1e-6);
    }

    @Test
    void shouldFindWhatTradesNoMore() {
        final Scanner scanner = new Scanner(settings(2, 0), 3);
        closeAll(scanner, 10);
        for (int minute = 1_000; minute < 1_031; minute++) {
            scanner.close(2, false, minute, 100, 100, 1, 100, 99, 60);
            scanner.close(3, false, minute, 100, 100, 1, 100, 99, 60);
        }

        assertEquals(List.of(), silent(scanner));
        scanner.close(2, false, 1_031, 100, 100, 1, 100, 99, 60);
        assertEquals(List.of(1), silent(scanner));
        scanner.drop(1);
        assertEquals(List.of(), silent(scanner));
        assertFalse(scanner.isSelected(1));
        assertTrue(scanner.isSelected(2) && scanner.isSelected(3));
    }

    private static void closeAll(final Scanner scanner, final long number) {
        for (int instrument = 1; instrument <= 3; instrument++) {
            scanner.close(instrument, false, number, 100, 4_000 - 1_000 * instrument, 1, 100, 99, 60);
        }
    }

    private static List<Integer> silent(final Scanner scanner) {
        return IntStream.rangeClosed(1, 3)
                .map(turn -> scanner.silent())
                .filter(instrument -> instrument != Scanner.NOBODY)
                .boxed()
                .toList();
    }

    @Test
    void shouldHoldANarrowSpreadAndALargeVolumeForBetter() {
        final Scanner scanner = new Scanner(settings(1, 0), 3);
        scanner.quote(1, 1_000, 1_010);
        scanner.quote(2, 1_000, 1_001);

        scanner.close(1, false, 1, 1_000, 5_000, 10, 1_000, 990, 50);
        scanner.close(2, false, 1, 1_000, 5_000, 10, 1_000, 990, 50);

        assertEquals(1, scanner.rank(2));
        scanner.close(1, false, 2, 1_000, 50_000_000, 10, 1_000, 990, 50);
        assertEquals(1, scanner.rank(1));
    }

    @Test
    void shouldSeeWhoMovesWithTheFirst() {
        final Scanner scanner = new Scanner(settings(1, 0), 3);
        final Random random = new Random(9);
        double first = 1_000;
        double second = 500;
        double third = 2_000;

        for (int i = 0; i < 500; i++) {
            final double move = random.nextGaussian() / 100;
            first *= 1 + move;
            second *= 1 - move;
            third *= 1 + random.nextGaussian() / 100;
            scanner.close(2, false, i, second, 1, 1, 1, 1, 50);
            scanner.close(3, false, i, third, 1, 1, 1, 1, 50);
            scanner.close(1, false, i, first, 1, 1, 1, 1, 50);
        }

        assertTrue(Math.abs(scanner.correlation(3)) < 0.6, () -> "third " + scanner.correlation(3));
        assertTrue(scanner.correlation(2) > 0.99, () -> "itself " + scanner.correlation(2));
        assertTrue(Math.abs(scanner.correlation(1)) > 0.99, () -> "first " + scanner.correlation(1));
    }

    @Test
    void shouldGoOnFromItsState() {
        final Scanner scanner = new Scanner(settings(TOP, 0), INSTRUMENTS);
        final Random random = new Random(10);
        IntStream.range(0, 300).forEach(i -> closeAny(scanner, random));
        final StateWriter writer = new StateWriter(Scanner.stateBytes(INSTRUMENTS));
        writer.begin();
        scanner.save(writer, INSTRUMENTS);

        final Scanner loaded = new Scanner(settings(TOP, 0), INSTRUMENTS);
        loaded.load(new StateReader("scanner", writer.bytes()), INSTRUMENTS);
        final Random one = new Random(11);
        final Random other = new Random(11);
        IntStream.range(0, 300).forEach(i -> {
            closeAny(scanner, one);
            closeAny(loaded, other);
            assertEquals(scanner.silent(), loaded.silent());
        });

        for (int instrument = 1; instrument <= INSTRUMENTS; instrument++) {
            assertEquals(scanner.rank(instrument), loaded.rank(instrument));
            assertEquals(scanner.scoreOf(instrument), loaded.scoreOf(instrument));
            assertEquals(scanner.isSelected(instrument), loaded.isSelected(instrument));
        }
    }

    private static int closeAny(final Scanner scanner, final Random random) {
        final int instrument = 1 + random.nextInt(INSTRUMENTS);
        final double price = 100 * (1 + random.nextDouble());
        scanner.quote(instrument, 1_000, 1_001 + random.nextInt(10));
        scanner.close(
                instrument,
                false,
                random.nextInt(3),
                price,
                random.nextInt(1_000_000),
                random.nextInt(10) == 0 ? Double.NaN : random.nextDouble(),
                price,
                price * (1 + random.nextGaussian() / 100),
                random.nextInt(100));
        return instrument;
    }

    private static boolean[] selected(final Scanner scanner) {
        final boolean[] selected = new boolean[INSTRUMENTS + 1];
        for (int i = 1; i <= INSTRUMENTS; i++) {
            selected[i] = scanner.isSelected(i);
        }
        return selected;
    }

    private static ScannerSettings settings(final int top, final double minVolume) {
        return new ScannerSettings(top, Optional.empty(), minVolume, List.of(), ScannerSettings.OFF.weights());
    }
}
