package io.ringfence.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Slot;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random fills of all sizes against {@link NaivePosition}: not one unit of difference, and what doesn't fit is refused as
 * if it had never come. {@code -Dringfence.fills=N} for more, {@code -Dringfence.seed=N} for one run alone.
 */
class PositionsOracleTest {
    private static final int FILLS = Integer.getInteger("ringfence.fills", 1_000_000);
    private static final Long SEED = Long.getLong("ringfence.seed");
    private static final int FILLS_PER_RUN = 2_500;
    private static final int INSTRUMENTS = 3;

    @Test
    void shouldEqualTheOracleToTheLastUnit() {
        final Counts counts = new Counts();
        if (SEED != null) {
            new Run(SEED, counts).play();
            return;
        }
        for (long seed = 1; counts.fills < FILLS; seed++) {
            new Run(seed, counts).play();
        }

        assertTrue(counts.refused > FILLS / 1_000, () -> "refused=" + counts.refused);
        assertTrue(counts.duplicates > FILLS / 100, () -> "duplicates=" + counts.duplicates);
        assertTrue(counts.turned > FILLS / 100, () -> "turned=" + counts.turned);
        assertTrue(counts.flat > FILLS / 100, () -> "flat=" + counts.flat);
    }

    static final class Counts {
        long fills;
        long refused;
        long duplicates;
        long turned;
        long flat;
    }

    /** One account's life with three instruments. */
    static final class Run {
        private final long seed;
        private final Counts counts;
        private final SplittableRandom random;
        private final NaivePosition[] naive = new NaivePosition[INSTRUMENTS + 1];
        private final double[] priceSize = new double[INSTRUMENTS + 1];
        private final double[] quantitySize = new double[INSTRUMENTS + 1];
        private final long[] lastTradeId = new long[INSTRUMENTS + 1];
        private final Positions positions;
        private long duplicates;

        Run(final long seed, final Counts counts) {
            this.seed = seed;
            this.counts = counts;
            random = new SplittableRandom(seed);
            final Instruments instruments = new Instruments(INSTRUMENTS);
            for (int id = 1; id <= INSTRUMENTS; id++) {
                define(instruments, id, random.nextInt(Instrument.MAX_SCALE + 1), random.nextInt(9));
            }
            positions = new Positions(instruments, INSTRUMENTS);
        }

        /** Sizes are such that a fill's value is anything from a unit of money to nearly all that fits. */
        private void define(
                final Instruments instruments, final int id, final int priceScale, final int quantityScale) {
            final Slot slot = new Slot();
            new Instrument(
                            id,
                            Venue.SIMULATED,
                            MarketKind.USDM,
                            "S" + id,
                            priceScale,
                            quantityScale,
                            1,
                            1,
                            1,
                            Long.MAX_VALUE,
                            0)
                    .encode(slot.event(), 0);
            instruments.learn(slot);
            naive[id] = new NaivePosition(priceScale, quantityScale);
            final double digits = 18.5 - 8 + priceScale + quantityScale;
            final double priceDigits = random.nextDouble() * Math.min(17, digits);
            priceSize[id] = Math.pow(10, priceDigits);
            quantitySize[id] = Math.pow(10, random.nextDouble() * Math.min(17, digits - priceDigits));
            lastTradeId[id] = random.nextLong(1L << 60);
        }

        void play() {
            for (int i = 0; i < FILLS_PER_RUN; i++) {
                final int id = 1 + random.nextInt(INSTRUMENTS);
                final boolean again = random.nextInt(20) == 0;
                final long tradeId = again ? lastTradeId[id] - random.nextInt(500) : ++lastTradeId[id];
                final boolean old = again && random.nextBoolean();
                fill(id, tradeId, upTo(priceSize[id]), quantity(id), fee(), old);
                counts.fills++;
            }
            compareAll();
        }

        private long upTo(final double size) {
            return 1 + (long) (random.nextDouble() * size * (random.nextInt(10) == 0 ? 0.001 : 1));
        }

        /** Opens, adds, reduces, closes, turns. */
        private long quantity(final int id) {
            final long held = positions.quantity(id);
            final long any = (random.nextBoolean() ? 1 : -1) * upTo(quantitySize[id]);
            if (held == 0) {
                return any;
            }
            return switch (random.nextInt(10)) {
                case 0 -> -held;
                case 1 -> -Long.signum(held);
                case 2, 3 -> -Long.signum(held) * (1 + random.nextLong(Math.abs(held)));
                case 4 -> -held - Long.signum(held) * upTo(quantitySize[id]);
                case 5 -> Long.signum(held) * upTo(quantitySize[id]) * (random.nextInt(50) == 0 ? 10 : 1);
                default -> any;
            };
        }

        private long fee() {
            return switch (random.nextInt(1_000)) {
                case 0 -> Long.MAX_VALUE / 2;
                case 1 -> -Long.MAX_VALUE / 2;
                default -> random.nextLong(-1_000, 100_000_000);
            };
        }

        private void fill(
                final int id,
                final long tradeId,
                final long price,
                final long quantity,
                final long fee,
                final boolean old) {
            if (naive[id].isKnown(tradeId, quantity, old)) {
                assertFalse(positions.fill(id, tradeId, price, quantity, fee, old), this::place);
                counts.duplicates++;
                duplicates++;
                compare(id);
                return;
            }
            final NaivePosition after = naive[id].after(price, quantity, fee);
            if (fits(id, after)) {
                assertTrue(positions.fill(id, tradeId, price, quantity, fee, old), this::place);
                count(naive[id], after);
                naive[id] = after;
                after.remember(tradeId, quantity);
            } else {
                final ArithmeticException refusal = assertThrows(
                        ArithmeticException.class,
                        () -> positions.fill(id, tradeId, price, quantity, fee, old),
                        this::place);
                assertTrue(refusal.getMessage() != null && !refusal.getMessage().isBlank(), this::place);
                counts.refused++;
            }
            compare(id);
        }

        private boolean fits(final int id, final NaivePosition after) {
            return fits(after.quantityUnits())
                    && fits(NaivePosition.moneyUnits(after.openCost))
                    && fits(NaivePosition.moneyUnits(after.profit))
                    && fits(NaivePosition.moneyUnits(after.fees))
                    && fits(NaivePosition.moneyUnits(after.profit.subtract(naive[id].profit)))
                    && fits(NaivePosition.moneyUnits(after.broughtIn.subtract(naive[id].broughtIn)))
                    && fits(totalProfit().add(NaivePosition.moneyUnits(after.profit.subtract(naive[id].profit))))
                    && fits(totalFees().add(NaivePosition.moneyUnits(after.fees.subtract(naive[id].fees))));
        }

        private static boolean fits(final BigInteger value) {
            return value.bitLength() < Long.SIZE;
        }

        private void count(final NaivePosition before, final NaivePosition after) {
            if (after.quantity.signum() == 0) {
                counts.flat++;
            } else if (before.quantity.signum() * after.quantity.signum() < 0) {
                counts.turned++;
            }
        }

        private void compareAll() {
            for (int id = 1; id <= INSTRUMENTS; id++) {
                compare(id);
            }
        }

        private void compare(final int id) {
            final NaivePosition expected = naive[id];
            final BigInteger profit = BigInteger.valueOf(positions.realizedProfit(id));
            final BigInteger openCost = BigInteger.valueOf(positions.openCost(id));
            equal(expected.quantityUnits(), positions.quantity(id));
            equal(NaivePosition.moneyUnits(expected.openCost), openCost);
            equal(NaivePosition.moneyUnits(expected.profit), profit);
            equal(NaivePosition.moneyUnits(expected.fees), positions.fees(id));
            equal(expected.entryUnits(), positions.entryPrice(id));
            // What the fills brought in is profit or still open: no unit is lost on the way.
            equal(NaivePosition.moneyUnits(expected.broughtIn), profit.subtract(openCost));
            equal(totalProfit(), positions.totalRealizedProfit());
            equal(totalFees(), positions.totalFees());
            assertEquals(duplicates, positions.duplicates(), this::place);
        }

        private BigInteger totalProfit() {
            BigDecimal total = BigDecimal.ZERO;
            for (int id = 1; id <= INSTRUMENTS; id++) {
                total = total.add(naive[id].profit);
            }
            return NaivePosition.moneyUnits(total);
        }

        private BigInteger totalFees() {
            BigDecimal total = BigDecimal.ZERO;
            for (int id = 1; id <= INSTRUMENTS; id++) {
                total = total.add(naive[id].fees);
            }
            return NaivePosition.moneyUnits(total);
        }

        private void equal(final BigInteger expected, final long actual) {
            equal(expected, BigInteger.valueOf(actual));
        }

        private void equal(final BigInteger expected, final BigInteger actual) {
            if (!expected.equals(actual)) {
                throw new AssertionError(place() + ": expected " + expected + " but was " + actual);
            }
        }

        private String place() {
            return "fill " + counts.fills + ", -Dringfence.seed=" + seed;
        }
    }
}
