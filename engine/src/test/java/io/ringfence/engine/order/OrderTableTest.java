package io.ringfence.engine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OrderTableTest {
    private static final int INSTRUMENTS = 3;
    private static final int ROUNDS = 20_000;
    private static final int QUANTITY = 10;

    private final SplittableRandom random = new SplittableRandom(1);
    private final OrderTable orders = new OrderTable(INSTRUMENTS);

    @Test
    void shouldSearchLikeSomebodyWhoLooksAtEveryRow() {
        for (int i = 1; i <= ROUNDS; i++) {
            final int instrument = random.nextInt(1, INSTRUMENTS + 1);
            final int oldest = oldestDone(instrument);

            final int order = orders.add(instrument, 1, i, i & 7, random.nextInt(1_000));

            assertEquals(oldest, order, "round " + i);
            if (order != OrderTable.NO_ORDER) {
                orders.describe(order, random.nextBoolean() ? 1 : -1, random.nextBoolean(), QUANTITY);
                assertEquals(order, orders.find(instrument, 1, i, i & 7));
                assertEquals(order, orders.find(0, 1, i, i & 7));
            }
            hear(instrument);
            assertEquals(outstanding(instrument), walked(orders, instrument), "round " + i);
            assertEquals(outstanding(instrument).size(), orders.outstanding(instrument));
        }
    }

    @Test
    void shouldSearchTheSameBehindALoad() {
        for (int i = 1; i <= ROUNDS / 100; i++) {
            final int order = orders.add(1 + i % INSTRUMENTS, 1, i, 0, random.nextInt(1_000));
            if (order != OrderTable.NO_ORDER) {
                orders.describe(order, 1, false, QUANTITY);
            }
            hear(1 + i % INSTRUMENTS);
        }
        final StateWriter state = new StateWriter(OrderTable.stateBytes(INSTRUMENTS));
        orders.save(state, INSTRUMENTS);

        final OrderTable next = new OrderTable(INSTRUMENTS);
        next.load(new StateReader("orders", state.bytes()), INSTRUMENTS);

        for (int instrument = 1; instrument <= INSTRUMENTS; instrument++) {
            assertEquals(walked(orders, instrument), walked(next, instrument));
            for (int row = orders.first(instrument); row < orders.end(instrument); row++) {
                assertEquals(row, next.find(instrument, 1, orders.sequence(row), 0));
            }
            assertEquals(orders.add(instrument, 1, ROUNDS, 0, 2_000), next.add(instrument, 1, ROUNDS, 0, 2_000));
        }
    }

    /** Something becomes known of any of the instrument's orders. */
    private void hear(final int instrument) {
        final int row = random.nextInt(orders.first(instrument), orders.end(instrument));
        if (!orders.isUsed(row)) {
            return;
        }
        switch (random.nextInt(5)) {
            case 0 -> orders.life(row, OrderLife.FILLED);
            case 1 -> orders.filled(row, QUANTITY);
            case 2 -> orders.settle(row, QUANTITY);
            case 3 -> orders.life(row, OrderLife.CANCELED);
            default -> orders.noLaterThan(row, random.nextInt(1_000));
        }
    }

    private int oldestDone(final int instrument) {
        int oldest = OrderTable.NO_ORDER;
        for (int row = orders.first(instrument); row < orders.end(instrument); row++) {
            final boolean older = oldest == OrderTable.NO_ORDER || orders.placedNs(row) < orders.placedNs(oldest);
            oldest = !orders.isOutstanding(row) && older ? row : oldest;
        }
        return oldest;
    }

    private List<Integer> outstanding(final int instrument) {
        final List<Integer> rows = new ArrayList<>();
        for (int row = orders.first(instrument); row < orders.end(instrument); row++) {
            if (orders.isOutstanding(row)) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static List<Integer> walked(final OrderTable table, final int instrument) {
        final List<Integer> rows = new ArrayList<>();
        for (int row = table.firstOfUse(instrument); row != OrderTable.NO_ORDER; row = table.nextOfUse(row)) {
            rows.add(row);
        }
        return rows;
    }
}
