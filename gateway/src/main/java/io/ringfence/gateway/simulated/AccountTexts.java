package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.gateway.matching.MarginTerms;
import io.ringfence.gateway.matching.MatchingModel;
import io.ringfence.gateway.matching.Position;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.number.Decimals;

/** Accounts, balances and positions in the venue's words. */
final class AccountTexts {
    private final MatchingModel model;
    private final PlayedMarket market;

    AccountTexts(final MatchingModel model, final PlayedMarket market) {
        this.model = model;
        this.market = market;
    }

    /** {@code /fapi/v3/account} and {@code v2/account.status}. */
    ObjectNode account(final TradingAccount account) {
        final ObjectNode answer = Json.NODES
                .objectNode()
                .put("feeTier", 0)
                .put("canTrade", true)
                .put("canDeposit", false)
                .put("canWithdraw", false)
                .put("updateTime", 0)
                .put("multiAssetsMargin", false)
                .put("totalInitialMargin", initialMargin(account))
                .put("totalMaintMargin", maintenance(account))
                .put("totalOpenOrderInitialMargin", OrderTexts.money(model.openOrderMargin(account.id())))
                .put("totalCrossWalletBalance", wallet(account))
                .put("totalCrossUnPnl", unrealized(account))
                .put("totalWalletBalance", wallet(account))
                .put("totalUnrealizedProfit", unrealized(account))
                .put("totalMarginBalance", marginBalance(account))
                .put("availableBalance", available(account))
                .put("maxWithdrawAmount", available(account));
        putAsset(answer.putArray("assets").addObject(), account);
        answer.set("positions", positions(account, null));
        return answer;
    }

    private void putAsset(final ObjectNode asset, final TradingAccount account) {
        asset.put("asset", TradingAccount.ASSET)
                .put("walletBalance", wallet(account))
                .put("unrealizedProfit", unrealized(account))
                .put("marginBalance", marginBalance(account))
                .put("maintMargin", maintenance(account))
                .put("initialMargin", initialMargin(account))
                .put("openOrderInitialMargin", OrderTexts.money(model.openOrderMargin(account.id())))
                .put("crossWalletBalance", wallet(account))
                .put("crossUnPnl", unrealized(account))
                .put("availableBalance", available(account))
                .put("maxWithdrawAmount", available(account))
                .put("updateTime", account.state().updateTimeNs() / 1_000_000);
    }

    private String maintenance(final TradingAccount account) {
        return OrderTexts.money(model.maintenanceMargin(account.id()));
    }

    private static String wallet(final TradingAccount account) {
        return OrderTexts.money(account.state().walletBalance());
    }

    private String unrealized(final TradingAccount account) {
        return OrderTexts.money(model.unrealizedProfit(account.id()));
    }

    private String marginBalance(final TradingAccount account) {
        return OrderTexts.money(account.state().walletBalance() + model.unrealizedProfit(account.id()));
    }

    private String available(final TradingAccount account) {
        return OrderTexts.money(Math.max(0, model.availableBalance(account.id())));
    }

    /** {@code /fapi/v3/balance} and {@code v2/account.balance}. */
    ArrayNode balance(final TradingAccount account) {
        final ArrayNode answer = Json.NODES.arrayNode();
        answer.addObject()
                .put("accountAlias", account.name())
                .put("asset", TradingAccount.ASSET)
                .put("balance", wallet(account))
                .put("crossWalletBalance", wallet(account))
                .put("crossUnPnl", unrealized(account))
                .put("availableBalance", available(account))
                .put("maxWithdrawAmount", available(account))
                .put("marginAvailable", true)
                .put("updateTime", account.state().updateTimeNs() / 1_000_000);
        return answer;
    }

    /**
     * {@code positionRisk} and {@code v2/account.position}: like version 3, only what is or was held.
     *
     * @param symbol null: all
     */
    ArrayNode positions(final TradingAccount account, final String symbol) {
        final ArrayNode answer = Json.NODES.arrayNode();
        for (final Position position : account.state().positions()) {
            if (symbol == null || position.instrument().symbol().equals(symbol)) {
                add(answer.addObject(), account, position);
            }
        }
        return answer;
    }

    /** Refuses a symbol that isn't listed; null is all of them. */
    String checkedSymbol(final Parameters parameters) throws VenueRefusal {
        final String symbol = parameters.text("symbol");
        return symbol == null
                ? null
                : market.require(MarketKind.USDM, symbol).instrument().symbol();
    }

    private void add(final ObjectNode body, final TradingAccount account, final Position position) {
        final MarginTerms terms = account.state().terms(position.instrument().id());
        final String isolated = OrderTexts.money(model.isolatedMargin(account.id(), position));
        final long mark = model.markPrice(position.instrument().id());
        final long notional = position.notional(mark);
        final String margin = OrderTexts.money(notional / terms.leverage());
        body.put("symbol", position.instrument().symbol())
                .put("positionSide", "BOTH")
                .put("positionAmt", OrderTexts.quantity(position.quantity(), position.instrument()))
                .put("entryPrice", OrderTexts.entryPrice(position))
                .put("breakEvenPrice", OrderTexts.entryPrice(position))
                .put("markPrice", Decimals.format(mark, position.instrument().priceScale()))
                .put("unRealizedProfit", OrderTexts.money(position.unrealizedProfit(mark)))
                .put("unrealizedProfit", OrderTexts.money(position.unrealizedProfit(mark)))
                .put("liquidationPrice", "0")
                .put("isolatedMargin", isolated)
                .put("notional", OrderTexts.money(position.quantity() < 0 ? -notional : notional))
                .put("marginAsset", TradingAccount.ASSET)
                .put("isolatedWallet", isolated)
                .put("initialMargin", margin)
                .put("maintMargin", OrderTexts.money(model.maintenanceMargin(position)))
                .put("positionInitialMargin", margin)
                .put("leverage", Integer.toString(terms.leverage()))
                .put("marginType", terms.isolated() ? "isolated" : "cross")
                .put("updateTime", position.updateTimeNs() / 1_000_000);
    }

    private String initialMargin(final TradingAccount account) {
        return OrderTexts.money(model.openOrderMargin(account.id()) + model.positionsMargin(account.id()));
    }
}
