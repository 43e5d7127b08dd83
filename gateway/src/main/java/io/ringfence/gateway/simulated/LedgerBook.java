package io.ringfence.gateway.simulated;

import io.ringfence.gateway.matching.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Keeps what becomes a {@link Ledger}. */
final class LedgerBook {
    private static final int MAX_ENTRIES = 100_000;

    private final Deque<Ledger.Request> requests = new ArrayDeque<>();
    private final Deque<Ledger.Execution> executions = new ArrayDeque<>();

    void add(final Ledger.Request request) {
        keep(requests, request);
    }

    void add(final Ledger.Execution execution) {
        keep(executions, execution);
    }

    Ledger copy(final List<TradingAccount> accounts) {
        final List<Ledger.Holding> holdings = new ArrayList<>();
        for (final TradingAccount account : accounts) {
            account.state().positions().forEach(position -> holdings.add(holding(account, position)));
        }
        return new Ledger(List.copyOf(requests), List.copyOf(executions), holdings);
    }

    private static Ledger.Holding holding(final TradingAccount account, final Position position) {
        return new Ledger.Holding(
                account.name(),
                account.state().walletBalance(),
                position.instrument().symbol(),
                position.quantity(),
                position.entryPrice(),
                position.realizedProfit(),
                position.fees());
    }

    private static <T> void keep(final Deque<T> entries, final T entry) {
        if (entries.size() == MAX_ENTRIES) {
            entries.remove();
        }
        entries.add(entry);
    }
}
