package io.ringfence.gateway.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.BalanceReason;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TimeInForce;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.number.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What margin rules take from accounts, by numbers worked out by hand. 0.100 bought for 60,000.00 each with a leverage of 20, fee 0.05 %: 3.00;
 * maintenance 0.4 %, liquidation fee 1.25 %. Prices in cents, quantities in thousandths.
 */
class LiquidationTest {
    private static final int BTC = 1;
    private static final int ETH = 2;

    private final List<String> heard = new ArrayList<>();
    private final MatchingModel model = new MatchingModel(MatchingRules.DEFAULT.withLatencyNs(0), new Recorder());
    private final int account = model.openAccount(1_000 * Money.ONE);
    private long lastRequest;

    LiquidationTest() {
        for (final int id : new int[] {BTC, ETH}) {
            model.define(new Instrument(
                    id, Venue.SIMULATED, MarketKind.USDM, "S" + id, 2, 3, 10, 1, 1, 1_000_000, 100 * Money.ONE));
            model.onQuote(id, 1_000_000_000, 60_000_00 - 10, 10_000, 60_000_00, 10_000);
            model.onMarkPrice(id, 1_000_000_000, 60_000_00);
        }
    }

    /** 997 + 0.1 (m - 60,000) < 0.004 x 0.1 m, that is m < 50,230.92. */
    @Test
    void shouldCloseEverythingAtTheMarkPriceWhenTheAccountHasLessThanKeepsIt() {
        market(BTC, Side.BUY, 100);
        place(ETH, Side.BUY, OrderType.LIMIT, 55_000_00, 10);
        heard.clear();

        model.onMarkPrice(BTC, 2_000_000_000, 50_231_00);
        assertEquals(List.of(), heard);
        model.onMarkPrice(BTC, 2_000_000_000, 50_230_00);

        assertEquals(
                List.of(
                        "autoclose-2000 SELL 100",
                        "autoclose-2000 fill 100 @ 5023000 fee 62.7875",
                        "r2 expired LIQUIDATION",
                        "charged 42.7875 OTHER"),
                heard);
        assertEquals(0, model.account(account).position(BTC).quantity());
        assertEquals(0, model.account(account).walletBalance());
    }

    /** 300 + 0.1 (m - 60,000) < 0.0004 m, that is m < 57,228.92: the rest of the wallet isn't touched. */
    @Test
    void shouldTakeNoMoreThanAnIsolatedPosition() {
        model.terms(account, BTC, new MarginTerms(20, true));
        market(BTC, Side.BUY, 100);
        market(ETH, Side.BUY, 10);
        heard.clear();

        model.onMarkPrice(BTC, 2_000_000_000, 57_229_00);
        assertEquals(List.of(), heard);
        model.onMarkPrice(BTC, 2_000_000_000, 57_228_00);

        assertEquals(List.of("autoclose-2000 SELL 100", "autoclose-2000 fill 100 @ 5722800 fee 71.535"), heard);
        assertEquals(10, model.account(account).position(ETH).quantity());
        assertEquals(
                Money.ONE * 1_000 - 3_00000000L - 30000000L - 277_20000000L - 71_53500000L,
                model.account(account).walletBalance());
    }

    /** 299.9995 + 5,999.99 - 0.1 m < 0.0004 m, that is m > 62,748.90. */
    @Test
    void shouldLiquidateAShortWhenPricesRise() {
        model.terms(account, BTC, new MarginTerms(20, true));
        market(BTC, Side.SELL, 100);
        heard.clear();

        model.onMarkPrice(BTC, 2_000_000_000, 62_748_00);
        assertEquals(List.of(), heard);
        model.onMarkPrice(BTC, 2_000_000_000, 62_749_00);

        assertEquals("autoclose-2000 BUY 100", heard.get(0));
        assertEquals(0, model.account(account).position(BTC).quantity());
    }

    @Test
    void shouldTakePartOfAPositionForOthersWithoutAFee() {
        market(BTC, Side.BUY, 100);
        heard.clear();

        model.deleverage(account, BTC, 40);
        model.deleverage(account, ETH, 40);

        assertEquals(List.of("adl_autoclose SELL 40", "adl_autoclose fill 40 @ 6000000 fee 0"), heard);
        assertEquals(60, model.account(account).position(BTC).quantity());
        assertEquals(997 * Money.ONE, model.account(account).walletBalance());
    }

    @Test
    void shouldHaveLongsPayFundingAndShortsGetIt() {
        market(BTC, Side.BUY, 100);
        market(ETH, Side.SELL, 50);
        heard.clear();

        model.fund(BTC, 10_000);
        model.fund(ETH, 10_000);
        model.fund(BTC, -20_000);

        assertEquals(List.of("charged -0.6 FUNDING", "charged 0.3 FUNDING", "charged 1.2 FUNDING"), heard);
        assertEquals(90_000_000, model.account(account).charged());
    }

    private void market(final int instrument, final Side side, final long quantity) {
        place(instrument, side, OrderType.MARKET, 0, quantity);
    }

    private void place(
            final int instrument, final Side side, final OrderType type, final long price, final long quantity) {
        model.place(new OrderRequest(
                ++lastRequest,
                account,
                instrument,
                "r" + lastRequest,
                side,
                type,
                TimeInForce.GTC,
                price,
                quantity,
                false));
    }

    private static String money(final long units) {
        return BigDecimal.valueOf(units, Money.SCALE).stripTrailingZeros().toPlainString();
    }

    private final class Recorder implements MatchingListener {
        @Override
        public void onAccepted(final Order order) {
            heard.add(order.request().clientOrderId() + " " + order.request().side() + " "
                    + order.request().quantity());
        }

        @Override
        public void onRejected(final OrderRequest request, final Refusal refusal) {
            throw new AssertionError(refusal + " " + request);
        }

        @Override
        public void onFill(final Order order, final Fill fill) {
            heard.add(order.request().clientOrderId() + " fill " + fill.quantity() + " @ " + fill.price() + " fee "
                    + money(fill.fee()));
        }

        @Override
        public void onCanceled(final Order order, final CancelRequest request) {
            throw new AssertionError(order.toString());
        }

        @Override
        public void onCancelRejected(final CancelRequest request, final Refusal refusal) {
            throw new AssertionError(refusal.toString());
        }

        @Override
        public void onExpired(final Order order) {
            heard.add(order.request().clientOrderId() + " expired " + order.expiryReason());
        }

        @Override
        public void onCharged(
                final Account charged, final int instrument, final long change, final BalanceReason reason) {
            heard.add("charged " + money(change) + " " + reason);
        }

        @Override
        public void onHandled(final long requestId) {}
    }
}
