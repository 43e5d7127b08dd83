package io.ringfence.gateway.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TimeInForce;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.number.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random markets and orders: cash and positions must add up to what was traded, by exact decimal arithmetic. */
class MatchingConservationTest {
    private static final int STEPS = 20_000;
    private static final long START_BALANCE = 1_000_000 * Money.ONE;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldConserveCashAndPosition(final long seed) {
        final Simulation simulation = new Simulation(seed);

        simulation.run();

        assertTrue(simulation.books.fills > 1_000, () -> "seed=" + seed + " fills=" + simulation.books.fills);
        assertTrue(simulation.books.answered.isEmpty(), () -> "unanswered " + simulation.books.answered);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 9})
    void shouldDoTheSameForTheSameInput(final long seed) {
        final Simulation once = new Simulation(seed);
        final Simulation again = new Simulation(seed);
        final Simulation other = new Simulation(seed + 1);

        once.run();
        again.run();
        other.run();

        assertEquals(once.model.stateHash(), again.model.stateHash());
        assertTrue(once.model.stateHash() != other.model.stateHash());
    }

    private static final class Simulation {
        private final Random random;
        private final Books books = new Books();
        private final MatchingModel model =
                new MatchingModel(MatchingRules.DEFAULT.withLatencyNs(50).withFees(43_217, -1_111), books);
        private final Instrument instrument =
                new Instrument(1, Venue.SIMULATED, MarketKind.USDM, "BTCUSDT", 2, 3, 10, 1, 1, 100_000, 5 * Money.ONE);
        private final int account = model.openAccount(START_BALANCE);
        private long bid = 60_000_00;
        private long requests;

        Simulation(final long seed) {
            random = new Random(seed);
            model.define(instrument);
            books.account = model.account(account);
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                step();
            }
            model.settle();
            books.verify();
        }

        private void step() {
            final long timeNs = model.timeNs() + random.nextInt(40);
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    bid = Math.max(1_000_00, bid + (random.nextInt(21) - 10) * 10L);
                    model.onQuote(1, timeNs, bid, 1 + random.nextInt(900), bid + 10, 1 + random.nextInt(900));
                }
                case 2 -> model.onTrade(1, timeNs, bid + (random.nextInt(41) - 20) * 10L);
                case 3, 4 -> place();
                default -> model.cancel(new CancelRequest(ask(), account, 1, 0, "o" + random.nextInt(40)));
            }
        }

        private void place() {
            final boolean market = random.nextInt(3) == 0;
            final TimeInForce timeInForce = TimeInForce.get((short) (1 + random.nextInt(4)));
            model.place(new OrderRequest(
                    ask(),
                    account,
                    1,
                    "o" + random.nextInt(40),
                    random.nextBoolean() ? Side.BUY : Side.SELL,
                    market ? OrderType.MARKET : OrderType.LIMIT,
                    timeInForce,
                    bid + (random.nextInt(31) - 15) * 10L,
                    1 + random.nextInt(3_000),
                    random.nextInt(4) == 0));
        }

        private long ask() {
            books.answered.add(++requests);
            return requests;
        }
    }

    /** The oracle: adds up what the listener is told. */
    private static final class Books implements MatchingListener {
        private final Set<Long> answered = new HashSet<>();
        private Account account;
        private BigDecimal cash = BigDecimal.ZERO;
        private BigDecimal fees = BigDecimal.ZERO;
        private BigDecimal position = BigDecimal.ZERO;
        private BigDecimal realized = BigDecimal.ZERO;
        private long fills;

        @Override
        public void onFill(final Order order, final Fill fill) {
            fills++;
            final boolean buy = order.request().side() == Side.BUY;
            final BigDecimal quantity = BigDecimal.valueOf(buy ? fill.quantity() : -fill.quantity(), 3);
            final BigDecimal paid = BigDecimal.valueOf(fill.price(), 2).multiply(quantity);
            final BigDecimal rate = BigDecimal.valueOf(fill.maker() ? -1_111 : 43_217, 8);
            cash = cash.subtract(paid);
            fees = fees.add(paid.abs().multiply(rate).setScale(8, RoundingMode.HALF_UP));
            position = position.add(quantity);
            realized = realized.add(BigDecimal.valueOf(fill.realizedProfit(), 8));
            verify();
        }

        void verify() {
            final Position held = account.position(1);
            final BigDecimal entry =
                    BigDecimal.valueOf(held.quantity() < 0 ? -held.entryNotional() : held.entryNotional(), 8);
            final BigDecimal start = BigDecimal.valueOf(START_BALANCE, 8);
            assertSame(position, BigDecimal.valueOf(held.quantity(), 3));
            assertSame(fees, BigDecimal.valueOf(held.fees(), 8));
            assertSame(realized, BigDecimal.valueOf(held.realizedProfit(), 8));
            assertSame(cash.add(entry), realized);
            assertSame(start.add(realized).subtract(fees), BigDecimal.valueOf(account.walletBalance(), 8));
        }

        private static void assertSame(final BigDecimal expected, final BigDecimal actual) {
            assertEquals(0, expected.compareTo(actual), () -> expected + " is not " + actual);
        }

        @Override
        public void onHandled(final long requestId) {
            assertTrue(answered.remove(requestId), () -> "request " + requestId + " handled twice");
        }

        @Override
        public void onAccepted(final Order order) {
            assertTrue(order.isOpen());
        }

        @Override
        public void onRejected(final OrderRequest request, final Refusal refusal) {
            assertTrue(refusal.code() < 0);
        }

        @Override
        public void onCanceled(final Order order, final CancelRequest request) {
            assertTrue(order.remainingQuantity() > 0);
        }

        @Override
        public void onCancelRejected(final CancelRequest request, final Refusal refusal) {
            assertEquals(Refusal.UNKNOWN_ORDER, refusal);
        }

        @Override
        public void onExpired(final Order order) {
            assertTrue(order.remainingQuantity() > 0);
        }
    }
}
