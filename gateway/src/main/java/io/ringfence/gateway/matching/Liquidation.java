package io.ringfence.gateway.matching;

import io.ringfence.journal.message.BalanceReason;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TimeInForce;
import java.util.List;

/**
 * Closes by force: what an account can't keep (liquidation), and what is taken from it for others (deleveraging). The venue closes at the
 * mark price, all at once, whatever the book holds, by an order with a name of its own (Binance USD-M: {@code autoclose-}, {@code
 * adl_autoclose}); a liquidation expires the account's resting orders there first and costs {@link MatchingRules#liquidationFee}. What a
 * wallet lacks then the insurance fund pays.
 */
final class Liquidation {
    private static final long NO_REQUEST = 0;
    private static final long NS_PER_MS = 1_000_000;

    private final MatchingRules rules;
    private final Markets markets;
    private final Margin margin;
    private final Executions executions;
    private final List<Account> accounts;
    private final MatchingListener listener;

    /** @param accounts by id from 1; grows while the model lives */
    Liquidation(
            final MatchingRules rules,
            final Markets markets,
            final Margin margin,
            final Executions executions,
            final List<Account> accounts,
            final MatchingListener listener) {
        this.rules = rules;
        this.markets = markets;
        this.margin = margin;
        this.executions = executions;
        this.accounts = accounts;
        this.listener = listener;
    }

    /** Whether a price of {@code market} leaves anybody with too little; on spot everything is paid for. */
    boolean isDue(final Market market) {
        if (market.isSpot()) {
            return false;
        }
        for (int i = 0; i < accounts.size(); i++) {
            if (isDue(accounts.get(i), market.instrument().id())) {
                return true;
            }
        }
        return false;
    }

    private boolean isDue(final Account account, final int instrument) {
        if (account.quantity(instrument) == 0) {
            return false;
        }
        return account.terms(instrument).isolated()
                ? margin.isIsolatedShort(account, account.position(instrument))
                : margin.isCrossShort(account);
    }

    void take(final Market market, final long timeNs) {
        for (int i = 0; i < accounts.size(); i++) {
            final Account account = accounts.get(i);
            if (isDue(account, market.instrument().id())) {
                take(account, market, timeNs);
            }
        }
    }

    private void take(final Account account, final Market market, final long timeNs) {
        if (account.terms(market.instrument().id()).isolated()) {
            liquidate(account, market, timeNs);
        } else {
            for (int id = 1; id <= markets.highestId(); id++) {
                if (markets.at(id) != null && !account.terms(id).isolated()) {
                    liquidate(account, markets.at(id), timeNs);
                }
            }
        }
        if (account.walletBalance() < 0) {
            final long lacking = -account.walletBalance();
            account.charge(lacking, timeNs);
            listener.onCharged(account, market.instrument().id(), lacking, BalanceReason.OTHER);
        }
    }

    private void liquidate(final Account account, final Market market, final long timeNs) {
        executions.expireAll(market, account, timeNs);
        final long held = account.quantity(market.instrument().id());
        if (held != 0) {
            close(account, market, "autoclose-" + timeNs / NS_PER_MS, Math.abs(held), rules.liquidationFee(), timeNs);
        }
        market.dropClosed();
    }

    /** Takes up to {@code quantity} of a position for others. */
    void deleverage(final Account account, final Market market, final long quantity, final long timeNs) {
        final long held = Math.abs(account.quantity(market.instrument().id()));
        if (held > 0) {
            close(account, market, "adl_autoclose", Math.min(held, quantity), 0, timeNs);
            market.dropClosed();
        }
    }

    private void close(
            final Account account,
            final Market market,
            final String name,
            final long quantity,
            final long feePart,
            final long timeNs) {
        final int instrument = market.instrument().id();
        final OrderRequest order = new OrderRequest(
                NO_REQUEST,
                account.id(),
                instrument,
                name,
                account.quantity(instrument) > 0 ? Side.SELL : Side.BUY,
                OrderType.LIMIT,
                TimeInForce.IOC,
                market.markPrice(),
                quantity,
                true);
        executions.force(order, market, feePart, timeNs);
    }
}
