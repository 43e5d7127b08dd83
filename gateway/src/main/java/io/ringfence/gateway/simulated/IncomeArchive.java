package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ringfence.gateway.matching.Account;
import io.ringfence.journal.message.BalanceReason;
import java.util.ArrayDeque;
import java.util.Deque;

/** What changed wallets without a fill, the last 100,000 times, by the rules of {@code /fapi/v1/income}. Owned by the venue's event loop. */
final class IncomeArchive {
    private static final int MAX_INCOMES = 100_000;
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;
    private static final String FUNDING = "FUNDING_FEE";

    private final Deque<Income> incomes = new ArrayDeque<>();
    private long transactions;

    private record Income(int account, String symbol, String type, long change, long timeMs, long transactionId) {}

    void add(
            final Account account,
            final String symbol,
            final long change,
            final BalanceReason reason,
            final long timeMs) {
        if (reason != BalanceReason.FUNDING) {
            return;
        }
        if (incomes.size() == MAX_INCOMES) {
            incomes.remove();
        }
        incomes.add(new Income(account.id(), symbol, FUNDING, change, timeMs, ++transactions));
    }

    /** Oldest first from {@code startTime} on. */
    void list(final TradingAccount account, final Parameters parameters, final Answer answer) throws VenueRefusal {
        final long limit = parameters.number("limit", DEFAULT_LIMIT);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new VenueRefusal(-1130, "Data sent for parameter 'limit' is not valid.");
        }
        final long fromMs = parameters.number("startTime", 0);
        final long toMs = parameters.number("endTime", Long.MAX_VALUE);
        final String type = parameters.text("incomeType", "");
        final String symbol = parameters.text("symbol", "");
        final ArrayNode rows = Json.NODES.arrayNode();
        incomes.stream()
                .filter(income -> income.account() == account.id()
                        && income.timeMs() >= fromMs
                        && income.timeMs() <= toMs
                        && (type.isEmpty() || type.equals(income.type()))
                        && (symbol.isEmpty() || symbol.equals(income.symbol())))
                .limit(limit)
                .forEach(income -> add(rows, income));
        answer.result(rows);
    }

    private static void add(final ArrayNode rows, final Income income) {
        rows.addObject()
                .put("symbol", income.symbol())
                .put("incomeType", income.type())
                .put("income", OrderTexts.money(income.change()))
                .put("asset", TradingAccount.ASSET)
                .put("info", income.type())
                .put("time", income.timeMs())
                .put("tranId", income.transactionId())
                .put("tradeId", "");
    }
}
